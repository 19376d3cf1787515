import Testing
import TextForm

@testable import Intake

@Suite("The ladder of readings")
struct MailTextTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(arguments: [
        ("a–b—c−d‐e‑f―g", "a-b-c-d-e-f-g"), ("a\u{a0}b\u{2003}c\u{3000}d", "a b c d"),
        ("a\u{200b}b\u{ad}c\u{feff}d\u{202e}e", "abcde"), ("‘a’ “b”", "'a' \"b\""), ("ＡＢ１－", "AB1-"),
        ("a\u{0b}b\u{2028}c\u{85}d", "a\nb\nc\nd"), ("â€“ â€” Â\u{a0}x", "- -  x"), ("é§°µ", "é§°µ"),
    ])
    func `Characters come back as they were meant`(written: String, meant: String) {
        #expect(text(MailText.characters(Array(written.utf8))) == meant)
    }

    @Test func `ASCII is left alone, whatever it is`() {
        let all = (0...127 as ClosedRange<UInt8>).filter { $0 != 0x0b && $0 != 0x0c }
        #expect(MailText.characters(Array(all.dropFirst())) == Array(all.dropFirst()))
    }

    @Test func `Bytes that are not UTF-8 are Windows-1252, one by one`() {
        #expect(text(MailText.characters([0x41, 0x96, 0x42, 0xa0, 0xe9, 0x80])) == "A-B é€")
        #expect(text(MailText.characters([0xc3, 0xa9, 0xe9, 0xe2, 0x80])) == "ééâ€")
        // Neither too long, nor half of a pair, nor beyond the last.
        for wrong: [UInt8] in [
            [0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
        ] {
            #expect(!MailText.characters(wrong).contains(UInt8(ascii: "/")))
            #expect(String(validating: MailText.characters(wrong), as: UTF8.self) != nil)
        }
    }

    @Test func `UTF-16 is known with its mark and without, in both orders`() {
        let units = Array("-----BEGIN ü".utf16)
        let little = units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        for bytes: [UInt8] in [[0xff, 0xfe] + little, [0xfe, 0xff] + big, little, big, little + [0x41]] {
            #expect(text(MailText.characters(bytes)) == "-----BEGIN ü")
        }
    }

    @Test(arguments: [
        ("> a\n>> b\n> > c\n | d\n", "a\nb\nc\nd\n"), ("KL> a\n", "a\n"),
        ("a > b > > c\n", "a \n b \n \n c\n"),
        ("**`\\-a\\+`**  \n", "-a+\n"), ("abcde> f\n", "abcde> f\n"), ("a|b\n", "a|b\n"),
        ("2 > 1\n", "2 \n 1\n"),
    ])
    func `Marks of quoting go`(quoted: String, plain: String) {
        #expect(text(MailText.unquoted(Array(quoted.utf8))) == plain)
    }

    @Test(arguments: [
        ("a\n-- \nKim\n", "a\n\n\n"), ("a\n--\nKim\nCOUNTERSIGN:R/\nb\n", "a\n\n\nCOUNTERSIGN:R/\nb\n"),
        ("> a\n> -- \n> Kim\nb\n", "> a\n\n\nb\n"), ("a\n---\nb\n", "a\n---\nb\n"), ("--x\nb\n", "--x\nb\n"),
    ])
    func `Signatures go, and nothing of ours with them`(signed: String, plain: String) {
        #expect(text(MailText.unsigned(Array(signed.utf8))) == plain)
    }

    @Test(arguments: [
        ("a=3Db=\nc= \t\r\nd=20=e=", "a=bcd =e="), ("===\n", "=="), ("=3", "=3"), ("=C3=A9", "é"),
    ])
    func `Quoted-printable is undone`(encoded: String, plain: String) {
        #expect(text(MailText.fromQuotedPrintable(Array(encoded.utf8))) == plain)
    }

    @Test(arguments: [
        ("a<br>b<span class='x > y'>c</span><wbr>d", "a\nbcd"), ("<!-- a > b -->c", "c"),
        ("a < b > c", "a < b > c"),
        ("<style>p {}</style>a<script>1</SCRIPT>b", "ab"),
        ("&gt;&#45;&#x2D;&nbsp&amp;x;&foo;&#0;&", ">--\u{a0}&x;&foo;&#0;&"),
        ("a<b", "a<b"), ("<style>a", "a"), ("<!-- a", "<!-- a"), ("<!DOCTYPE html>a", "a"),
        ("<a href=\"x>y\">b", "b"),
        ("&#1114112;&#xffffffff;&#55296;", "&#1114112;&#xffffffff;&#55296;"),
    ])
    func `HTML is what it shows`(markup: String, shown: String) {
        #expect(text(MailText.fromHTML(Array(markup.utf8))) == shown)
    }

    @Test(arguments: [
        (
            #"{\rtf1{\fonttbl{\f0 Arial;}}a\par b\'e9\emdash c{\*\x hidden}\~\_d\u8212?e\\\{}"#,
            "a\nb\u{e9}-c -d\u{2014}e\\{"
        ),
        (#"{\rtf1 \u-10179?x\u"#, "x\u{0}"), (#"{\rtf1 }}}a{{{\"#, "a"),
    ])
    func `Rich Text is what it shows`(source: String, shown: String) {
        let bytes = RichText.text(of: Array(source.utf8)) ?? []
        #expect(text(MailText.characters(bytes)) == text(MailText.characters(Array(shown.utf8))))
        #expect(RichText.text(of: Array("x\(source)".utf8)) == nil)
    }

    @Test func `A text that is no message has no parts`() {
        for other in ["", "hello", "Note: hello\n\nyou", "a: b", "Content", "\n\n\nFrom: x\n\ny"] {
            #expect(MessageParts.all(in: Array(other.utf8)) == nil, "\(other)")
        }
    }

    @Test func `Parts are decoded, whichever stands in whichever`() {
        let message = """
            Content-Type: multipart/mixed; boundary="a b"

            preamble
            --a b
            Content-Type: multipart/alternative;
             boundary=c

            --c
            Content-Transfer-Encoding: BASE64

            aGVs
            bG8=
            --c
            Content-Type: text/html

            <p>x
            --c--
            --a b--
            epilogue
            """
        let parts = MessageParts.all(in: Array(message.utf8)) ?? []
        #expect(parts.map { text($0.bytes) } == ["preamble", "hello", "<p>x", "epilogue"])
        #expect(parts.map(\.isHTML) == [false, false, true, false])
    }

    @Test func `A message in a message is gone into so often and no more`() {
        func wrapped(_ times: Int) -> [UInt8] {
            (0..<times).reduce(Array("deep".utf8)) { inner, _ in
                Array("Content-Transfer-Encoding: base64\n\n".utf8) + Base64.encode(inner)
            }
        }
        let deepest = MessageParts.deepest + 1
        #expect(MessageParts.all(in: wrapped(deepest))?.map { text($0.bytes) } == ["deep"])
        #expect(MessageParts.all(in: wrapped(deepest + 1))?.map { $0.bytes } == [wrapped(1)])
    }

    @Test func `Attached bytes of a document are kept apart from text`() {
        let mail = Array("Content-Transfer-Encoding: base64\n\n".utf8) + Base64.encode([0xd2, 0x84, 0, 255])
        let reading = MailText.reading(of: mail, at: .message)
        #expect(reading == MailText.Reading(text: [], attachments: [[0xd2, 0x84, 0, 255]]))
    }
}
