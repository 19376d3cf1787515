import Cryptography
import TestSupport
import Testing

@testable import Activation

@Suite("A text for people")
struct DisplayTextTests {
    /// Every code point that is a character, or may become one: all but the surrogates.
    private static let scalars = (0...0x10ffff as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)

    @Test("is judged by one table, whose digest the page on the formats states")
    func digest() throws {
        var judged = [UInt8](repeating: 1, count: 0x110000)
        for scalar in Self.scalars where DisplayText.isAcceptable(scalar) { judged[Int(scalar.value)] = 0 }
        let digest = SHA256Digest(of: judged).hexadecimal
        #expect(try Repository.text("docs/formats.md").contains("`\(digest)`"), "\(digest)")
    }

    @Test("has no character that Unicode 14.0 does not know, whatever the running system knows")
    func laterCharacters() {
        let pinned = DisplayText.unicodeVersion
        #expect(pinned == (14, 0))
        // Older systems than the table's are not built on; one at least as new tells its characters' ages.
        #expect(Unicode.Scalar(0x1faf6)?.properties.age != nil)
        let refused: [Unicode.GeneralCategory] = [
            .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
        ]
        let wrong = Self.scalars.filter { scalar in
            let age = scalar.properties.age
            let isKnown = age.map { ($0.major, $0.minor) <= pinned } ?? false
            let isShown = isKnown && !refused.contains(scalar.properties.generalCategory)
            return DisplayText.isAcceptable(scalar) != isShown
        }
        #expect(wrong.isEmpty)
    }

    @Test(
        "may have what is seen, of any script and of the newest of Unicode 14.0",
        arguments: ["a", "Łódź", "日本", "\u{1faf6}", "\u{a0}", "e\u{301}", String(repeating: "x", count: 128)])
    func acceptable(text: String) { #expect(DisplayText.isAcceptable(text)) }

    @Test(
        "must not have what turns, breaks or hides, is private, or came with Unicode 15",
        arguments: [
            "", "a\n", "\u{0}", "\u{7f}", "\u{9f}", "\u{ad}", "\u{200b}", "\u{202e}", "\u{2028}", "\u{2029}",
            "\u{e000}", "\u{fffe}", "\u{378}", "\u{1fae8}", "\u{31350}", "\u{e0001}", "\u{10ffff}",
            String(repeating: "x", count: 129),
        ])
    func refused(text: String) { #expect(!DisplayText.isAcceptable(text)) }
}
