/// Why bytes were not accepted: the first rule that they break, reading from the front, and where.
package struct CBORError: Error, Hashable, Sendable {
    /// The rule that is broken.
    package let rule: CBORRule
    /// Where, in bytes from the start of the input: the first byte of the item, head or key at fault; the end
    /// of the input where more was needed; the first byte that is too many.
    package let offset: Int

    init(_ rule: CBORRule, at offset: Int) {
        self.rule = rule
        self.offset = offset
    }
}

extension CBORError: CustomStringConvertible {
    /// One sentence: what is wrong, where, and the name of the rule. It quotes nothing from the input.
    package var description: String { "\(rule.breach), at byte \(offset) (rule \(rule.rawValue))." }
}
