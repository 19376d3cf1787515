/// Text for a person to read, built piece by piece: fields, paragraphs, lists, tables.
///
/// It fits ``TextStyle/width``, and everything given to it goes through ``SafeText``, so that a report's
/// author cannot forget to; only ``verbatim(_:)`` takes text as it is.
package struct TextReport: Sendable {
    /// The longest label that values are aligned behind; a longer one gets a line of its own.
    private static let longestLabel = 24

    /// How it is drawn.
    package let style: TextStyle
    /// Writes the commands that are shown.
    package let next: NextCommands
    private var text = ""
    private var pending: [Field] = []

    private struct Field {
        let label: String
        let value: String
        let emphasis: Emphasis
    }

    /// - Parameters:
    ///   - style: how it is drawn.
    ///   - next: writes the commands that are shown.
    package init(style: TextStyle, next: NextCommands = NextCommands()) {
        self.style = style
        self.next = next
    }

    /// The text so far; every line ends with a line break.
    package var rendered: String {
        var whole = self
        whole.flushFields()
        return whole.text
    }

    /// A line that says what follows. A blank line goes before it, unless it is the first.
    package mutating func heading(_ text: String) {
        flushFields()
        blankLine()
        append(SafeText.line(text), .strong)
    }

    /// One fact: `label: value`. Fields that follow each other are aligned.
    ///
    /// - Parameter value: with `nil`, there is no line.
    package mutating func field(_ label: String, _ value: String?, _ emphasis: Emphasis = .plain) {
        guard let value else { return }
        pending.append(Field(label: SafeText.line(label), value: SafeText.line(value), emphasis: emphasis))
    }

    /// Sentences, broken into lines.
    package mutating func paragraph(_ text: String, _ emphasis: Emphasis = .plain) {
        flushFields()
        append(SafeText.line(text), emphasis)
    }

    /// A list without an order.
    package mutating func bullets(_ items: [String]) {
        flushFields()
        for item in items { append(SafeText.line(item), after: "  - ") }
    }

    /// What to do, one thing after the other: `1.`, `2.`, …
    ///
    /// - Parameter first: the first number, where something stands between the steps.
    package mutating func steps(_ items: [String], from first: Int = 1) {
        flushFields()
        let width = String(first + items.count - 1).count
        for (index, item) in items.enumerated() {
            let number = String(first + index)
            let lead = String(repeating: " ", count: 2 + width - number.count) + number + ". "
            append(SafeText.line(item), after: lead)
        }
    }

    /// Rows and columns; see ``TextTable``.
    package mutating func table(_ table: TextTable) {
        flushFields()
        text += table.rendered(style)
    }

    /// An empty line, unless there is one already or nothing is before it.
    package mutating func blankLine() {
        flushFields()
        guard !text.isEmpty, !text.hasSuffix("\n\n") else { return }
        text += "\n"
    }

    /// Text as it is, neither broken nor made safe: a QR code, the armour of a document. Only for what this
    /// program drew itself.
    package mutating func verbatim(_ block: String) {
        flushFields()
        text += block.hasSuffix("\n") ? block : block + "\n"
    }

    /// A command to be copied: on a line of its own, indented by two, and never broken, because a terminal
    /// puts a line break that is no part of the command into what is copied.
    ///
    /// - Parameter inStep: whether it belongs to the step before it, and stands under its words.
    package mutating func command(_ line: String, inStep: Bool = false) {
        verbatim((inStep ? "     " : "  ") + SafeText.line(line))
    }

    private mutating func append(_ safe: String, _ emphasis: Emphasis = .plain, after lead: String = "") {
        for line in TextWrap.lines(of: safe, width: style.width, after: lead) {
            text += style.draw(line, emphasis) + "\n"
        }
    }

    private mutating func flushFields() {
        guard !pending.isEmpty else { return }
        let fields = pending
        pending = []
        let longest = min(Self.longestLabel, style.width / 3)
        let labels = fields.map(\.label.displayWidth).filter { $0 <= longest }
        let indent = (labels.max() ?? 2) + 2
        for field in fields { append(field, indent: indent) }
    }

    private mutating func append(_ field: Field, indent: Int) {
        let label = field.label + ":"
        var lead = label.padded(to: indent)
        if label.displayWidth >= indent {
            text += label + "\n"
            lead = String(repeating: " ", count: indent)
        }
        for line in TextWrap.lines(of: field.value, width: style.width - indent) {
            text += line.isEmpty ? lead.trimmed + "\n" : lead + style.draw(line, field.emphasis) + "\n"
            lead = String(repeating: " ", count: indent)
        }
    }
}
