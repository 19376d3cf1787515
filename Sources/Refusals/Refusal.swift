/// Why something was refused, in the three parts that a tired person needs: a stable code, one sentence
/// that says what is so, and what to do next.
///
/// Every module throws this at its boundary. Scripts and tests compare ``code``; the texts may improve.
///
/// ```swift
/// do {
///     _ = try product.install(bytes, now: now)
/// } catch {
///     show("\(error.sentence) \(error.remedy) [\(error.code.rawValue)]")
/// }
/// ```
public struct Refusal: Error, Hashable, Sendable {
    /// The stable name of the reason, listed in `docs/errors.md`.
    public let code: RefusalCode
    /// One sentence about this very case: it names the file, the key or the component concerned.
    public let sentence: String
    /// What to do next, in words that fit every program: they name no command and no option.
    public let remedy: String
    /// What a program needs, beside the code, to say what to type; in no order.
    public let facts: [Fact]

    /// - Parameters:
    ///   - code: the stable name of the reason.
    ///   - sentence: what is so in this case; without it, the code's general meaning.
    ///   - remedy: what to do next; without it, the code's general remedy.
    ///   - facts: what a program needs to say what to type.
    package init(_ code: RefusalCode, _ sentence: String? = nil, remedy: String? = nil, facts: [Fact] = []) {
        self.code = code
        self.sentence = sentence ?? code.meaning
        self.remedy = remedy ?? code.remedy
        self.facts = facts
    }

    /// The same refusal, with the place it concerns named first: `"monday.request: the file is cut short."`
    package func concerning(_ place: String) -> Refusal {
        Refusal(code, "\(place): \(sentence)", remedy: remedy, facts: facts)
    }

    /// The same refusal with another remedy. Its facts are gone: the remedy says all.
    package func advising(_ remedy: String) -> Refusal {
        Refusal(code, sentence, remedy: remedy)
    }
}

extension Refusal: CustomStringConvertible {
    /// The three parts on one line, for logs.
    public var description: String { "\(code.rawValue): \(sentence) \(remedy)" }
}
