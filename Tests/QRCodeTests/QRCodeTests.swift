import Activation
import QRCode
import Refusals
import Testing

@Suite("A QR code")
struct QRCodeTests {
    @Test("of version 13 holds the largest request and license, in capitals and digits")
    func largestDocuments() throws {
        for kind in [DocumentKind.request, .license] {
            // Base 32: eight symbols for five bytes; a check symbol for every nine; a prefix and a checksum.
            let symbols = ((kind.maximumSize + 4) * 8 + 4) / 5
            let code = try QRCode(String(repeating: "Z", count: symbols + (symbols + 8) / 9 + 14))
            #expect(code.version <= 13)
            #expect(code.side == 17 + 4 * code.version)
            #expect(code.side + 8 <= 80, "it fits a terminal of 80 columns with its quiet zone")
        }
    }

    @Test("has finders in three corners and light around it")
    func finders() throws {
        let code = try QRCode("COUNTERSIGN")
        for (column, row) in [(0, 0), (code.side - 7, 0), (0, code.side - 7)] {
            #expect((0..<7).allSatisfy { code.isDark(column: column + $0, row: row) })
            #expect(!code.isDark(column: column + 1, row: row + 1))
            #expect(code.isDark(column: column + 3, row: row + 3))
        }
        #expect(!code.isDark(column: -1, row: 0) && !code.isDark(column: 0, row: code.side))
    }

    @Test("takes the strongest correction that does not make it larger")
    func correction() throws {
        let short = try QRCode("A")
        #expect(short.version == 1 && short.errorCorrection == .high)
        // Version 1 holds 25 capitals with low correction, and 20 with medium.
        let full = try QRCode(String(repeating: "A", count: 25))
        #expect(full.version == 1 && full.errorCorrection == .low)
        let medium = try QRCode(String(repeating: "A", count: 20))
        #expect(medium.version == 1 && medium.errorCorrection == .medium)
        let larger = try QRCode(String(repeating: "A", count: 25), atLeast: .medium)
        #expect(larger.version == 2 && larger.errorCorrection == .quartile)
        // Version 18 with medium correction holds 816.
        let part = try QRCode(String(repeating: "A", count: 816), atLeast: .medium)
        #expect(part.version == 18 && part.errorCorrection == .medium)
    }

    @Test(
        "takes our texts as one segment of the alphanumeric mode, in the version that the standard's table says",
        arguments: ["COUNTERSIGN:R/", "HTTPS://PORTAL.EXAMPLE/ACTIVATE/R/", "0123456789"])
    func alphanumericThroughout(beginning: String) throws {
        for version in 1...40 where QRCapacity.characters(version: version) > beginning.count {
            // The longest that fits, and one character more: with digits in it that a mode of their own would pack
            // more densely, and after which a new segment would cost a header.
            let most = QRCapacity.characters(version: version)
            let text = beginning + String(repeating: "7234567890A", count: 400)
            #expect(try QRCode(String(text.prefix(most))).version == version)
            guard version < 40 else { break }
            #expect(try QRCode(String(text.prefix(most + 1))).version == version + 1)
        }
    }

    @Test("takes other characters as bytes, the case kept")
    func bytes() throws {
        // 17 bytes fill version 1, and 18 do not fit it.
        #expect(try QRCode("https://a.example").version == 1)
        #expect(try QRCode("https://ab.example").version == 2)
        #expect(try QRCode("COUNTERSIGN:R/AAA") != QRCode("countersign:r/aaa"))
    }

    @Test("of too much is refused")
    func tooLarge() throws {
        #expect(try QRCode(String(repeating: "A", count: 4296)).version == 40)
        for text in [String(repeating: "A", count: 4297), String(repeating: "a", count: 2954)] {
            let refusal = #expect(throws: Refusal.self) { try QRCode(text) }
            #expect(refusal?.code == .codeTooLarge)
            #expect(refusal?.sentence == "No QR code holds \(text.count) characters.")
        }
    }

    @Test("of nothing is none")
    func none() {
        #expect(throws: Refusal.self) { try QRCode("") }
    }

    @Test("is the same from many threads at once")
    func threads() async throws {
        let text = "COUNTERSIGN:R/" + String(repeating: "4Q", count: 200)
        let expected = try QRCode(text)
        await withTaskGroup(of: QRCode?.self) { group in
            for _ in 0..<32 { group.addTask { try? QRCode(text) } }
            for await code in group { #expect(code == expected) }
        }
    }
}

@Suite("The capacity of QR codes")
struct QRCapacityTests {
    @Test("is told by the version, and the version by the characters")
    func versions() {
        #expect(QRCapacity.characters(version: 0) == 0 && QRCapacity.characters(version: 41) == 0)
        #expect(QRCapacity.version(characters: 0) == 1 && QRCapacity.version(characters: 25) == 1)
        #expect(QRCapacity.version(characters: 26) == 2 && QRCapacity.version(characters: 619) == 13)
        #expect(QRCapacity.version(characters: 4296) == 40 && QRCapacity.version(characters: 4297) == nil)
    }
}
