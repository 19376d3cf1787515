import CommandSupport
import Refusals

extension CommandContext {
    /// What is typed after a question, with single blanks between its words; nil at the end of the input.
    func answer(to question: String) throws(Refusal) -> String? {
        try standardError.write(question + "> ")
        guard let bytes = try standardInput.readLine(limit: 256) else {
            try standardError.write("\n")
            return nil
        }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}
