extension FixtureMachine {
    /// An office PC: a maker's serial numbers, a card on the board, two SATA disks and a stick in a USB port.
    package static let officePC = FixtureMachine("office-pc", "an office PC").with {
        $0.machineID = "6f1c6f0b3d0a4f7c9b0f9a6f4d2e8c13"
        $0.firmware = smbios(
            vendor: "Dell Inc.", product: "OptiPlex 7080", uuid: "4c4c4544-0043-5610-8052-b7c04f4a4433",
            board: "/CVR7JD3/CNFCW0008S00LK/", serial: "CVR7JD3", chassis: "CVR7JD3", type: "3")
        $0.processor = x86(
            "GenuineIntel", family: 6, model: 165, stepping: 5, "Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz",
            processors: 12)
        $0.cards.append(FixtureCard("enp0s31f6", "pci0000:00/0000:00:1f.6", "8c:ec:4b:c2:31:45"))
        $0.disks = [
            sata("sda", port: 1, "8:0", "S4XBNF0M812345R", "naa.5002538e40b5e5a1", "Samsung SSD 860"),
            sata(
                "sdb", port: 2, "8:16", "WD-WCC6Y5KJ1425", "naa.50014ee2bd7a1425", "WDC WD10EZEX-08W",
                partitions: 1),
            FixtureDisk(
                "sdc", .scsi, "pci0000:00/0000:00:14.0/usb1/1-4/1-4:1.0/host6/target6:0:0/6:0:0:0", "8:32",
                serial: "4C530001230512112345", model: "Ultra Fit", partitions: 1
            ).with { $0.isRemovable = true },
        ]
        $0.platformModule = 2
    }

    /// A PC put together from parts, whose board's maker has filled in nothing.
    package static let junkPC = FixtureMachine("junk-pc", "a PC whose firmware was never filled in").with {
        $0.machineID = "b8a7d1e25c9c4b0e8f4b7c0c1d9e4f52"
        $0.firmware = smbios(
            vendor: "To Be Filled By O.E.M.", product: "To Be Filled By O.E.M.",
            uuid: "03000200-0400-0500-0006-000700080009", board: "Default string",
            serial: "System Serial Number", chassis: "To be filled by O.E.M.", type: "3")
        $0.processor = x86(
            "AuthenticAMD", family: 25, model: 80, stepping: 0, "AMD Ryzen 5 5600G with Radeon Graphics",
            processors: 12)
        $0.cards.append(
            FixtureCard("enp3s0", "pci0000:00/0000:00:02.1/0000:03:00.0", "d8:bb:c1:4e:70:92")
                .with { $0.driver = "r8169" })
        $0.disks = [
            // Its serial number is none, and it has no world-wide name.
            sata("sda", port: 2, "8:0", "00000000000000000000", "", "SATA SSD", partitions: 1),
            sata("sdb", port: 3, "8:16", "2142E5D0C1A3", "naa.500a0751e5d0c1a3", "CT500MX500SSD1"),
        ]
        $0.systemDisk = 1
    }

    /// What a board's firmware says of a machine.
    static func smbios(
        vendor: String, product: String, uuid: String, board: String? = nil, serial: String? = nil,
        chassis: String? = nil, type: String, bios: String? = nil, boardVendor: String? = nil
    ) -> [String: String] {
        let attributes: [String: String?] = [
            "sys_vendor": vendor, "product_name": product, "product_uuid": uuid, "board_serial": board,
            "product_serial": serial, "chassis_serial": chassis, "chassis_type": type,
            "bios_vendor": bios ?? vendor, "board_vendor": boardVendor ?? vendor,
        ]
        return attributes.compactMapValues { $0 }
    }

    /// A disk at one of the ports of the board's own controller.
    static func sata(
        _ name: String, port: Int, _ number: String, _ serial: String, _ worldWideName: String,
        _ model: String, partitions: Int = 2
    ) -> FixtureDisk {
        let host = "ata\(port)/host\(port - 1)/target\(port - 1):0:0/\(port - 1):0:0:0"
        return FixtureDisk(
            name, .scsi, "pci0000:00/0000:00:17.0/\(host)", number, serial: serial,
            worldWideName: worldWideName, model: model, partitions: partitions)
    }
}
