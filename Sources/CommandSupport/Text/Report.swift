/// What a command found out: one value, shown as text or as JSON, so that the two cannot disagree.
///
/// Its `CodingKeys` are the stable names, in snake case. Times are written as the report decides; a `nil` is
/// left out.
package protocol Report: Encodable, Sendable {
    /// Says the same in words.
    func render(into text: inout TextReport)
}
