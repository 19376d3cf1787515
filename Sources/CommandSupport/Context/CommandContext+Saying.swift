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
            var text = TextReport(style: style(of: .output))
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
        var text = TextReport(style: style(of: .error))
        report.render(into: &text)
        try standardError.write(text.rendered)
    }

    /// What speaks to the person on standard error.
    ///
    /// - Parameter format: as sentences or as JSON; without it, as the command's results are shown.
    package func diagnostics(_ format: OutputFormat? = nil) -> Diagnostics {
        Diagnostics(
            programName: programName, sink: standardError, style: style(of: .error),
            format: format ?? self.format)
    }

    /// Says something in a conversation at a terminal: on standard error, a little indented, between the prompts.
    ///
    /// - Throws: what writing throws.
    package func say(_ sentence: String) throws(Refusal) {
        let lines = TextWrap.lines(
            of: SafeText.line(sentence), width: style(of: .error).width - 2, hanging: 2)
        try standardError.write(lines.map { "  \($0)\n" }.joined())
    }

    /// A minute as the person's wall clock shows it, and in UTC: `2026-11-23 18:09 (17:09 UTC)`. Only the second where the
    /// two are the same.
    package func clockText(_ moment: UnixTime) -> String {
        let universal = moment.shortText
        let east = secondsEastOfUTC(at: moment.rawValue)
        guard east != 0 else { return "\(universal) (UTC)" }
        let (sum, overflows) = moment.rawValue.addingReportingOverflow(east)
        guard !overflows else { return "\(universal) (UTC)" }
        let local = UnixTime(rawValue: sum).shortText
        let sameDay = local.prefix(10) == universal.prefix(10)
        return "\(local) (\(sameDay ? String(universal.dropFirst(11)) : universal) UTC)"
    }
}
