extension FixtureMachine {
    /// A server: a card with two ports in a bond, another on the board, two NVMe disks to start from and six
    /// SAS disks that were bought together and so have neighbouring numbers.
    package static let server = FixtureMachine("server", "a server").with {
        $0.machineID = "e3c05a7d1f2849b6a1d07e64c2b8f930"
        $0.firmware = smbios(
            vendor: "Supermicro", product: "SYS-1029P-WTR", uuid: "00000000-0000-0000-0000-ac1f6b8d2c44",
            board: "OM195S014233", serial: "S316123X9A04125", chassis: "C1160LI25AL0144", type: "1",
            bios: "American Megatrends Inc.")
        $0.processor = x86(
            "GenuineIntel", family: 6, model: 85, stepping: 7, "Intel(R) Xeon(R) Silver 4210R CPU @ 2.40GHz",
            processors: 40)
        $0.memory = 196_608
        for port in 0...1 {
            $0.cards.append(
                FixtureCard(
                    "enp59s0f\(port)", "pci0000:3a/0000:3a:00.0/0000:3b:00.\(port)",
                    "3c:fd:fe:a5:10:4\(port)"
                ).with {
                    ($0.isOnBoard, $0.driver) = (false, "i40e")
                    $0.bond = (name: "bond0", address: "3c:fd:fe:a5:10:40")
                })
        }
        $0.cards.append(
            FixtureCard("eno1", "pci0000:16/0000:16:00.0/0000:17:00.0", "ac:1f:6b:8d:2c:44")
                .with { $0.driver = "igb" })
        $0.disks = (0...1).map { index in
            FixtureDisk(
                "nvme\(index)n1", .nvme,
                "pci0000:5d/0000:5d:0\(index).0/0000:5e:0\(index).0/nvme/nvme\(index)", "259:\(index * 8)",
                serial: "PHLF9341011\(index)1P0GGN",
                worldWideName: "eui.01000000010000005cd2e4d38b\(index)1514f",
                model: "INTEL SSDPE2KX010T8")
        }
        $0.disks += "abcdef".enumerated().map { index, letter in
            let place = "host0/port-0:\(index)/end_device-0:\(index)/target0:0:\(index)/0:0:\(index):0"
            return FixtureDisk(
                "sd\(letter)", .scsi, "pci0000:85/0000:85:00.0/0000:86:00.0/\(place)", "8:\(16 * index)",
                serial: "ZC1A4X1\(index)", worldWideName: "naa.5000c500a6b3f1\(index)3",
                model: "ST4000NM0025",
                partitions: 1)
        }
        $0.platformModule = 2
    }
}
