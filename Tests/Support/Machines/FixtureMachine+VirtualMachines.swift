extension FixtureMachine {
    /// A guest of KVM as libvirt makes it: its disk has no number.
    package static let kvm = FixtureMachine("kvm", "a guest of KVM").with {
        $0.character = .virtual
        $0.machineID = "a5d3f6c70b1e42d89c4fe2b76a901d33"
        $0.firmware = smbios(
            vendor: "QEMU", product: "Standard PC (Q35 + ICH9, 2009)",
            uuid: "5b1f0e6a-93d4-4c0f-8f57-2c7e61d3a904", type: "1", bios: "SeaBIOS")
        $0.processor = x86(
            "GenuineIntel", family: 6, model: 85, stepping: 7, "Intel Xeon Processor (Cascadelake)",
            processors: 2, isPlayed: true)
        $0.cards.append(
            FixtureCard("enp1s0", "pci0000:00/0000:00:02.0/0000:01:00.0/virtio0", "52:54:00:3b:7c:12")
                .with { ($0.bus, $0.driver) = ("virtio", "virtio_net") })
        $0.disks = [
            FixtureDisk("vda", .virtio, "pci0000:00/0000:00:02.3/0000:04:00.0/virtio2", "254:0")
        ]
        $0.generationID = [
            0x3c, 0x91, 0x07, 0xe2, 0x44, 0x5d, 0x1f, 0x4a, 0xb6, 0x20, 0x9e, 0x71, 0x0d, 0xc8, 0x35, 0x6b,
        ]
    }

    /// A guest of VMware: its disk says what all of VMware's NVMe disks say.
    package static let vmware = FixtureMachine("vmware", "a guest of VMware").with {
        $0.character = .virtual
        $0.machineID = "f27ab81c5d9e4a6087c3140be6d2f95a"
        $0.firmware = smbios(
            vendor: "VMware, Inc.", product: "VMware20,1", uuid: "564d3c1e-7a52-90b8-4f6d-1e0c95a7d340",
            board: "None", serial: "VMware-56 4d 3c 1e 7a 52 90 b8-4f 6d 1e 0c 95 a7 d3 40",
            chassis: "None", type: "1", bios: "VMware, Inc.", boardVendor: "Intel Corporation")
        $0.processor = x86(
            "GenuineIntel", family: 6, model: 106, stepping: 6, "Intel(R) Xeon(R) Gold 6330 CPU @ 2.00GHz",
            isPlayed: true)
        $0.cards.append(
            FixtureCard("ens192", "pci0000:00/0000:00:16.0/0000:0b:00.0", "00:0c:29:a7:d3:40")
                .with { $0.driver = "vmxnet3" })
        $0.disks = [
            FixtureDisk(
                "nvme0n1", .nvme, "pci0000:00/0000:00:15.0/0000:03:00.0/nvme/nvme0", "259:0",
                serial: "VMware NVME_0000",
                worldWideName: "nvme.15ad-564d57617265204e564d455f30303030-"
                    + "564d77617265205669727475616c204e564d65204469736b-00000001",
                model: "VMware Virtual NVMe Disk")
        ]
    }

    /// A guest of Hyper-V: its disk is an image with a name of its own, and the host tells it its id.
    package static let hyperV = FixtureMachine("hyper-v", "a guest of Hyper-V").with {
        $0.character = .virtual
        $0.machineID = "4de08b62f1734c95a8e1c07d92f5b3a6"
        $0.firmware = smbios(
            vendor: "Microsoft Corporation", product: "Virtual Machine",
            uuid: "8f3a5d71-c2e4-4b09-9d16-7ab0e35c2f84", board: "7291-3442-5437-7310-1866-2117-83",
            serial: "7291-3442-5437-7310-1866-2117-83", chassis: "7291-3442-5437-7310-1866-2117-83",
            type: "3")
        $0.firmware["chassis_asset_tag"] = "6247-8301-4414-6127-1547-0398-08"
        $0.poolID = "D6A1B3C4-0E52-4F7A-9C38-51E2F4A7B640"
        $0.processor = x86(
            "GenuineIntel", family: 6, model: 106, stepping: 6, "Intel(R) Xeon(R) Gold 6330 CPU @ 2.00GHz",
            isPlayed: true)
        $0.cards.append(
            .onHyperV("eth0", "0b6b5e3e-6d4c-4a0e-9a57-2d7c6e1f3b42", "00:15:5d:38:01:42"))
        $0.disks = [
            .onHyperV("sda", "f8b3781a-1e82-4818-a1c3-63d806ec15bb", unit: 0, "8:0", "d7c4a1e05b2f4390")
        ]
    }

    /// An instance of EC2's Nitro kind with a volume.
    package static let cloud = FixtureMachine("cloud", "a cloud instance (EC2)").with {
        $0.character = .virtual
        $0.machineID = "ec2b7d3401c94fa6b85e0d91f72c6a48"
        $0.firmware = smbios(
            vendor: "Amazon EC2", product: "m6i.large", uuid: "ec2d41a0-6b3f-87c5-9e12-40d7a5b8c316",
            serial: "ec2d41a0-6b3f-87c5-9e12-40d7a5b8c316", type: "1")
        $0.firmware["board_asset_tag"] = "i-0a4c7d12e9b35f608"
        $0.firmware["chassis_asset_tag"] = "Amazon EC2"
        $0.processor = x86(
            "GenuineIntel", family: 6, model: 106, stepping: 6,
            "Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz", processors: 2, isPlayed: true)
        $0.cards.append(
            FixtureCard("ens5", "pci0000:00/0000:00:05.0", "06:5f:1c:a3:44:1b").with { $0.driver = "ena" })
        $0.disks = [
            FixtureDisk(
                "nvme0n1", .nvme, "pci0000:00/0000:00:04.0/nvme/nvme0", "259:0",
                serial: "vol0c41d7e25b9a83f60",
                worldWideName: "nvme.1d0f-766f6c3063343164376532356239613833663630-"
                    + "416d617a6f6e20456c617374696320426c6f636b2053746f7265-00000001",
                model: "Amazon Elastic Block Store", partitions: 1)
        ]
        $0.systemPartition = 1
    }
}

/// Where the devices are that Hyper-V plays.
private let virtualBus = "LNXSYSTM:00/LNXSYBUS:00/ACPI0004:00/VMBUS:00"

extension FixtureCard {
    /// A card that Hyper-V plays.
    static func onHyperV(_ name: String, _ channel: String, _ address: String) -> FixtureCard {
        FixtureCard(name, "\(virtualBus)/\(channel)", address).with {
            ($0.bus, $0.driver) = ("vmbus", "hv_netvsc")
        }
    }
}

extension FixtureDisk {
    /// An image that Hyper-V shows as a SCSI disk; `digits` are 16 of its world-wide name.
    static func onHyperV(
        _ name: String, _ channel: String, unit: Int, _ number: String, _ digits: String,
        partitions: Int = 2
    ) -> FixtureDisk {
        FixtureDisk(
            name, .scsi, "\(virtualBus)/\(channel)/host0/target0:0:0/0:0:0:\(unit)", number,
            worldWideName: "naa.60022480\(digits)a1b2c3d4", model: "Virtual Disk", partitions: partitions)
    }
}
