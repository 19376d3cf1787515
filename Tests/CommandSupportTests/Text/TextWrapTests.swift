import Testing

@testable import CommandSupport

@Suite struct TextWrapTests {
    @Test func `Lines break at spaces and never exceed the width`() {
        #expect(TextWrap.lines(of: "the walk to the phone", width: 8) == ["the walk", "to the", "phone"])
        #expect(TextWrap.lines(of: "the walk", width: 8) == ["the walk"])
        #expect(TextWrap.lines(of: "", width: 8) == [""])
        #expect(TextWrap.lines(of: "   ", width: 8) == [""])
    }

    @Test func `A word wider than a line is broken inside`() {
        #expect(TextWrap.lines(of: "a abcdefghij b", width: 4) == ["a", "abcd", "efgh", "ij b"])
    }

    @Test func `Wide characters count twice and marks not at all`() {
        #expect("株式".displayWidth == 4)
        #expect("e\u{301}a".displayWidth == 2)
        #expect("🔑".displayWidth == 2)
        #expect(TextWrap.lines(of: "株式会社", width: 4) == ["株式", "会社"])
        #expect(TextWrap.lines(of: "株", width: 1) == ["株"])
    }

    @Test func `Hanging lines stay within the width`() {
        #expect(TextWrap.lines(of: "aaaa bbbb cccc", width: 9, hanging: 2) == ["aaaa bbbb", "  cccc"])
        #expect(TextWrap.lines(of: "aaaa bb cc dd", width: 7, hanging: 2) == ["aaaa bb", "  cc dd"])
        #expect(TextWrap.lines(of: "aaaa bb ccc dd", width: 7, hanging: 2) == ["aaaa bb", "  ccc", "  dd"])
    }

    @Test(arguments: 1...40)
    func `Whatever the width, nothing is lost and nothing is too wide`(width: Int) {
        let text = "license.other-machine: 株式会社 was bound to another machine on 2025-11-03 by hand"
        for hanging in [0, 2] {
            let lines = TextWrap.lines(of: text, width: width, hanging: hanging)
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
            #expect(lines.allSatisfy { $0.displayWidth <= max(width, hanging + 2) })
        }
    }
}
