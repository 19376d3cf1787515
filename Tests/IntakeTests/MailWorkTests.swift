import Testing

@testable import Intake

@Suite("A hostile text costs no more than its size")
struct MailWorkTests {
    /// Each is repeated until the input is full.
    static let patterns = [
        ">", "> ", ">a", "|", "*", "`", "\\", "-- \n", "--\n", "--a\nContent-", "=", "= ", "=\r", "=3", "<",
        "</", "<a",
        "<a ", "<a =\"", "<a ='>", "<!--", "<!-", "<style>", "<script><head>", "&", "&#", "&#x", "&amp",
        "&nbsp", "-",
        "- ", "-B", "-BEGIN", "-BEGIN ", "-BEGIN COUNTERSIGN ", "-BEGIN COUNTERSIGN A",
        "-BEGIN COUNTERSIGN\n",
        "-BEGIN COUNTERSIGN A-", "-BEGIN COUNTERSIGN A-\nAAAA\n-END COUNTERSIGN A-", "-END COUNTERSIGN A-",
        "-E", "-EEN",
        "B   ", "-B\nE\nG\n", "{", "}", "\\*{", "\\u1", "\\'", "\\a1", "{\\info",
        "Content-Type: multipart/mixed; boundary=a\n\n",
        "Content-Type: message/rfc822\n\n", "a:\n ", "--", "\n", "\r", " ", "a", "%", "%2", "\u{e9}", "–",
    ]

    /// How often a byte is looked at, at most, by one rung.
    private static let most = 8

    /// Often enough that work in proportion to its square would be seen.
    private static func repeated(_ pattern: String) -> [UInt8] {
        Array(repeatElement(Array(pattern.utf8), count: max(40, 400 / pattern.utf8.count)).joined())
    }

    /// The looks of each rung at a text.
    private func looks(at text: [UInt8]) -> [(rung: String, looks: Int)] {
        func count(_ read: (inout TextReader) -> Void) -> Int {
            var reader = TextReader(text)
            read(&reader)
            return reader.looks
        }
        return [
            ("unquoted", count { _ = MailText.unquoted(&$0) }),
            ("unsigned", count { _ = MailText.unsigned(&$0) }),
            ("quoted-printable", count { _ = MailText.fromQuotedPrintable(&$0) }),
            ("HTML", count { _ = MailText.fromHTML(&$0) }),
            ("message", count { _ = MessageParts.all(in: &$0) }),
            ("rich text", count { _ = RichText.text(of: &$0) }),
            ("armour", count { _ = ArmourSearch.findings(in: text, &$0) }),
        ]
    }

    @Test(arguments: patterns)
    func `Whatever is repeated, each byte is looked at a few times`(pattern: String) {
        for beginning in [
            "", "{\\rtf1 ", "-----BEGIN COUNTERSIGN REQUEST-----\n", "Content-Type: text/plain\n\n",
        ] {
            for end in ["", "-->-END COUNTERSIGN REQUEST-"] {
                let repeated = Self.repeated(pattern)
                let text = Array(beginning.utf8) + repeated + Array(end.utf8)
                for (rung, looks) in looks(at: text) where looks > Self.most * text.count {
                    Issue.record("\(rung): \(looks) looks at \(text.count) bytes")
                }
            }
        }
    }

    @Test(arguments: patterns)
    func `Whatever is repeated, no reading grows`(pattern: String) {
        let text = Self.repeated(pattern)
        for (rung, reading) in MailText.readings(of: text) {
            let size = reading.text.count + reading.attachments.reduce(0) { $0 + $1.count }
            #expect(size <= 3 * text.count + 8, "\(rung)")
        }
        #expect(MailText.plain(text).count <= 3 * text.count + 8)
    }
}
