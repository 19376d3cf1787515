import CommandSupport
import PhoneCode
import Refusals

/// A code on the screen, one group at a time, for whoever reads it aloud.
struct ReadingScreen {
    /// How reading ended.
    enum Ending: Hashable, Sendable {
        /// All groups were read.
        case read
        /// To be gone on with, perhaps by another.
        case paused
        /// Whoever reads says that no more is wanted.
        case ended
    }

    private let code: SpokenCode
    private let context: CommandContext
    private var form: CodeForm
    private let title: String?
    private let keep: (Int) throws(Refusal) -> Void
    private let history = LineHistory()
    private var hasWarned = false

    /// - Parameters:
    ///   - form: digits or words to begin with.
    ///   - title: whose code it is, above each group; nil for no such line.
    ///   - keep: called with the number of each group of digits before it is shown. Of words, with the first group of
    ///     digits that the words go on with. If it throws, that is said once, and reading goes on: the answer is granted,
    ///     and whoever listens must not lose it to a full disk.
    init(
        _ code: SpokenCode, _ form: CodeForm, in context: CommandContext, title: String? = nil,
        keep: @escaping (Int) throws(Refusal) -> Void
    ) {
        (self.code, self.form, self.context) = (code, form, context)
        (self.title, self.keep) = (title, keep)
    }

    private var count: Int { form.groupCount(of: code.direction) }

    /// Shows group after group, from this one on.
    ///
    /// - Throws: what writing and reading throw; `phone.call-taken`.
    mutating func run(from first: Int) throws(Refusal) -> Ending {
        var number = min(max(position(ofDigits: first), 1), count)
        /// Where reading goes on after a group that was asked for again.
        var place: Int?
        var remark: String?
        while true {
            let warning = try kept(digits(at: number))
            try show(number, then: place, remark, warning)
            remark = nil
            guard var line = try nextLine() else { return .paused }
            if ["l", "list", "all"].contains(line) {
                try list()
                guard let next = try nextLine() else { return .paused }
                // Enter goes on where it was, and everything else is as it is on the other screen.
                line = next.isEmpty ? "again" : next
            }
            switch line {
            case "" where place != nil, "n" where place != nil, "next" where place != nil:
                number = place ?? number
                place = nil
            case "" where number == count: return .read
            case "n" where number == count, "next" where number == count: return .read
            case "", "n", "next": number += 1
            case "r", "again", "repeat": break
            case "b", "back": number = max(1, number - 1)
            case "p", "pause", "q", "quit": return .paused
            case "e", "end", "stop", "done": return .ended
            case "w", "words":
                (number, remark) = change(to: .words, at: number)
                place = nil
            case "d", "digits":
                (number, remark) = change(to: .digits, at: number)
                place = nil
            case "?", "h", "help": remark = "Type one of the keys below, then Enter."
            case let text:
                guard let wanted = Int(text), (1...count).contains(wanted) else {
                    remark =
                        "There is no '\(SafeText.line(String(text.prefix(20))))' here: type one of the keys below."
                    continue
                }
                if wanted < number { place = max(place ?? number, number) }
                if wanted >= place ?? count + 1 { place = nil }
                number = wanted
            }
        }
    }

    /// Keeps how far reading has come.
    ///
    /// - Returns: what is to be said if that fails for the first time.
    private mutating func kept(_ number: Int) throws(Refusal) -> String? {
        do throws(Refusal) {
            try keep(number)
            return nil
        } catch {
            // Whose call it is no more reads no further.
            guard error.code != .phoneCallTaken else { throw error }
            guard !hasWarned else { return nil }
            hasWarned = true
            return
                "\(error.sentence) You can read on; only your place is not kept."
        }
    }

    /// What is typed, in small letters; nil at the end of the input.
    private func nextLine() throws(Refusal) -> String? {
        guard let bytes = try context.askLine("> ", limit: 256, history: history) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ").lowercased()
    }

    /// - Returns: the group to go on with, and what is to be said: nobody can type a part in words and a part in digits.
    private mutating func change(to other: CodeForm, at number: Int) -> (Int, String?) {
        guard other != form else { return (number, nil) }
        form = other
        guard number > 1 else { return (1, nil) }
        let option = other == .words ? "--words" : "--no-words"
        return (
            1,
            "Nobody can type a part in words and a part in digits, so this is group 1. First the caller types 'pause', then "
                + "'\(NextCommands().client("install --phone \(option) --start-over"))'."
        )
    }

    /// The group of the present form that begins at or before a group of digits.
    private func position(ofDigits number: Int) -> Int {
        form == .digits ? number : (max(number, 1) - 1) * count / code.direction.groupCount + 1
    }

    private func digits(at number: Int) -> Int {
        form == .digits ? number : (number - 1) * code.direction.groupCount / count + 1
    }

    private func help(at number: Int, then place: Int?) -> [String] {
        let enter = place.map { "Enter: group \($0)" } ?? (number == count ? "Enter: end" : "Enter: next")
        return [enter, "r: again", "b: back", "NUMBER: that group", "l: all", "p: pause", "e: end"]
            + [form == .digits ? "w: words" : "d: digits"]
    }

    private func show(_ number: Int, then place: Int?, _ remark: String?, _ warning: String?) throws(Refusal)
    {
        let style = context.style(of: .error)
        let left = count - number
        var text = style.isColored ? "\u{1B}[H\u{1B}[2J" : "\n"
        if let title { text += paragraph(title) }
        let heading = "Group \(number) of \(count)"
        let rest = place != nil ? "once more" : left == 0 ? "the last" : "\(left) left"
        text += "  " + style.draw(heading.padded(to: min(40, style.width / 2)), .strong) + rest + "\n\n"
        text += drawn(code.groups(form)[number - 1])
        let question = left == 0 && place == nil ? "Ask whether they have them all." : nil
        for sentence in [warning, remark, question].compactMap({ $0 }) { text += "\n" + paragraph(sentence) }
        text += "\n" + row(help(at: number, then: place), indent: "  ", separator: "   ")
        try context.standardError.write(text)
    }

    private static let indent = "      "

    /// Digits large, if there is room, and small below; words side by side, and on more lines where they need them.
    private func drawn(_ group: String) -> String {
        let isASCII =
            context.environment["TERM", default: ""].hasPrefix("vt")
            || !CodeScreen.isUTF8(context.environment)
        let isWide = context.style(of: .error).width >= Self.indent.count + LargeGroup.width
        guard form == .digits, isWide, let rows = LargeGroup.rows(group, isASCII: isASCII) else {
            return row(group.split(separator: " ").map(String.init), indent: Self.indent, separator: "     ")
        }
        return (rows + ["", group]).map { $0.isEmpty ? "\n" : Self.indent + $0 + "\n" }.joined()
    }

    /// Pieces side by side; none is broken.
    private func row(_ pieces: [String], indent: String, separator: String) -> String {
        var lines: [String] = []
        for piece in pieces {
            if let last = lines.last, (last + separator + piece).count <= context.style(of: .error).width {
                lines[lines.count - 1] = last + separator + piece
            } else {
                lines.append(indent + piece)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func paragraph(_ text: String) -> String {
        TextWrap.lines(of: SafeText.line(text), width: context.style(of: .error).width, after: "  ").map {
            $0 + "\n"
        }.joined()
    }

    private func list() throws(Refusal) {
        var report = TextReport(style: context.style(of: .error), next: context.next)
        report.groups(code.groups(form))
        try context.standardError.write("\n" + report.rendered + "\n  Press Enter to continue.\n")
    }
}
