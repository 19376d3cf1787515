import Photographs
import QRCode
import Testing

@testable import QRScan

@Suite("The modules of a code")
struct DecodingTests {
    /// Texts for codes of many versions, in all levels of error correction and all three modes.
    static let texts =
        ["1", "HELLO", "0123456789", "lower case", "COUNTERSIGN:R/ABC", "https://example.com/?q=\u{e9}"]
        + [30, 60, 100, 150, 200, 300, 450, 600, 900, 1500, 2500].map { count in
            String((0..<count).map { "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[($0 * 7 + $0 / 5) % 32] })
        } + [String(repeating: "31415", count: 200), String(repeating: "aB", count: 300)]

    /// The modules as if they were seen clearly.
    static func modules(_ code: QRCode) throws -> SoftModules {
        let layout = try #require(QRLayout(version: code.version))
        return SoftModules(
            layout: layout,
            values: (0..<code.side * code.side).map { index in
                code.isDark(column: index % code.side, row: index / code.side) ? 1 : -1
            })
    }

    @Test("say the text that the code was made of", arguments: texts)
    func text(_ text: String) throws {
        let reading = try Self.modules(sampleCode(text)).reading()
        #expect(reading.content == Array(text.utf8))
        #expect(reading.isCertain)
    }

    @Test("are where the code has them", arguments: texts)
    func layout(_ text: String) throws {
        let code = try sampleCode(text)
        let layout = try #require(QRLayout(version: code.version))
        #expect(layout.side == code.side)
        for (index, isDark) in layout.fixed.enumerated() {
            guard let isDark else { continue }
            #expect(code.isDark(column: index % layout.side, row: index / layout.side) == isDark)
        }
    }

    @Test("are read although many of them are wrong and seen as doubtful")
    func doubtful() throws {
        let text = SampleTexts.text(versions: 11...11, seed: 5)
        var modules = try Self.modules(sampleCode(text))
        let places = modules.layout.dataPlaces
        // Fourteen codewords of each block of 101, which has twenty for error correction: too many for plain
        // correction, few enough when they are known to be doubtful.
        for codeword in 0..<56 { modules.values[places[codeword * 8]] *= -0.1 }
        let reading = modules.reading()
        #expect(reading.content == Array(text.utf8))
        #expect(!reading.isCertain)
    }

    @Test("say nothing if too many are wrong")
    func wrong() throws {
        var modules = try Self.modules(sampleCode(SampleTexts.text(versions: 11...11, seed: 6)))
        let places = modules.layout.dataPlaces
        for codeword in 0..<200 { modules.values[places[codeword * 8 + codeword % 8]] *= -1 }
        #expect(modules.reading().content == nil)
    }

    @Test("Whatever the modules are, reading them ends")
    func noise() throws {
        var random = SeededRandom(seed: 9)
        for version in [1, 2, 7, 11, 40] {
            let layout = try #require(QRLayout(version: version))
            let values = (0..<layout.side * layout.side).map { _ in Float.random(in: -1...1, using: &random) }
            #expect(SoftModules(layout: layout, values: values).reading().content == nil)
        }
    }
}

extension String {
    fileprivate subscript(_ offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
}

/// A code with the text.
func sampleCode(_ text: String) throws -> QRCode { try QRCode(text) }
