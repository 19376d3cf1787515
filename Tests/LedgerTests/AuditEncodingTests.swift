import Testing

@testable import Ledger

struct AuditEncodingTests {
    private func length(_ count: UInt8) -> [UInt8] { [0, 0, 0, 0, 0, 0, 0, count] }

    @Test func `a row is its fields, each after its length`() {
        let row = AuditRow(
            AuditEntry(at: -2, actor: "a", action: "bc", carrier: "", subject: "ä", detail: "d"))
        let previous = [UInt8](repeating: 7, count: 32)
        var expected = length(23) + Array("countersign.audit.row.1".utf8)
        expected += length(8) + length(1)
        expected += length(8) + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE]
        expected += length(1) + [0x61] + length(2) + [0x62, 0x63] + length(0)
        expected += length(2) + [0xC3, 0xA4] + length(1) + [0x64]
        expected += length(32) + previous
        #expect(AuditEncoding.row(row, sequence: 1, previous: previous) == expected)
    }

    @Test func `a head is its count and its hash`() {
        let hash = [UInt8](repeating: 7, count: 32)
        let expected =
            length(24) + Array("countersign.audit.head.1".utf8) + length(8) + [0, 0, 0, 0, 0, 0, 1, 2]
            + length(32) + hash
        #expect(AuditEncoding.head(AuditHead(count: 258, hash: hash)) == expected)
    }
}
