/// What is to be written into the audit log: who did what, when, and to what.
package struct AuditEntry: Hashable, Sendable {
    /// Seconds since 1970.
    package let at: Int64
    /// Who did it, such as the name of the desk's account.
    package let actor: String
    /// What was done, as a stable word such as `license.add`.
    package let action: String
    /// How it came in, such as `file` or `phone`; empty when that means nothing.
    package let carrier: String
    /// What it was done to: the id of a license, a product or a key.
    package let subject: String
    /// Anything more, for people.
    package let detail: String

    /// A NUL in a text, which SQLite cannot store, becomes U+FFFD.
    package init(
        at: Int64, actor: String, action: String, carrier: String = "", subject: String = "",
        detail: String = ""
    ) {
        self.at = at
        self.actor = Self.storable(actor)
        self.action = Self.storable(action)
        self.carrier = Self.storable(carrier)
        self.subject = Self.storable(subject)
        self.detail = Self.storable(detail)
    }

    private static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : Character($0) })
    }
}

/// A row of the audit log.
package struct AuditRecord: Hashable, Sendable {
    /// The row's number, from 1, without gaps.
    package let sequence: Int64
    /// What was written.
    package let entry: AuditEntry
    /// The 32 bytes that bind this row to all rows before it.
    package let hash: [UInt8]
}

/// The end of the audit log at some moment. Noted outside the vault (on paper, in another system), it proves
/// later that no row up to it was changed, and that the log was not put back to an earlier state.
package struct AuditHead: Hashable, Sendable {
    /// How many rows there were.
    package let count: Int64
    /// The hash of the last one, 32 bytes; zeros when there was none.
    package let hash: [UInt8]

    /// The head of a log of `count` rows that ends with `hash` (32 bytes).
    package init(count: Int64, hash: [UInt8]) {
        self.count = count
        self.hash = hash
    }

    /// The head of a log without rows.
    package static let empty = AuditHead(count: 0, hash: [UInt8](repeating: 0, count: 32))
}
