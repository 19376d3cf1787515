import Testing

@testable import Ledger

/// The codes of ledgers that there are hang on these bytes.
@Suite("The encoding of the earlier audit log")
struct AuditEncodingTests {
    private func length(_ count: UInt8) -> [UInt8] { [0, 0, 0, 0, 0, 0, 0, count] }

    @Test func `A row is its fields, each after its length`() {
        let row = AuditRow(at: -2, texts: ["a", "bc", "", "ä", "d"].map { Array($0.utf8) })
        let previous = [UInt8](repeating: 7, count: 32)
        var expected = length(23) + Array("countersign.audit.row.1".utf8)
        expected += length(8) + length(1)
        expected += length(8) + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE]
        expected += length(1) + [0x61] + length(2) + [0x62, 0x63] + length(0)
        expected += length(2) + [0xC3, 0xA4] + length(1) + [0x64]
        expected += length(32) + previous
        #expect(AuditEncoding.row(row, sequence: 1, previous: previous) == expected)
    }

    @Test func `A head is its count and its hash`() {
        let hash = [UInt8](repeating: 7, count: 32)
        let expected =
            length(24) + Array("countersign.audit.head.1".utf8) + length(8) + [0, 0, 0, 0, 0, 0, 1, 2]
            + length(32) + hash
        #expect(AuditEncoding.head(AuditHead(count: 258, hash: hash)) == expected)
    }
}
