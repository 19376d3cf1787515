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
