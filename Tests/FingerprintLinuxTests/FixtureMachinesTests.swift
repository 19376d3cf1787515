import Fingerprint
import FingerprintLinux
import Machines
import Testing

@Suite("The machine made up for tests is found to be")
struct FixtureMachinesTests {
    private func kinds(_ machine: FixtureMachine) throws -> [ComponentKind: Int] {
        try machine.survey().components.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    }

    private func systemDisks(_ machine: FixtureMachine) throws -> [String] {
        try machine.survey().components.filter(\.isSystemDisk).map(\.source)
    }

    private static let firmware: [ComponentKind: Int] = [
        .productUUID: 1, .boardSerial: 1, .productSerial: 1, .chassisSerial: 1,
    ]
    private static let bare: [ComponentKind: Int] = [.machineID: 1, .processor: 1]

    private func expect(
        _ machine: FixtureMachine, _ parts: [ComponentKind: Int]..., system: [String],
        in environment: (Hypervisor?, Container?) = (nil, nil)
    ) throws {
        let expected = parts.reduce(into: [:]) { $0.merge($1) { _, new in new } }
        #expect(try kinds(machine) == expected, "\(machine.name)")
        #expect(try systemDisks(machine) == system.map { "/sys/block/\($0)" }, "\(machine.name)")
        let found = try machine.survey().environment
        #expect(found.hypervisor == environment.0 && found.container == environment.1, "\(machine.name)")
        let reasons = [found.hypervisor != nil, found.container != nil].count { $0 }
        #expect(found.evidence.count == reasons, "\(machine.name)")
    }

    @Test("a desktop with what is inside its case")
    func desktops() throws {
        try expect(
            .officePC, Self.bare, Self.firmware, [.disk: 2, .networkCard: 1, .tpm: 1],
            system: ["sda/device/vpd_pg80"])
        // What the maker filled in is the same on all of them.
        try expect(.junkPC, Self.bare, [.disk: 1, .networkCard: 1], system: ["sdb/device/vpd_pg80"])
    }

    @Test("a laptop, in its dock and out of it, with its own parts")
    func laptops() throws {
        for machine in [FixtureMachine.laptop, .laptopInDock] {
            try expect(
                machine, Self.bare, Self.firmware, [.disk: 1, .networkCard: 2, .tpm: 1],
                system: ["nvme0n1/device/serial"])
        }
    }

    @Test("a server with eight disks, and the cards' own addresses under the bond")
    func server() throws {
        try expect(
            .server, Self.bare, Self.firmware, [.disk: 8, .networkCard: 3, .tpm: 1],
            system: ["nvme0n1/device/serial"])
        let cards = try FixtureMachine.server.survey().components.filter { $0.kind == .networkCard }
        #expect(Set(cards.map(\.revealed)).count == 3)
        #expect(cards.count { $0.source.hasSuffix("bonding_slave/perm_hwaddr") } == 2)
    }

    @Test("a board without SMBIOS by its device tree or its flash memory")
    func boards() throws {
        // The cable is on USB, the memory card can be taken out.
        try expect(.raspberryPi, Self.bare, [.deviceTreeSerial: 1, .networkCard: 1], system: [])
        try expect(
            .industrialPC, Self.bare, [.disk: 1, .networkCard: 2], system: ["mmcblk0/device/cid"])
    }

    @Test("a virtual machine by what its hypervisor hands out")
    func virtualMachines() throws {
        try expect(
            .kvm, Self.bare, [.productUUID: 1, .networkCard: 1, .hypervisorGeneration: 1], system: [],
            in: (.kvm, nil))
        // All of VMware's NVMe disks have one number.
        try expect(
            .vmware, Self.bare, [.productUUID: 1, .productSerial: 1, .networkCard: 1], system: [],
            in: (.vmware, nil))
        try expect(
            .hyperV, Self.bare, Self.firmware, [.productUUID: 2, .disk: 1, .networkCard: 1],
            system: ["sda/device/vpd_pg83"], in: (.hyperV, nil))
        try expect(
            .cloud, Self.bare, [.productUUID: 2, .productSerial: 1, .disk: 1, .networkCard: 1],
            system: ["nvme0n1/device/serial"], in: (.amazon, nil))
    }

    @Test("a container with its host's disks, its own machine id or none, and no card")
    func containers() throws {
        try expect(
            .lxc, Self.bare, [.disk: 2, .tpm: 1], system: ["sda/device/vpd_pg80"], in: (nil, .lxc))
        try expect(
            .docker, [.processor: 1], Self.firmware, [.disk: 2, .tpm: 1], system: [], in: (nil, .docker))
        try expect(.wsl, Self.bare, [.disk: 1], system: ["sdc/device/vpd_pg83"], in: (.hyperV, .wsl))
    }

    @Test("the same by every user, but for what only root may read, which is unreadable to others")
    func otherUser() throws {
        for machine in FixtureMachine.all where !machine.isReadByOrdinaryUser {
            let all = try machine.survey()
            let other = try #require(machine.after(.anotherUser).machine).survey()
            #expect(all.unreadable == [], "\(machine.name)")
            #expect(other.components == all.components.filter { $0.access == .everyUser }, "\(machine.name)")
            #expect(other.environment == all.environment, "\(machine.name)")
            let hidden = all.components.filter { $0.access == .root }
            #expect(
                hidden.allSatisfy { part in
                    other.unreadable.contains(
                        UnreadableSource(kind: part.kind, source: part.source, access: .root))
                }, "\(machine.name)")
            #expect(other.unreadable.allSatisfy { $0.access == .root }, "\(machine.name)")
        }
    }

    @Test("the same a hundred times")
    func stable() throws {
        for machine in FixtureMachine.all {
            let folder = try TemporaryTree(machine.tree)
            let probe = LinuxProbe(root: folder.root)
            let first = try probe.survey()
            #expect(first.components == first.components.sorted())
            for _ in 0..<100 where try probe.survey() != first { Issue.record("\(machine.name) differs") }
        }
    }

    @Test("another after a part is replaced, and just in that part")
    func replaced() throws {
        for machine in FixtureMachine.all {
            let before = try machine.survey().components
            for (change, kind) in [(MachineChange.cardReplaced, ComponentKind.networkCard)] {
                guard let after = machine.after(change).machine else { continue }
                let now = try after.survey().components
                #expect(
                    now.filter { $0.kind != kind } == before.filter { $0.kind != kind }, "\(machine.name)")
                #expect(now.count == before.count, "\(machine.name)")
            }
        }
    }
}
