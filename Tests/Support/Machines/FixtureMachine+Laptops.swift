extension FixtureMachine {
    /// A laptop: an NVMe disk under encryption, a card on the board and one without a cable that has a socket.
    package static let laptop = makeLaptop("laptop", "a laptop")

    /// The same model in its dock, which has cards and disks of its own.
    package static let laptopInDock = makeLaptop("laptop-in-dock", "a laptop in its dock").with {
        $0.addDock()
    }

    /// The port that docks are plugged into.
    static let dockPort = "0000:00:07.0"

    /// Puts a dock on: a card on Thunderbolt, one on USB, an NVMe disk in a Thunderbolt case, a disk on USB.
    mutating func addDock() {
        let dock = "pci0000:00/\(Self.dockPort)/0000:05:00.0"
        let usb = "\(dock)/0000:06:00.0/0000:07:00.0/usb4"
        cards.append(
            FixtureCard("enp8s0", "\(dock)/0000:06:02.0/0000:08:00.0", "3c:2c:30:d4:51:23").with {
                ($0.isInDock, $0.isOnBoard, $0.driver) = (true, false, "igc")
            })
        cards.append(
            FixtureCard("enx00e04c681204", "\(usb)/4-1/4-1:1.0", "00:e0:4c:68:12:04").with {
                ($0.isInDock, $0.isOnBoard, $0.bus, $0.driver) = (true, false, "usb", "r8152")
            })
        let slot = "\(dock)/0000:06:03.0/0000:09:00.0"
        others.text("sys/devices/\(slot)/removable", "removable")
        disks.append(
            FixtureDisk(
                "nvme1n1", .nvme, "\(slot)/nvme/nvme1", "259:8", serial: "2051E4D01477",
                worldWideName: "eui.00a075012d4d0147", model: "CT1000P5SSD8", partitions: 1))
        disks.append(
            FixtureDisk(
                "sda", .scsi, "\(usb)/4-2/4-2:1.0/host2/target2:0:0/2:0:0:0", "8:0",
                serial: "NA8TT0ZW", worldWideName: "naa.5000c500cb6f3a15", model: "Expansion",
                partitions: 1))
    }

    private static func makeLaptop(_ name: String, _ label: String) -> FixtureMachine {
        FixtureMachine(name, label).with {
            $0.machineID = "2d9f84c1f5e94b7aa7b6f0a6a3c5d881"
            $0.firmware = smbios(
                vendor: "LENOVO", product: "20XW004AGE", uuid: "7d9e22cc-2b4c-11b2-a85c-d5a4c31c8e44",
                board: "L1HF15M02VX", serial: "PF2Z8K1C", chassis: "PF2Z8K1C", type: "10")
            $0.processor = x86(
                "GenuineIntel", family: 6, model: 140, stepping: 1,
                "11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz", processors: 8)
            $0.cards.append(FixtureCard("enp0s31f6", "pci0000:00/0000:00:1f.6", "38:f3:ab:5e:12:33"))
            $0.cards.append(
                FixtureCard("wlp2s0", "pci0000:00/0000:00:1c.0/0000:02:00.0", "a0:80:69:7c:42:15").with {
                    ($0.kind, $0.isOnBoard, $0.driver) = (.wireless, false, "iwlwifi")
                })
            $0.disks = [
                FixtureDisk(
                    "nvme0n1", .nvme, "pci0000:00/0000:00:06.0/0000:04:00.0/nvme/nvme0", "259:0",
                    serial: "S676NL0R512345", worldWideName: "eui.002538b511b37c45",
                    model: "SAMSUNG MZVLB512HBJQ-000L7", partitions: 3)
            ]
            $0.encryptSystemDisk()
            $0.platformModule = 2
        }
    }

    /// The root file system is on a volume of the device mapper, over the third partition.
    private mutating func encryptSystemDisk() {
        let volume = "sys/devices/virtual/block/dm-0"
        systemPartition = 3
        others.link("sys/block/dm-0", to: "../devices/virtual/block/dm-0")
        others.link("sys/class/block/dm-0", to: "../../devices/virtual/block/dm-0")
        others.link("sys/dev/block/253:0", to: "../../devices/virtual/block/dm-0")
        others.text("\(volume)/dev", "253:0")
        others.text("\(volume)/removable", "0")
        others.text("\(volume)/dm/name", "luks-5f0c2c9e")
        others.link(
            "\(volume)/slaves/nvme0n1p3",
            to: "../../../../pci0000:00/0000:00:06.0/0000:04:00.0/nvme/nvme0/nvme0n1/nvme0n1p3")
        rootMount = "27 1 253:0 / / rw,relatime shared:1 - ext4 /dev/mapper/luks-5f0c2c9e rw"
    }
}
