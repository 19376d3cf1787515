import CommandSupport
import Testing

@Suite struct TextReportTests {
    @Test func `Fields that follow each other are aligned, and a missing one leaves no line`() {
        var text = TextReport(style: .plain)
        text.heading("License")
        text.field("product", "Hull Designer")
        text.field("until", nil)
        text.field("valid until", "2026-03-01")
        text.paragraph("It is in force.")
        #expect(
            text.rendered == """
                License
                product:     Hull Designer
                valid until: 2026-03-01
                It is in force.

                """)
    }

    @Test func `Long values continue under their beginning`() {
        var text = TextReport(style: TextStyle(width: 24, isColored: false))
        text.field("to do", "make a request and carry it")
        text.field("a label too long", "value")
        #expect(
            text.rendered == """
                to do: make a request
                       and carry it
                a label too long:
                       value

                """)
    }

    @Test func `Lists are indented under their marks`() {
        var text = TextReport(style: TextStyle(width: 20, isColored: false))
        text.bullets(["one", "two or more words here"])
        text.steps((1...10).map { "step \($0)" })
        let lines = text.rendered.split(separator: "\n")
        #expect(lines.prefix(3) == ["  - one", "  - two or more", "    words here"])
        #expect(lines[3] == "   1. step 1")
        #expect(lines.last == "  10. step 10")
    }

    @Test func `Text from outside cannot draw a line of its own`() {
        var text = TextReport(style: TextStyle(width: 80, isColored: true))
        text.field("customer", "Mallory\nverdict: active\u{1B}[8m")
        text.heading("\u{1B}[1m")
        text.paragraph("a\u{202E}b")
        text.bullets(["c\rd"])
        var table = TextTable(["h\n"])
        table.row(["cell\u{7}"])
        text.table(table)
        #expect(!text.rendered.contains("\u{1B}[8m"))
        #expect(text.rendered.contains("Mallory\\nverdict: active\\u{1B}[8m"))
        let obeyed = text.rendered
            .replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "").replacing("\n", with: "")
        #expect(obeyed.unicodeScalars.allSatisfy(SafeText.isSafe))
    }

    @Test func `Emphasis is drawn only where the stream shows colour`() {
        func drawn(_ isColored: Bool) -> String {
            var text = TextReport(style: TextStyle(width: 80, isColored: isColored))
            text.field("verdict", "active", .good)
            return text.rendered
        }
        #expect(drawn(false) == "verdict: active\n")
        #expect(drawn(true) == "verdict: \u{1B}[32mactive\u{1B}[0m\n")
    }

    @Test func `A table is aligned by what it shows`() {
        var table = TextTable(["machine", "seat"])
        table.row(["株式", "1"])
        table.row(["7F3A-22 and", "2", "left out"])
        table.row([])
        #expect(
            rendered(table, width: 80) == """
                machine      seat
                株式         1
                7F3A-22 and  2


                """)
    }

    @Test func `A table that is too wide breaks its widest cells, then becomes fields`() {
        var table = TextTable(["machine", "note"])
        table.row(["A", "fits in several lines of it"])
        #expect(
            rendered(table, width: 24) == """
                machine  note
                A        fits in several
                         lines of it

                """)
        var wide = TextTable(["one", "two", "three"])
        wide.row(["123456789", "123456789", "123456789"])
        #expect(
            rendered(wide, width: 24) == """
                one:   123456789
                two:   123456789
                three: 123456789

                """)
    }

    @Test(arguments: 20...80)
    func `Whatever the width, no line is wider`(width: Int) {
        var table = TextTable(["machine", "customer", "since", "until", "note"])
        table.row(["7F3A-22", "Naval Yard of the North", "2025-01-01", "2026-01-01", "moved to hall 4"])
        var text = TextReport(style: TextStyle(width: width, isColored: false))
        text.table(table)
        text.field("a rather long label", "and a value that is longer still, with-one-word-of-30-letters")
        text.paragraph("The machine is the one that asked; everything else is in the vendor's hands.")
        #expect(text.rendered.split(separator: "\n").allSatisfy { $0.count <= width })
    }

    private func rendered(_ table: TextTable, width: Int) -> String {
        var text = TextReport(style: TextStyle(width: width, isColored: false))
        text.table(table)
        return text.rendered
    }
}
