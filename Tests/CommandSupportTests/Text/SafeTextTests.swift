import CommandSupport
import Testing

@Suite struct SafeTextTests {
    @Test func `Ordinary text of any script stays as it is`() {
        for text in ["", "Naval Design 4", "Jörg Müller", "株式会社", "Ελλάδα", "a\\b", "e\u{301}"] {
            #expect(SafeText.line(text) == text)
            #expect(SafeText.line(bytes: Array(text.utf8)) == text)
        }
    }

    @Test(arguments: [
        ("\u{1B}[2J", "\\u{1B}[2J"),
        ("a\u{7}b", "a\\u{07}b"),
        ("a\r\nb", "a\\r\\nb"),
        ("\t\0", "\\t\\u{00}"),
        ("\u{7F}", "\\u{7F}"),
        ("\u{9B}31m", "\\u{9B}31m"),
        ("invoice\u{202E}fdp.exe", "invoice\\u{202E}fdp.exe"),
        ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("a\u{200B}b\u{FEFF}", "a\\u{200B}b\\u{FEFF}"),
        ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
        ("\u{E000}", "\\u{E000}"),
        ("\u{E0041}", "\\u{E0041}"),
        ("\u{3164}", "\\u{3164}"),
    ])
    func `What a terminal would obey or hide becomes visible`(text: String, shown: String) {
        #expect(SafeText.line(text) == shown)
        #expect(SafeText.line(bytes: Array(text.utf8)) == shown)
    }

    @Test(
        arguments: [
            ([0x61, 0xFF, 0x62], "a\\xFFb"),
            ([0xC0, 0xAF], "\\xC0\\xAF"),
            ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
            ([0x61, 0xE2, 0x82], "a\\xE2\\x82"),
            ([0xE2, 0x82, 0x41, 0xC3, 0xA9], "\\xE2\\x82Aé"),
            ([0x9B], "\\x9B"),
        ] as [([UInt8], String)])
    func `Bytes that are not UTF-8 are shown one by one`(bytes: [UInt8], shown: String) {
        #expect(SafeText.line(bytes: bytes) == shown)
        #expect(SafeText.line(bytes: [0x30] + bytes[...]) == "0" + shown)
    }

    @Test func `Every byte sequence of length two becomes safe text`() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let shown = SafeText.line(bytes: [first, second])
                #expect(!shown.isEmpty && shown.unicodeScalars.allSatisfy(SafeText.isSafe))
            }
        }
    }

    @Test func `Making safe twice changes nothing`() {
        let once = SafeText.line("\u{1B}]0;title\u{7}\\n\n")
        #expect(SafeText.line(once) == once)
    }

    @Test func `Text that is too long ends in dots`() {
        #expect(SafeText.line("12345", limit: 5) == "12345")
        #expect(SafeText.line("123456", limit: 5) == "12345...")
        #expect(SafeText.line("äöüäö", limit: 5) == "äöüäö")
        #expect(SafeText.line("äöüäöü", limit: 5) == "äöüäö...")
        #expect(SafeText.line(bytes: Array("123456".utf8), limit: 5) == "12345...")
    }
}
