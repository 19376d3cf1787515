import Activation
import QRCode
import Testing

@Suite("A QR code")
struct QRCodeTests {
    @Test("of version 13 holds the largest request and license, in capitals and digits")
    func largestDocuments() throws {
        for kind in [DocumentKind.request, .license] {
            // Base 32: eight symbols for five bytes; and room for a prefix and a checksum.
            let symbols = (kind.maximumSize * 8 + 4) / 5
            let code = try #require(QRCode(String(repeating: "Z", count: symbols + 20)))
            #expect(code.version <= 13)
            #expect(code.side == 17 + 4 * code.version)
            #expect(code.side + 8 <= 80, "it fits a terminal of 80 columns with its quiet zone")
        }
    }

    @Test("has finders in three corners and light around it")
    func finders() throws {
        let code = try #require(QRCode("COUNTERSIGN"))
        for (column, row) in [(0, 0), (code.side - 7, 0), (0, code.side - 7)] {
            #expect((0..<7).allSatisfy { code.isDark(column: column + $0, row: row) })
            #expect(!code.isDark(column: column + 1, row: row + 1))
            #expect(code.isDark(column: column + 3, row: row + 3))
        }
        #expect(!code.isDark(column: -1, row: 0) && !code.isDark(column: 0, row: code.side))
    }

    @Test("takes the strongest correction that does not make it larger")
    func correction() throws {
        let short = try #require(QRCode("A"))
        #expect(short.version == 1 && short.errorCorrection == .high)
        // Version 1 holds 25 capitals with low correction, and 20 with medium.
        let full = try #require(QRCode(String(repeating: "A", count: 25)))
        #expect(full.version == 1 && full.errorCorrection == .low)
        let medium = try #require(QRCode(String(repeating: "A", count: 20)))
        #expect(medium.version == 1 && medium.errorCorrection == .medium)
    }

    @Test("of nothing, or of too much, is none")
    func none() {
        #expect(QRCode("") == nil)
        #expect(QRCode("a\0b") == nil)
        #expect(QRCode(String(repeating: "A", count: 4297)) == nil)
        #expect(QRCode(String(repeating: "A", count: 4296))?.version == 40)
    }
}
