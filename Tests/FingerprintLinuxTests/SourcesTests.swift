import Fingerprint
import Testing

@testable import FingerprintLinux

@Suite("A source")
struct SourcesTests {
    let tree: FixtureTree

    init() throws { tree = try FixtureTree() }

    @Test(
        "that gives a UUID which whole series have gives none",
        arguments: [
            "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "03000200-0400-0500-0006-000700080009", "00020003-0004-0005-0006-000700080009",
            "FEFEFEFE-FEFE-FEFE-FEFE-FEFEFEFEFEFE", "58585858-5858-5858-5858-585858585858",
            "12345678-1234-5678-90AB-CDDEEFAABBCC", "4C4C4544-0000-2010-8020-80C04F202020",
            "56F49712-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "11111111-2222-3333-4444-555555555555",
            "4c4c4544-0039-4810-805a-c4c04f4d353", "4c4c45440-039-4810-805a-c4c04f4d3532",
            "4c4c4544-0039-4810-805a-c4c04f4d353g", "",
        ])
    func sharedUUID(text: String) { #expect(UUIDText(text.utf8) == nil) }

    @Test("that gives a UUID gives it in lower case, also one that ends in a card's address")
    func uuid() {
        #expect(
            UUIDText("4C4C4544-0039-4810-805A-C4C04F4D3532\n".utf8)?.text
                == "4c4c4544-0039-4810-805a-c4c04f4d3532")
        #expect(UUIDText("00000000-0000-0000-0000-ac1f6b8d2c44".utf8) != nil)
        #expect(
            UUIDText(guid: (0..<16).map { 0xa0 + $0 })?.text == "a3a2a1a0-a5a4-a7a6-a8a9-aaabacadaeaf")
        #expect(UUIDText(guid: [UInt8](repeating: 0, count: 16)) == nil)
    }

    @Test("that everybody may read is marked so, and stands before the same from one for root")
    func access() throws {
        let uuid = "5b1f0e6a-93d4-4c0f-8f57-2c7e61d3a904"
        try tree.file("sys/class/dmi/id/product_uuid", uuid)
        #expect(try LinuxProbe(root: tree.root).survey().components.map(\.access) == [.root])
        try tree.file("sys/hypervisor/uuid", uuid)
        let components = try LinuxProbe(root: tree.root).survey().components
        #expect(components.map(\.access) == [.everyUser])
        #expect(components.map(\.source) == ["/sys/hypervisor/uuid"])
    }

    @Test("of Hyper-V's is found among its records, and not in one that is cut short")
    func pool() throws {
        func record(_ key: String, _ value: String) -> [UInt8] {
            Array(key.utf8) + [UInt8](repeating: 0, count: 512 - key.utf8.count) + Array(value.utf8)
                + [UInt8](repeating: 0, count: 2_048 - value.utf8.count)
        }
        let path = "var/lib/hyperv/.kvp_pool_3"
        let id = "D6A1B3C4-0E52-4F7A-9C38-51E2F4A7B640"
        let whole = record("HostName", "HV-07") + record("VirtualMachineId", id)
        try tree.file(path, whole)
        #expect(try tree.found == ["product-uuid \(id.lowercased())"])
        for bytes in [Array(whole.dropLast()), [], [0], record("VirtualMachineIdX", id)] {
            try tree.file(path, bytes)
            #expect(try tree.found == [])
        }
    }

    @Test("of the processor's model leaves out what changes, on each architecture")
    func processors() throws {
        let reports = [
            (
                "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 165\nmodel name\t: "
                    + "Intel(R)  Core(TM)\nstepping\t: 5\nmicrocode\t: 0xf4\ncpu MHz\t\t: 800.0\n\nmodel\t\t: 7",
                "6 GenuineIntel 165 5 Intel(R) Core(TM)"
            ),
            (
                "processor\t: 0\nmodel name\t: ARMv7 Processor rev 3 (v7l)\nBogoMIPS\t: 108.00\n"
                    + "CPU implementer\t: 0x41\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3",
                "0x41 0x0 0xd08"
            ),
            (
                "vendor_id       : IBM/S390\n# processors    : 4\nbogomips per cpu: 3241.00\n"
                    + "processor 0: version = FF,  identification = 0133E8,  machine = 8561",
                "IBM/S390 machine 8561"
            ),
            (
                "processor\t: 0\ncpu\t\t: POWER9, altivec supported\nclock\t\t: 2900.0MHz\nrevision\t: 2.2",
                "POWER9, altivec supported 2.2"
            ),
            (
                "processor\t: 0\nhart\t\t: 1\nisa\t\t: rv64imafdc\nuarch\t\t: sifive,u74-mc\nmvendorid\t: 0x489",
                "0x489 sifive,u74-mc"
            ),
        ]
        for (report, model) in reports {
            try tree.file("proc/cpuinfo", report)
            #expect(try tree.found == ["processor \(model)"])
        }
        try tree.file("proc/cpuinfo", [UInt8](repeating: 0xff, count: 100_000))
        #expect(try tree.found == [])
    }

    @Test("of a disk's names is the page 83h where there is no serial number; never one that is cut short")
    func page83() throws {
        let name: [UInt8] = [0x50, 0x02, 0x53, 0x8e, 0x40, 0xb5, 0xe5, 0xa1]
        // Text of the maker's, then the port's name, then the disk's.
        let designators: [UInt8] =
            [2, 1, 0, 4] + Array("ATA ".utf8) + [1, 0x13, 0, 8] + name.reversed() + [1, 3, 0, 8] + name
        let page = [0, 0x83, 0, UInt8(designators.count)] + designators
        #expect(worldWideName(page) == "naa.5002538e40b5e5a1")
        try tree.disk("sda", on: "pci0/0000:00:17.0", pages: ["device/vpd_pg83": page])
        #expect(try tree.found == ["disk naa.5002538e40b5e5a1"])
        for length in 0..<page.count { #expect(worldWideName(Array(page.prefix(length))) == nil) }
        for length in 0..<designators.count where ![8, 20].contains(length) {
            #expect(worldWideName([0, 0x83, 0, UInt8(length)] + designators.prefix(length)) == nil)
        }
        #expect(worldWideName([0, 0x83, 0, 12, 1, 2, 0, 8] + name) == "eui.5002538e40b5e5a1")
    }

    @Test("of flash memory is its whole register; its serial number alone is its maker's count")
    func flash() throws {
        let device = "platform/mmc0/mmc0:1"
        try tree.disk(
            "mmcblk0", on: device,
            [
                "device/type": "MMC", "device/serial": "0x5203c1d2", "device/manfid": "0x000015",
                "device/name": "BJTD4R",
            ])
        #expect(try tree.found == ["disk 0x000015 BJTD4R 0x5203c1d2"])
        try tree.file("sys/devices/\(device)/cid", "150100424A5444345203C1D2E3419600")
        #expect(try tree.found == ["disk 150100424a5444345203c1d2e3419600"])
    }

    @Test("of the platform module is that it is there, and its version")
    func platformModule() throws {
        try tree.makeFolder("sys/class/tpm/tpm0")
        #expect(try tree.found == ["tpm"].map { "tpm \($0)" })
        try tree.file("sys/class/tpm/tpm0/device/description", "TPM 2.0 Device")
        #expect(try tree.found == ["tpm tpm 2"])
        try tree.file("sys/class/tpm/tpm0/tpm_version_major", "1")
        #expect(try tree.found == ["tpm tpm 1"])
    }
}
