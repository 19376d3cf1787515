extension FixtureMachine {
    /// Those attributes that the kernel shows to root only (`drivers/firmware/dmi-id.c`).
    static let rootAttributes = ["product_uuid", "product_serial", "board_serial", "chassis_serial"]

    func addFirmware(to tree: inout MachineTree) {
        if let deviceTreeSerial {
            tree.link("proc/device-tree", to: "/sys/firmware/devicetree/base")
            tree.bytes("sys/firmware/devicetree/base/serial-number", Array(deviceTreeSerial.utf8) + [0])
        }
        if firmware.isEmpty { return }
        tree.link("sys/class/dmi/id", to: "../../devices/virtual/dmi/id")
        for (name, text) in firmware {
            let isForRoot = Self.rootAttributes.contains(name)
            tree.text("sys/devices/virtual/dmi/id/\(name)", text, mode: isForRoot ? 0o400 : 0o444)
        }
    }

    /// The bonds that cards are in, and the driver's report of each.
    func addBonds(to tree: inout MachineTree) {
        for name in Set(cards.compactMap { $0.bond?.name }) {
            let members = cards.filter { $0.bond?.name == name }
            FixtureCard.software(name, members[0].bond?.address ?? "").add(to: &tree)
            tree.text("sys/devices/virtual/net/\(name)/bonding/mode", "802.3ad 4")
            var report = "Ethernet Channel Bonding Driver: v6.8.0\n\nBonding Mode: IEEE 802.3ad\n"
            for card in members {
                report += "\nSlave Interface: \(card.name)\nMII Status: up\nSpeed: 10000 Mbps\n"
                report += "Permanent HW addr: \(card.address)\nSlave queue ID: 0\n"
            }
            tree.bytes("proc/net/bonding/\(name)", Array(report.utf8))
        }
    }

    func addMounts(to tree: inout MachineTree) {
        var root = rootMount
        if root == nil, let systemDisk {
            let disk = disks[systemDisk]
            let (number, node) = (disk.number(of: systemPartition), disk.node(of: systemPartition))
            root = "27 1 \(number) / / rw,relatime shared:1 - ext4 \(node) rw,errors=remount-ro"
        }
        let mounts = [
            "22 27 0:21 / /proc rw,nosuid shared:13 - proc proc rw",
            "23 27 0:22 / /sys rw,nosuid shared:7 - sysfs sysfs rw", root,
            "30 27 0:26 / /run rw,nosuid shared:5 - tmpfs tmpfs rw,size=1608280k",
        ]
        tree.bytes(
            "proc/self/mountinfo",
            Array((mounts.compactMap { $0 } + moreMounts).map { "\($0)\n" }.joined().utf8))
    }

    func addPlatformModule(to tree: inout MachineTree) {
        guard let platformModule else { return }
        let device = "LNXSYSTM:00/LNXSYBUS:00/MSFT0101:00"
        tree.link("sys/class/tpm/tpm0", to: "../../devices/\(device)/tpm/tpm0")
        tree.text("sys/devices/\(device)/tpm/tpm0/tpm_version_major", "\(platformModule)")
        tree.link("sys/devices/\(device)/tpm/tpm0/device", to: "../../../MSFT0101:00")
        tree.text("sys/devices/\(device)/description", "TPM 2.0 Device")
    }

    /// What Hyper-V's daemon writes down: records of 512 bytes for a key and 2,048 for its value.
    func addPool(to tree: inout MachineTree) {
        guard let poolID else { return }
        var pool: [UInt8] = []
        for (key, value) in [("HostName", "HV-HOST-3"), ("VirtualMachineId", poolID)] {
            for (text, size) in [(key, 512), (value, 2_048)] {
                pool += Array(text.utf8) + [UInt8](repeating: 0, count: size - text.utf8.count)
            }
        }
        tree.bytes("var/lib/hyperv/.kvp_pool_3", pool, mode: 0o644)
    }

    /// A page of QEMU's firmware configuration, the id at offset 40 (`docs/specs/vmgenid` of QEMU).
    func addGenerationID(to tree: inout MachineTree) {
        guard let generationID else { return }
        let page = [UInt8](repeating: 0, count: 40) + generationID
        let padded = page + [UInt8](repeating: 0, count: 4_096 - page.count)
        tree.link("sys/firmware/qemu_fw_cfg/by_name/etc/vmgenid_guid", to: "../../by_key/42")
        tree.bytes("sys/firmware/qemu_fw_cfg/by_key/42/raw", padded, mode: 0o400)
    }
}

/// `/proc/cpuinfo` of an x86 machine.
func x86(
    _ vendor: String, family: Int, model: Int, stepping: Int, _ name: String, processors: Int = 4,
    isPlayed: Bool = false
) -> String {
    (0..<processors).map { number in
        """
        processor\t: \(number)
        vendor_id\t: \(vendor)
        cpu family\t: \(family)
        model\t\t: \(model)
        model name\t: \(name)
        stepping\t: \(stepping)
        microcode\t: 0xf4
        cpu MHz\t\t: \(800 + number).003
        cache size\t: 12288 KB
        physical id\t: 0
        flags\t\t: fpu vme de pse tsc msr sse sse2 ht nx rdtscp lm\(isPlayed ? " hypervisor" : "") aes avx
        bogomips\t: 6000.00
        address sizes\t: 39 bits physical, 48 bits virtual


        """
    }.joined()
}

/// `/proc/cpuinfo` of an ARM machine with 64 bits.
func arm(part: String, variant: String, processors: Int = 4) -> String {
    (0..<processors).map { number in
        """
        processor\t: \(number)
        BogoMIPS\t: 108.00
        Features\t: fp asimd evtstrm crc32 cpuid
        CPU implementer\t: 0x41
        CPU architecture: 8
        CPU variant\t: \(variant)
        CPU part\t: \(part)
        CPU revision\t: 3


        """
    }.joined()
}
