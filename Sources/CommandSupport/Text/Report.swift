import Refusals

/// What a command found out: one value, shown as text or as JSON, so that the two cannot disagree.
///
/// Its `CodingKeys` are the stable names, in snake case. Times are written as the report decides; a `nil` is
/// left out.
package protocol Report: Encodable, Sendable {
    /// Says the same in words.
    func render(into text: inout TextReport)
}

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
}
