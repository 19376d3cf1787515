import Fingerprint
import FingerprintLinux
import Testing

@Suite("The environment")
struct EnvironmentTests {
    let tree: FixtureTree

    init() throws { tree = try FixtureTree() }

    private var found: Environment {
        get throws { try LinuxProbe(root: tree.root).survey().environment }
    }

    private func tables(_ attributes: [String: String]) throws {
        for (name, text) in attributes { try tree.file("sys/class/dmi/id/\(name)", text) }
    }

    private func processor(_ text: String) throws { try tree.file("proc/cpuinfo", text) }

    private func root(_ mount: String) throws { try tree.file("proc/self/mountinfo", mount) }

    @Test(
        "is known by the firmware's names",
        arguments: [
            (["sys_vendor": "QEMU", "product_name": "Standard PC"], .kvm),
            (["sys_vendor": "Red Hat", "product_name": "KVM"], .kvm),
            (["sys_vendor": "OpenStack Foundation"], .kvm), (["sys_vendor": "VMware, Inc."], .vmware),
            (["bios_vendor": "innotek GmbH"], .virtualBox), (["sys_vendor": "Xen"], .xen),
            (["sys_vendor": "Xen", "product_version": "4.2.amazon"], .amazon),
            (["product_name": "Parallels Virtual Platform"], .parallels), (["product_name": "BHYVE"], .bhyve),
            (["product_name": "Google Compute Engine"], .google),
            (["product_name": "Apple Virtualization Generic Platform"], .apple),
            (["sys_vendor": "Amazon EC2", "product_name": "m6i.large"], .amazon),
            (["sys_vendor": "Microsoft Corporation", "product_name": "Virtual Machine"], .hyperV),
        ] as [([String: String], Hypervisor)])
    func names(attributes: [String: String], hypervisor: Hypervisor) throws {
        try tables(attributes)
        #expect(try found.hypervisor == hypervisor)
        #expect(try found.evidence.count == 1)
        #expect(try found.evidence[0].hasPrefix("/sys/class/dmi/id"))
    }

    @Test(
        "is bare where only the maker is one of those",
        arguments: [
            ["sys_vendor": "Amazon EC2", "product_name": "m5.metal"],
            ["sys_vendor": "Amazon EC2", "product_name": "i3en.metal-24xl"],
            ["sys_vendor": "Microsoft Corporation", "product_name": "Surface Laptop 4"],
            ["sys_vendor": "Oracle Corporation", "product_name": "ORACLE SERVER X7-2"],
            ["sys_vendor": "Dell Inc.", "product_name": "OptiPlex 7080"],
        ])
    func bare(attributes: [String: String]) throws {
        try tables(attributes)
        try processor("vendor_id\t: GenuineIntel\nflags\t\t: fpu vme")
        #expect(try found == Environment())
    }

    @Test("is Azure by its tag, and Hyper-V without")
    func azure() throws {
        try tables(["sys_vendor": "Microsoft Corporation", "product_name": "Virtual Machine"])
        try tables(["chassis_asset_tag": "7783-7084-3265-9085-8269-3286-77"])
        #expect(try found.hypervisor == .azure)
        try tables(["chassis_asset_tag": "7783-7084-3265-9085-8269-3286-78"])
        #expect(try found.hypervisor == .hyperV)
    }

    @Test("without names is known by the processor's flag, and by whose clock there is")
    func flag() throws {
        try processor("processor\t: 0\nflags\t\t: fpu hypervisor_like vme")
        #expect(try found.hypervisor == nil)
        try processor("processor\t: 0\nflags\t\t: fpu hypervisor vme")
        #expect(try found.hypervisor == .other)
        try tree.file("sys/devices/system/clocksource/clocksource0/available_clocksource", "tsc kvm-clock")
        #expect(try found.hypervisor == .kvm)
        try tree.makeFolder("sys/bus/vmbus/devices/5cf3a1d2")
        #expect(try found.hypervisor == .hyperV)
    }

    @Test("under Xen is the guest's, and bare in the host's own domain")
    func xen() throws {
        try tree.file("sys/hypervisor/type", "xen")
        try tree.file("sys/hypervisor/uuid", "5B1F0E6A-93D4-4C0F-8F57-2C7E61D3A904")
        try tree.file("sys/hypervisor/properties/features", "00000705")
        #expect(try found.hypervisor == .xen)
        #expect(try tree.found == ["product-uuid 5b1f0e6a-93d4-4c0f-8f57-2c7e61d3a904"])
        try tree.file("sys/hypervisor/properties/features", "00000f05")
        try tree.file("sys/hypervisor/uuid", "00000000-0000-0000-0000-000000000000")
        #expect(try found.hypervisor == nil)
        #expect(try tree.found == [])
    }

    @Test(
        "with a device tree is known by its node",
        arguments: [
            ("linux,kvm\0", .kvm), ("xen,xen-4.17\0xen,xen\0", .xen), ("vmware\0", .vmware),
            ("acme\0", .other),
        ] as [(String, Hypervisor)])
    func deviceTree(compatible: String, hypervisor: Hypervisor) throws {
        try tree.file("proc/device-tree/hypervisor/compatible", Array(compatible.utf8))
        #expect(try found.hypervisor == hypervisor)
    }

    @Test(
        "is the container that its manager names",
        arguments: [
            ("docker", .docker), ("podman", .podman), ("lxc", .lxc), ("systemd-nspawn", .nspawn),
            ("rkt", .other),
        ] as [(String, Container)])
    func named(name: String, container: Container) throws {
        try tree.file("run/systemd/container", name)
        #expect(try found.container == container)
        #expect(try found.evidence == ["/run/systemd/container says \"\(name)\""])
    }

    @Test("is a container by the marks that its manager leaves")
    func marks() throws {
        try tree.file("proc/sys/kernel/osrelease", "5.15.0-microsoft-standard-WSL2")
        #expect(try found.container == .wsl)
        try tree.file("proc/1/cgroup", "0::/lxc.payload.web/init.scope")
        #expect(try found.container == .lxc)
        try root("611 540 0:51 / / rw - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/QX")
        #expect(try found.container == .docker)
        try tree.file("run/.containerenv", "")
        #expect(try found.container == .podman)
        try tree.makeFolder("run/secrets/kubernetes.io")
        #expect(try found.container == .kubernetes)
    }

    @Test("is OpenVZ only where the host's file is not")
    func openVZ() throws {
        try tree.makeFolder("proc/vz")
        #expect(try found.container == .openvz)
        try tree.makeFolder("proc/bc")
        #expect(try found.container == nil)
    }

    @Test("is no container where an image of Docker's was written to a whole disk")
    func dockerOnDisk() throws {
        try tree.file("etc/machine-id", "4c4c454400394810805ac4c04f4d3532")
        try tree.file(".dockerenv", "")
        try root("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw")
        #expect(try found.container == nil)
        #expect(try tree.found.count == 1)
        // In a container the machine id is the image's, and so is none.
        try root("611 540 0:51 / / rw - overlay overlay rw,lowerdir=/somewhere")
        #expect(try found.container == .docker)
        #expect(try tree.found == [])
    }

    @Test("is shown without what could forge a line, and cut short")
    func hostile() throws {
        try tree.file("run/systemd/container", "x\u{1B}[2J\"\n" + String(repeating: "y", count: 3_000))
        let sentence = try #require(try found.evidence.first)
        #expect(sentence.hasPrefix("/run/systemd/container says \"x{1b}[2J'{a}yy"))
        #expect(sentence.count < 120)
    }
}
