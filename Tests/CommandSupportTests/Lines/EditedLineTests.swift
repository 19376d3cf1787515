import Testing

@testable import CommandSupport

@Suite("A line that is edited")
struct EditedLineTests {
    /// The line after these bytes.
    private func line(_ typed: String, history: [String] = []) -> EditedLine {
        var line = EditedLine(history: history.map { Array($0.utf8) })
        var keys = LineKeys()
        for key in typed.utf8.flatMap({ keys.keys($0) }) { _ = line.press(key) }
        return line
    }

    @Test(arguments: [
        ("abc", "abc"), ("abd\u{7F}c", "abc"), ("ac\u{1B}[Db", "abc"), ("ac\u{1B}ODb", "abc"),
        ("bc\u{1B}[Ha", "abc"), ("bc\u{1}a\u{5}d", "abcd"), ("abxc\u{1B}[D\u{1B}[D\u{1B}[3~", "abc"),
        ("wrong\u{15}right", "right"), ("one two\u{17}three", "one three"),
        ("one two\u{1B}[1;5D\u{0B}x", "one x"), ("one two\u{1B}bx", "one xtwo"),
        ("a\tb", "a b"), ("a\u{07}b", "ab"), ("abc\u{1B}[Dx\u{4}", "abx"),
        // Keys that say nothing here, F1 of the Linux console among them.
        ("a\u{1B}[5~\u{1B}[[A\u{1B}OP\u{1B}[200~b", "ab"),
    ])
    func `Takes the usual keys, and no part of an unknown one`(typed: String, text: String) {
        #expect(line(typed).bytes == Array(text.utf8))
        #expect(line(typed).byteCount == text.utf8.count)
    }

    @Test func `Moves over whole characters, and removes them`() {
        #expect(line("Åse\u{1B}[D\u{1B}[D\u{7F}O").bytes == Array("Ose".utf8))
        #expect(line("e\u{301}x\u{1B}[D\u{7F}").bytes == Array("x".utf8))
        #expect(line("漢字\u{7F}").cells.map(\.width) == [2])
    }

    @Test func `Keeps bytes that are no characters as they are`() {
        var line = EditedLine()
        var keys = LineKeys()
        let typed: [UInt8] = [0x61, 0xE9, 0x62, 0xC3, 0x28, 0xFF]
        for key in typed.flatMap({ keys.keys($0) }) + keys.abandon() { _ = line.press(key) }
        #expect(line.bytes == typed)
        #expect(line.cells.map(\.shown) == ["a", "?", "b", "?", "(", "?"])
    }

    @Test func `Shows nothing that turns the direction of the text or moves the cursor`() {
        #expect(line("a\u{202E}b\u{9B}c").cells.map(\.shown).joined() == "ab?c")
    }

    @Test func `Shows the lines before it, and itself again`() {
        let history = ["one", "two"]
        let up = "\u{1B}[A"
        let down = "\u{1B}[B"
        #expect(line("x\(up)", history: history).bytes == Array("two".utf8))
        #expect(line("x\(up)\(up)\(up)", history: history).bytes == Array("one".utf8))
        #expect(line("x\(up)\(up)\(down)s", history: history).bytes == Array("twos".utf8))
        #expect(line("x\(up)\(down)\(down)y", history: history).bytes == Array("xy".utf8))
        #expect(line("x\(up)y", history: []).bytes == Array("xy".utf8))
    }

    @Test func `The history leaves out what says nothing and what is repeated, and has an end`() {
        let history = LineHistory()
        for text in ["a", "a", "  ", "b"] { history.add(Array(text.utf8)) }
        #expect(history.lines == [Array("a".utf8), Array("b".utf8)])
        for number in 0..<500 { history.add(Array("\(number)".utf8)) }
        #expect(history.lines.count == 100)
    }

    // MARK: The screen

    /// What a terminal shows in a row, which knows what is written here.
    private func row(_ text: String) -> (text: String, column: Int) {
        var cells: [Character] = []
        var column = 0
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "\r" {
                column = 0
            } else if character == "\u{1B}" {
                let sequence = rest.dropFirst().prefix { !$0.isLetter }
                rest = rest.dropFirst(1 + sequence.count)
                switch rest.popFirst() {
                case "K": cells.removeSubrange(min(column, cells.count)...)
                case "C": column += Int(sequence) ?? 1
                default: Issue.record("unknown sequence")
                }
            } else {
                if column < cells.count { cells[column] = character } else { cells.append(character) }
                column += 1
            }
        }
        return (String(cells), column)
    }

    @Test func `The screen shows the line, and of a long one the part around the cursor`() {
        var (screen, text) = LineScreen.begin("name> ", columns: 30)
        var line = EditedLine()
        var keys = LineKeys()
        for byte in (String(repeating: "0123456789", count: 5) + "\u{1B}[D\u{1B}[Dx\u{7F}").utf8 {
            for key in keys.keys(byte) { _ = line.press(key) }
            text += screen.update(line)
            let row = row(text)
            #expect(row.text.hasPrefix("name> ") && row.text.count < 30 && row.column < 30)
        }
        #expect(row(text).text.hasSuffix("0123456789"))
        for key in [LineKey.start, .right] {
            _ = line.press(key)
            text += screen.update(line)
        }
        #expect(row(text).text == "name> 01234567890123456789012")
        #expect(row(text).column == 7)
    }

    @Test func `What is added at the end is written as the system would write it`() {
        var (screen, text) = LineScreen.begin("> ", columns: 80)
        var line = EditedLine()
        for letter in "hi".utf8 { _ = line.press(.character([letter])) }
        text += screen.update(line)
        #expect(text == "> hi")
        #expect(screen.update(line) == "")
    }

    @Test func `A prompt that leaves no room stands on a row of its own`() {
        let prompt = String(repeating: "word ", count: 15) + "or pause> "
        let text = LineScreen.begin(prompt, columns: 80).text
        #expect(text.hasSuffix("or pause\n> "))
    }

    @Test func `What was typed before a question is told in short`() {
        #expect(EditedLine.text(typed: Array("yes\n\u{1B}[A".utf8)) == "yes")
        #expect(EditedLine.text(typed: Array(" \n\n".utf8)) == "")
        #expect(EditedLine.text(typed: Array(repeating: 0x61, count: 90)).count == 40)
    }
}
