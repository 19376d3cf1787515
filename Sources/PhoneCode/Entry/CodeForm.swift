/// In which form a code is spoken and typed.
///
/// ```swift
/// let groups = try product.makePhoneRequest(activationKey: key, form: .words, now: now)
/// show(groups.joined(separator: "\n"))
/// ```
public enum CodeForm: String, CaseIterable, Hashable, Sendable {
    /// Groups of six digits.
    case digits
    /// Groups of four words.
    case words

    /// How many groups a code of such a direction has.
    package func groupCount(of direction: CodeDirection) -> Int {
        switch (self, direction) {
        case (.digits, _): direction.groupCount
        case (.words, .request): 5
        case (.words, .response): 16
        }
    }
}
