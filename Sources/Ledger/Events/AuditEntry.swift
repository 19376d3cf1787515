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

/// What an event is about.
package enum AuditSubject: Hashable, Sendable {
    /// Nothing in particular.
    case none
    /// A license: its id, 5 bytes, and as people write it.
    case license([UInt8], String)
    /// A product, a key, a customer, by its id.
    case other(String)

    /// As people write it; empty for nothing in particular.
    package var text: String {
        switch self {
        case .none: ""
        case .license(_, let text), .other(let text): text
        }
    }

    /// The license's id, 5 bytes.
    var license: [UInt8]? {
        guard case .license(let id, _) = self else { return nil }
        return id
    }

    /// By what the events about it are found: no license's is that of something else.
    var thing: [UInt8]? { Self.thing(license: license, text: text) }

    static func thing(license: [UInt8]?, text: String) -> [UInt8]? {
        if let license { return Self.thing(ofLicense: license) }
        return text.isEmpty ? nil : Self.thing(of: text)
    }

    static func thing(ofLicense id: [UInt8]) -> [UInt8] { [1] + id }
    static func thing(of text: String) -> [UInt8] { [2] + text.utf8 }
}
