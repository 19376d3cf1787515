extension FixtureMachine {
    /// A Raspberry Pi 3: its addresses are made of its serial number, its cable is at a chip on USB, and it
    /// starts from a memory card.
    package static let raspberryPi = FixtureMachine("raspberry-pi", "a Raspberry Pi").with {
        $0.character = .oneBoard
        $0.machineID = "91b5c0d4e7a24f6db3c8a0f1d2e34b57"
        $0.deviceTreeSerial = "00000000ab12cd34"
        $0.others.bytes(
            "sys/firmware/devicetree/base/model", Array("Raspberry Pi 3 Model B Rev 1.2\0".utf8))
        $0.others.bytes(
            "sys/firmware/devicetree/base/compatible", Array("raspberrypi,3-model-b\0brcm,bcm2837\0".utf8))
        $0.processor = arm(part: "0xd03", variant: "0x0")
        $0.memory = 1_024
        $0.cards.append(
            FixtureCard("eth0", "platform/soc/3f980000.usb/usb1/1-1/1-1.1/1-1.1:1.0", "b8:27:eb:12:cd:34")
                .with { ($0.bus, $0.driver) = ("usb", "smsc95xx") })
        $0.cards.append(
            FixtureCard(
                "wlan0", "platform/soc/3f300000.mmcnr/mmc_host/mmc1/mmc1:0001/mmc1:0001:1",
                "b8:27:eb:47:98:61"
            ).with { ($0.kind, $0.bus, $0.driver) = (.wireless, "sdio", "brcmfmac") })
        $0.disks = [
            FixtureDisk(
                "mmcblk0", .memoryCard, "platform/soc/3f202000.mmc/mmc_host/mmc0/mmc0:aaaa", "179:0",
                serial: "035344534333324780a1b2c3d4014200", model: "SC32G")
        ]
    }

    /// An industrial PC whose firmware has no SMBIOS: flash memory on the board, and two controllers whose
    /// addresses follow one another.
    package static let industrialPC = FixtureMachine(
        "industrial-pc", "an industrial PC without SMBIOS"
    ).with {
        $0.character = .oneBoard
        $0.machineID = "0c4e9b7f62d1483fa95be07d3c1f6a28"
        $0.processor = x86(
            "GenuineIntel", family: 6, model: 55, stepping: 9, "Intel(R) Atom(TM) CPU  E3845  @ 1.91GHz")
        $0.memory = 4_096
        for port in 0...1 {
            $0.cards.append(
                FixtureCard(
                    "enp\(port + 2)s0", "pci0000:00/0000:00:1c.\(port)/0000:0\(port + 2):00.0",
                    "00:30:64:5c:12:8\(port + 4)"
                ).with { $0.driver = "igb" })
        }
        $0.disks = [
            FixtureDisk(
                "mmcblk0", .eMMC, "pci0000:00/0000:00:17.0/mmc_host/mmc0/mmc0:0001", "179:0",
                serial: "150100424a5444345202d8c41a3f7600", model: "BJTD4R")
        ]
    }
}
