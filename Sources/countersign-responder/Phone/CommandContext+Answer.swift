import CommandSupport
import Refusals

extension CommandContext {
    /// What is typed after a question, with single blanks between its words; nil at the end of the input.
    func answer(to question: String, history: LineHistory? = nil) throws(Refusal) -> String? {
        guard let bytes = try askLine(question + "> ", limit: 256, history: history) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}
