import CBOR

/// Why a tree head, a receipt or an audit key's certificate was not accepted.
package struct LogProofError: Error, Hashable, Sendable {
    /// The rule that was broken.
    package let rule: LogProofRule
    /// The rule of the encoding that was broken, where `rule` is ``LogProofRule/wellFormed``.
    package let encoding: CBORError?

    init(_ rule: LogProofRule, _ encoding: CBORError? = nil) {
        self.rule = rule
        self.encoding = encoding
    }
}

extension LogProofError: CustomStringConvertible {
    /// What is so, and the name of the rule. It quotes nothing from the input.
    package var description: String {
        "\(rule.breach) (rule \(rule.rawValue))." + (encoding.map { " \($0)" } ?? "")
    }
}
