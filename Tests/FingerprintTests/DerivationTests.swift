import TestSupport
import Testing

@testable import Fingerprint

@Suite("A component follows from another")
struct DerivationTests {
    struct Pair: Sendable, CustomTestStringConvertible {
        let what: String
        let one: (ComponentKind, String)
        let other: (ComponentKind, String)

        init(_ what: String, _ one: (ComponentKind, String), _ other: (ComponentKind, String)) {
            self.what = what
            self.one = one
            self.other = other
        }

        var testDescription: String { what }

        /// Whether either follows from the other, as each order of reading may ask.
        var isDerived: Bool {
            let first = SampleMachine.component(one.0, one.1)
            let second = SampleMachine.component(other.0, other.1)
            return Derivation.follows(first, from: second) || Derivation.follows(second, from: first)
        }
    }

    @Test(
        "when both say the same of one thing",
        arguments: [
            Pair("two ports", (.networkCard, "3c:ec:ef:12:34:56"), (.networkCard, "3c:ec:ef:12:34:57")),
            Pair(
                "a serial number that is an address of fifteen before", (.productSerial, "123456"),
                (.networkCard, "3c:ec:ef:12:34:65")),
            Pair("a far port", (.networkCard, "3c:ec:ef:12:34:56"), (.networkCard, "3c:ec:ef:11:34:57")),
            Pair(
                "a Raspberry Pi's two cards", (.networkCard, "b8:27:eb:12:34:56"),
                (.networkCard, "b8:27:eb:47:61:03")),
            Pair(
                "its card and its serial number", (.networkCard, "b8:27:eb:12:34:56"),
                (.deviceTreeSerial, "00000000a9123456")),
            Pair(
                "its radio and its serial number", (.networkCard, "b8:27:eb:47:61:03"),
                (.deviceTreeSerial, "00000000a9123456")),
            Pair(
                "a serial number that is an address", (.productSerial, "E81702-3CECEF123457"),
                (.networkCard, "3c:ec:ef:12:34:56")),
            Pair(
                "a board numbered by a quarter of it", (.boardSerial, "1193045"),
                (.networkCard, "00:0d:b9:48:d2:54")),
            Pair(
                "a UUID that ends in an address", (.productUUID, "00000000-0000-0000-0000-ac1f6b123456"),
                (.networkCard, "ac:1f:6b:12:34:56")),
            Pair(
                "a UUID that ends in the address of the next port",
                (.productUUID, "60b5d7a0-d7da-11dd-a6d9-107b444a2c0a"), (.networkCard, "10:7b:44:4a:2c:0b")),
            Pair(
                "a UUID that begins with an address", (.productUUID, "ac1f6b12-3456-0010-debf-d5c1c1c1c1c1"),
                (.networkCard, "ac:1f:6b:12:34:56")),
            Pair(
                "the same with the first bytes the other way round",
                (.productUUID, "126b1fac-5634-1000-debf-d5c1c1c1c1c1"), (.networkCard, "ac:1f:6b:12:34:56")),
            Pair(
                "a UUID with a counter between an address's bytes",
                (.productUUID, "032e02b4-0499-056f-5606-610700080009"), (.networkCard, "b4:2e:99:6f:56:61")),
            Pair(
                "VMware's address and UUID", (.productUUID, "564d82f6-bfc4-d81a-82ad-5935a9a71504"),
                (.networkCard, "00:0c:29:a7:15:04")),
            Pair(
                "VMware's second address and UUID", (.productUUID, "564d82f6-bfc4-d81a-82ad-5935a9a71504"),
                (.networkCard, "00:0c:29:a7:15:0e")),
            Pair(
                "VMware's serial number and UUID", (.productUUID, "564d82f6-bfc4-d81a-82ad-5935a9a71504"),
                (.productSerial, "VMware-56 4d 82 f6 bf c4 d8 1a-82 ad 59 35 a9 a7 15 04")),
            Pair(
                "the same with the first bytes the other way round",
                (.productUUID, "83174d56-9279-5d52-7e16-329b20a5b243"),
                (.productSerial, "VMware-56 4d 17 83 79 92 52 5d-7e 16 32 9b 20 a5 b2 43")),
            Pair(
                "Dell's service tag and UUID", (.productUUID, "4c4c4544-0042-3510-8051-b4c04f343231"),
                (.productSerial, "4B5Q421")),
            Pair(
                "Dell's UUID in the other order", (.productUUID, "44454c4c-4200-1035-8051-b4c04f343231"),
                (.productSerial, "4B5Q421")),
            Pair(
                "Dell's board", (.boardSerial, ".4B5Q421.CNFCP001B301ND."), (.productSerial, "4B5Q421")),
            Pair(
                "HP's serial number and UUID", (.productUUID, "30373237-3132-4d32-3235-333930304e36"),
                (.productSerial, "2M253900N6")),
            Pair(
                "HP's UUID in the other order", (.productUUID, "37323730-3231-324d-3235-333930304e36"),
                (.productSerial, "2M253900N6")),
            Pair(
                "a case with the machine's number", (.chassisSerial, "2M253900N6"),
                (.productSerial, "2m253900n6")),
            Pair("the same short number", (.chassisSerial, "A12"), (.productSerial, "A12")),
            Pair(
                "two UUIDs in two orders", (.productUUID, "4c4c4544-0042-3510-8051-b4c04f343231"),
                (.productUUID, "44454c4c-4200-1035-8051-b4c04f343231")),
            Pair(
                "a radio and a serial number of eight digits", (.networkCard, "b8:27:eb:47:61:03"),
                (.deviceTreeSerial, "a9123456")),
            Pair(
                "Dell's UUID and any service tag", (.productUUID, "4c4c4544-0042-3510-8051-b4c04f343231"),
                (.productSerial, "ZZZZZ")),
            Pair(
                "the same in the other order", (.productUUID, "44454c4c-4200-1035-8051-b4c04f343231"),
                (.productSerial, "ZZZZZ")),
            Pair(
                "the highest board that is numbered by a quarter", (.boardSerial, "4194239"),
                (.networkCard, "00:0d:b9:ff:ff:fc")),
            Pair("Samsung's disks", (.disk, "S4EWNX0R123456"), (.disk, "S4EWNX0R198765")),
            Pair("Seagate's disks", (.disk, "ZA1B2C3D"), (.disk, "ZA1B9Z8Y")),
            Pair("Western Digital's disks", (.disk, "WD-WCC4N1234567"), (.disk, "WD-WCC4N1298765")),
            Pair(
                "disks by world-wide name", (.disk, "naa.5002538e40b5e5a1"), (.disk, "naa.5002538e40b12345")),
        ])
    func derived(pair: Pair) { #expect(pair.isDerived) }

    @Test(
        "not when one says nothing of the other",
        arguments: [
            Pair(
                "two makers' cards", (.networkCard, "3c:ec:ef:12:34:56"), (.networkCard, "3c:ec:f0:12:34:56")),
            Pair(
                "a serial number and the address sixteen behind it", (.productSerial, "123456"),
                (.networkCard, "3c:ec:ef:12:34:66")),
            Pair("one maker's", (.networkCard, "3c:ec:ef:12:34:56"), (.networkCard, "3c:ec:ef:13:34:56")),
            Pair(
                "a card and a UUID that has only its maker", (.networkCard, "3c:ec:ef:12:34:56"),
                (.productUUID, "00000000-0000-0000-0000-3cecefab3456")),
            Pair(
                "a card and a UUID that has only its end", (.networkCard, "3c:ec:ef:12:34:56"),
                (.productUUID, "0e4f1a4c-2f0b-41b2-a85c-ca5b3c123456")),
            Pair(
                "a card and a made-up UUID", (.networkCard, "3c:ec:ef:12:34:56"),
                (.productUUID, "7b2d1d0e-58a5-4a4a-9d0f-3a0c2f6b9e11")),
            Pair(
                "a card and a serial number", (.networkCard, "3c:ec:ef:12:34:56"),
                (.productSerial, "2M253900N6")),
            Pair(
                "a Raspberry Pi 4's card and serial number", (.networkCard, "dc:a6:32:12:34:56"),
                (.deviceTreeSerial, "10000000a9c0ffee")),
            Pair(
                "a card and what is longer than an address", (.networkCard, "3c:ec:ef:12:34:56"),
                (.networkCard, "3c:ec:ef:00:00:12:34:57")),
            Pair(
                "a card and what is shorter", (.networkCard, "3c:ec:ef:12:34:56"),
                (.networkCard, "3c:ec:ef:34:57")),
            Pair(
                "a radio and a serial number of seven digits", (.networkCard, "b8:27:eb:47:61:03"),
                (.deviceTreeSerial, "9123456")),
            Pair(
                "a longer address and a Raspberry Pi's serial number",
                (.networkCard, "b8:27:eb:00:00:47:61:03"), (.deviceTreeSerial, "00000000a9123456")),
            Pair(
                "another maker's board numbered by a quarter", (.boardSerial, "1193045"),
                (.networkCard, "00:0d:b8:48:d2:54")),
            Pair(
                "a number of 18 digits and PC Engines' card", (.boardSerial, "999999999999999999"),
                (.networkCard, "00:0d:b9:48:d2:54")),
            Pair(
                "the highest number that there is and the same", (.boardSerial, "9223372036854775807"),
                (.networkCard, "00:0d:b9:48:d2:54")),
            Pair(
                "a number that is higher and the same", (.boardSerial, "99999999999999999999999999"),
                (.networkCard, "00:0d:b9:48:d2:54")),
            Pair(
                "Dell's UUID and four letters", (.productUUID, "4c4c4544-0042-3510-8051-b4c04f343231"),
                (.productSerial, "ZZZZ")),
            Pair("two numbers", (.boardSerial, "CNFCP001B301ND"), (.productSerial, "4B5Q421")),
            Pair("a short number within another", (.boardSerial, "XA12Y9"), (.productSerial, "A12")),
            Pair(
                "a UUID and a number", (.productUUID, "7b2d1d0e-58a5-4a4a-9d0f-3a0c2f6b9e11"),
                (.productSerial, "4B5Q421")),
            Pair("disks of one month", (.disk, "S4EWNX0R123456"), (.disk, "S4EWNX0R987654")),
            Pair("disks of two lengths", (.disk, "S4EWNX0R123456"), (.disk, "S4EWNX0R1234567")),
            Pair("Seagate's disks of one model", (.disk, "ZA1B2C3D"), (.disk, "ZA12B2C3")),
            Pair(
                "an id and a UUID", (.machineID, "7b2d1d0e58a54a4a9d0f3a0c2f6b9e11"),
                (.productUUID, "7b2d1d0e-58a5-4a4a-9d0f-3a0c2f6b9e11")),
            Pair("a disk and a machine", (.disk, "2M253900N6"), (.productSerial, "2M253900N6")),
        ])
    func independent(pair: Pair) { #expect(!pair.isDerived) }

    @Test("never stops at rubbish, and says the same of it from both sides")
    func rubbish() {
        let values: [[UInt8]] = [
            [], [0], [0xff, 0xfe], Array("é".utf8), Array("-".utf8), Array(":::::".utf8),
            [UInt8](repeating: 0x61, count: 12), [UInt8](repeating: 0x39, count: 300), Array("000db9".utf8),
            Array("4c4c4544".utf8), [UInt8](repeating: 0x66, count: 32), [0x30, 0, 0x31],
        ]
        for kind in ComponentKind.allCases {
            for second in ComponentKind.allCases {
                for (value, other) in values.flatMap({ value in values.map { (value, $0) } }) {
                    let one = Component(kind: kind, value: value, source: "", revealed: "")
                    let two = Component(kind: second, value: other, source: "", revealed: "")
                    let follows = Derivation.follows(one, from: two)
                    if kind == second { #expect(follows == Derivation.follows(two, from: one)) }
                    if kind == .user || kind == .processor { #expect(!follows) }
                }
            }
        }
    }
}
