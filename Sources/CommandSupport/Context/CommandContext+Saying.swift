import Activation
import Refusals

/// How a command says something: its results, what goes wrong, and the sentences of a conversation.
extension CommandContext {
    /// Writes a result to standard output.
    ///
    /// - Throws: `disk.full` or `file.unwritable`; `internal.inconsistency` when JSON cannot hold it.
    package func show(_ report: some Report, as format: OutputFormat) throws(Refusal) {
        switch format {
        case .text:
            var text = TextReport(style: style(of: .output), next: next)
            report.render(into: &text)
            try standardOutput.write(text.rendered)
        case .json:
            try standardOutput.write(JSONText.encode(report))
        }
    }

    /// Shows a report, as text, on standard error.
    ///
    /// - Throws: what writing throws.
    package func tell(_ report: some Report) throws(Refusal) {
        var text = TextReport(style: style(of: .error), next: next)
        report.render(into: &text)
        try standardError.write(text.rendered)
    }

    /// What speaks to the person on standard error.
    ///
    /// - Parameter format: as sentences or as JSON; without it, as the command's results are shown.
    package func diagnostics(_ format: OutputFormat? = nil) -> Diagnostics {
        Diagnostics(
            programName: programName, sink: standardError, style: style(of: .error),
            format: format ?? self.format, next: next)
    }

    /// Says something in a conversation at a terminal: on standard error, a little indented, between the prompts.
    ///
    /// - Throws: what writing throws.
    package func say(_ sentence: String) throws(Refusal) {
        try standardError.write(lines(saying: sentence))
    }

    /// What ``say(_:)`` writes.
    package func lines(saying sentence: String) -> String {
        TextWrap.lines(
            of: SafeText.line(sentence), width: style(of: .error).width - 2,
            hanging: 2
        ).map { "  \($0)\n" }.joined()
    }

    /// Asks for a line in a conversation at a terminal. Where the terminal can move its cursor, the line can be edited;
    /// elsewhere only as the system does it.
    ///
    /// - Parameters:
    ///   - prompt: what stands before what is typed.
    ///   - limit: the longest line, in bytes.
    ///   - history: what was typed before in this conversation; the line is added to it.
    /// - Returns: the line; nil at the end of the input.
    /// - Throws: what reading and writing throw.
    package func askLine(
        _ prompt: String, limit: Int, history: LineHistory? = nil
    ) throws(Refusal) -> [UInt8]? {
        let kind = environment["TERM", default: ""]
        let isEdited = terminal.isTerminal(.error) && !["", "dumb", "unknown", "emacs"].contains(kind)
        let question = LineQuestion(
            prompt: prompt, limit: limit, history: history, sink: standardError,
            columns: isEdited ? terminal.width(of: .error) : nil)
        let line = try standardInput.readLine(question)
        if let line { history?.add(line) } else { try standardError.write("\n") }
        return line
    }

    /// A minute as the person's wall clock shows it, and in UTC: `2026-11-23 18:09 (17:09 UTC)`. Only the second where the
    /// two are the same.
    package func clockText(_ moment: UnixTime) -> String {
        let universal = moment.shortText
        guard let local = localTime(moment)?.text else { return "\(universal) (UTC)" }
        let sameDay = local.prefix(10) == universal.prefix(10)
        return "\(local) (\(sameDay ? String(universal.dropFirst(11)) : universal) UTC)"
    }

    /// What stands behind the last day of something, which ends with the day in UTC: ` (UTC), 2026-12-31 16:00 here`; nil
    /// where the wall clocks show UTC.
    package func localEnd(of day: CalendarDay) -> String? {
        localTime(day.end).map { " (UTC), \($0.text) here" }
    }
}
