import Fingerprint
import FingerprintLinux
import Testing

@Suite("The components found on")
struct MachinesTests {
    let tree: FixtureTree
    let machineID = "4c4c454400394810805ac4c04f4d3532"

    init() throws { tree = try FixtureTree() }

    @Test("a desktop are its id, both disks and the card on the board, with where they were read")
    func desktop() throws {
        try tree.file("etc/machine-id", machineID)
        try tree.card("enp0s31f6", on: "pci0000:00/0000:00:1f.6", address: "8C:EC:4B:01:02:03")
        try tree.virtualCard("lo", address: "00:00:00:00:00:00", assigned: "0")
        try tree.disk(
            "sda", on: "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0",
            ["device/wwid": "naa.5002538e40b5e5a1"], pages: ["device/vpd_pg80": page80("S3Z9NB0K  701 ")])
        try tree.disk(
            "nvme0n1", on: "pci0000:00/0000:00:1d.0/0000:03:00.0/nvme/nvme0",
            ["device/serial": "S4EWNX0R123456      ", "wwid": "eui.0025388b01234567"])
        let components = try LinuxProbe(root: tree.root).survey().components
        #expect(components.map(\.kind) == [.machineID, .disk, .disk, .networkCard])
        #expect(
            components.map(\.revealed) == [
                machineID, "S3Z9NB0K 701", "S4EWNX0R123456", "8c:ec:4b:01:02:03",
            ])
        #expect(
            components.map(\.source) == [
                "/etc/machine-id", "/sys/block/sda/device/vpd_pg80", "/sys/block/nvme0n1/device/serial",
                "/sys/class/net/enp0s31f6/address",
            ])
    }

    @Test("a virtual machine are its id and the card its host gave it; a disk without a serial is none")
    func virtualMachine() throws {
        try tree.file("etc/machine-id", machineID)
        try tree.card(
            "ens3", on: "pci0000:00/0000:00:03.0/virtio0", address: "02:fc:00:12:34:56", bus: "virtio",
            driver: "virtio_net")
        try tree.disk("vda", on: "pci0000:00/0000:00:02.0/virtio1", ["serial": ""])
        try tree.disk("vdb", on: "pci0000:00/0000:00:04.0/virtio2", ["serial": "data-7"])
        try tree.disk(
            "sda", on: "pci0000:00/0000:00:05.0/ata1/host0/target0:0:0/0:0:0:0",
            ["device/wwid": "t10.ATA     QEMU HARDDISK                           QM00001             "],
            pages: ["device/vpd_pg80": page80("QM00001")])
        #expect(
            try tree.found == ["machine-id \(machineID)", "disk data-7", "network-card 02:fc:00:12:34:56"])
    }

    @Test("a machine at a cloud's are the cards with local addresses that the cloud gave it")
    func clouds() throws {
        try tree.card("ens5", on: "pci0000:00/0000:00:05.0", address: "0a:58:a9:fe:01:02", driver: "ena")
        try tree.card("ens6", on: "pci0000:00/0000:00:06.0", address: "42:01:0a:80:00:02", driver: "gve")
        try tree.card("ens7", on: "pci0000:00/0000:00:07.0", address: "52:54:00:ab:cd:ef", driver: "e1000")
        try tree.card("eth0", on: "vmbus-1", address: "06:15:5d:01:02:03", bus: "vmbus", driver: "hv_netvsc")
        try tree.card("eth1", on: "vif-0", address: "0e:16:3e:01:02:03", bus: "xen", driver: "vif")
        // The same kind of address on a card of plastic and copper is chance, or somebody's choice.
        try tree.card("eth2", on: "pci0000:00/0000:00:08.0", address: "0a:58:a9:fe:01:03", driver: "r8169")
        // And a virtio card whose host gave it none makes up another at every start.
        try tree.card("eth3", on: "virtio9", address: "0a:58:a9:fe:01:04", assigned: "1", bus: "virtio")
        #expect(
            try tree.found == [
                "network-card 06:15:5d:01:02:03", "network-card 0a:58:a9:fe:01:02",
                "network-card 0e:16:3e:01:02:03",
                "network-card 42:01:0a:80:00:02", "network-card 52:54:00:ab:cd:ef",
            ])
    }

    @Test(
        "a server with a bond are its cards by their own addresses, and not the bond",
        arguments: [true, false])
    func bond(isInSys: Bool) throws {
        let own = ["eno1": "3c:ec:ef:00:00:01", "eno2": "3c:ec:ef:00:00:02"]
        try tree.virtualCard("bond0", address: "3c:ec:ef:00:00:01", assigned: "2")
        try tree.makeFolder("sys/devices/virtual/net/bond0/bonding")
        var report = "Ethernet Channel Bonding Driver: v6.1\n\nBonding Mode: IEEE 802.3ad\n"
        for (index, name) in own.keys.sorted().enumerated() {
            let device = "pci0000:00/0000:00:0\(index).0"
            try tree.card(name, on: device, address: "3c:ec:ef:00:00:01", assigned: "3")
            try tree.link("sys/devices/\(device)/net/\(name)/master", to: "/sys/devices/virtual/net/bond0")
            if isInSys {
                let folder = "sys/devices/\(device)/net/\(name)/bonding_slave"
                try tree.file("\(folder)/perm_hwaddr", try #require(own[name]))
            }
            report += "\nSlave Interface: \(name)\nMII Status: up\nPermanent HW addr: \(own[name] ?? "")\n"
        }
        if !isInSys { try tree.file("proc/net/bonding/bond0", report) }
        #expect(try tree.found == own.values.sorted().map { "network-card \($0)" })
    }

    @Test("a container are none, because its cards are software")
    func container() throws {
        try tree.virtualCard("lo", address: "00:00:00:00:00:00", assigned: "0")
        try tree.virtualCard("eth0", address: "02:42:ac:11:00:02", assigned: "0")
        try tree.file("etc/machine-id", "")
        #expect(try tree.found == [])
    }

    @Test("a laptop in its dock are not the dock's, nor what is plugged in")
    func dock() throws {
        let usb = "pci0000:00/0000:00:14.0/usb2/2-1/2-1.4/2-1.4:1.0"
        try tree.card("enx00e04c680001", on: usb, address: "00:e0:4c:68:00:01", bus: "usb")
        try tree.disk("sdb", on: "\(usb)/host4/target4:0:0/4:0:0:0", ["device/serial": "USB-STICK-1"])
        try tree.card("enp5s0", on: "pci0000:00/0000:05:00.0", address: "00:e0:4c:68:00:02")
        try tree.file("sys/devices/pci0000:00/0000:05:00.0/removable", "removable")
        try tree.disk(
            "sdc", on: "pci0000:00/ata2/2:0:0:0", ["device/serial": "CARD-READER", "removable": "1"])
        try tree.disk(
            "mmcblk0", on: "platform/mmc0/mmc0:1", ["device/serial": "0x1234abcd", "device/type": "SD"])
        try tree.disk(
            "mmcblk1", on: "platform/mmc1/mmc1:1", ["device/serial": "0x5678abcd", "device/type": "MMC"])
        #expect(try tree.found == ["disk 0x5678abcd"])
    }

    @Test("a laptop include its wireless card by the address it was made with")
    func wireless() throws {
        try tree.card("wlan0", on: "pci0000:00/0000:02:00.0", address: "da:a1:19:00:00:01", assigned: "3")
        let folder = "sys/devices/pci0000:00/0000:02:00.0"
        try tree.file("\(folder)/ieee80211/phy0/macaddress", "f8:e4:e3:00:00:01")
        try tree.link("\(folder)/net/wlan0/phy80211", to: "../../ieee80211/phy0")
        #expect(try tree.found == ["network-card f8:e4:e3:00:00:01"])
    }

    @Test("a server include disks with two paths once, and none of a storage network's")
    func storage() throws {
        try tree.disk(
            "nvme0n1", on: "virtual/nvme-subsystem/nvme-subsys0",
            ["device/serial": "PHLN1234", "wwid": "eui.1234"])
        try tree.disk(
            "nvme0c0n1", on: "pci0000:00/nvme/nvme0", ["device/serial": "PHLN-path", "hidden": "1"])
        try tree.disk("sda", on: "platform/host3/session1/target3:0:0/3:0:0:0", ["wwid": "naa.6001405aaaa"])
        try tree.disk("sdb", on: "pci0/host4/rport-4:0-1/target4:0:0/4:0:0:0", ["wwid": "naa.6001405bbbb"])
        try tree.disk("dm-0", on: "pci0/fake", ["serial": "mapped"])
        try tree.disk("loop0", on: "virtual/loops", ["serial": "looped"])
        #expect(try tree.found == ["disk PHLN1234"])
    }

    @Test("an empty tree, or none, are none")
    func empty() throws {
        #expect(try tree.found == [])
        #expect(try LinuxProbe(root: "\(tree.root)/none").survey().components == [])
    }

    @Test("a machine with many are all there, in whatever order they come")
    func many() throws {
        try tree.file("etc/machine-id", machineID)
        for index in 0..<12 {
            let digits = index < 6 ? "0\(index * 7 % 6)" : "\(index + 10)"
            try tree.card("eth\(index)", on: "pci0/0000:00:\(index).0", address: "3c:ec:ef:00:00:\(digits)")
            try tree.disk(
                "sd\(index)", on: "pci1/0000:01:\(index).0", ["device/serial": "DISK-\(90 - index)"])
        }
        // The second port of a card may show the first one's address.
        try tree.card("eth99", on: "pci0/0000:00:99.0", address: "3c:ec:ef:00:00:00")
        #expect(
            try tree.found == ["machine-id \(machineID)"]
                + (79...90).map { "disk DISK-\($0)" }
                + ((0..<6).map { "0\($0)" } + (16...21).map { "\($0)" }).map {
                    "network-card 3c:ec:ef:00:00:\($0)"
                })
    }

    @Test("this machine are the same a hundred times, sorted, and at most ten")
    func stable() throws {
        let first = try LinuxProbe().survey().components
        #expect(first == first.sorted())
        #expect(first.count <= 10)
        for _ in 0..<100 { #expect(try LinuxProbe().survey().components == first) }
    }
}
