/// What is to be told of an event: who did what, when, and to what.
package struct AuditEntry: Hashable, Sendable {
    /// Seconds since 1970.
    package let at: Int64
    /// Who did it, such as the name of the desk's account.
    package let actor: String
    /// What was done, as a stable word such as `license.add`.
    package let action: String
    /// How it came in, such as `file` or `phone`; empty when that means nothing.
    package let carrier: String
    /// What it was done to.
    package let subject: AuditSubject
    /// Anything more, for people.
    package let detail: String

    /// A NUL in a text, which SQLite cannot store, becomes U+FFFD.
    package init(
        at: Int64, actor: String, action: String, carrier: String = "", subject: AuditSubject = .none,
        detail: String = ""
    ) {
        self.at = at
        self.actor = Self.storable(actor)
        self.action = Self.storable(action)
        self.carrier = Self.storable(carrier)
        self.subject = subject
        self.detail = Self.storable(detail)
    }

    private static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : Character($0) })
    }
}
