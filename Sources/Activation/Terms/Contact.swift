import CBOR
import Refusals

/// Where a site reaches the vendor. Shown to people, and nothing is decided by it.
package struct Contact: Hashable, Sendable {
    /// A telephone number.
    package let phone: String?
    /// An e-mail address.
    package let email: String?
    /// The address of a web page.
    package let portal: String?
    /// The address at which the vendor explains refusals, by their codes.
    package let help: String?

    /// A contact; each part is text for people, 1 to 128 bytes.
    package init(phone: String? = nil, email: String? = nil, portal: String? = nil, help: String? = nil) {
        self.phone = phone
        self.email = email
        self.portal = portal
        self.help = help
    }

    /// Whether telephone, e-mail, portal and help address are all nil: then it is not in the product file.
    package var isEmpty: Bool { phone == nil && email == nil && portal == nil && help == nil }

    /// The ways in words, `call +49 40 1234, write to desk@example.com`; nil if none is given.
    package var sentence: String? {
        let ways = [
            phone.map { "call \($0)" }, email.map { "write to \($0)" }, portal.map { "visit \($0)" },
        ].compactMap { $0 }
        return ways.isEmpty ? nil : ways.joined(separator: ", or ")
    }

    var cbor: CBORValue {
        let parts = [(Int64(1), phone), (2, email), (3, portal), (-1, help)]
        return .map(CBORMap(replacing: parts.compactMap { key, text in text.map { (.int(key), .text($0)) } }))
    }

    init(_ value: CBORValue) throws(Refusal) {
        var reader = try ClaimReader(value, in: "the contact")
        phone = try reader.optional(1, "phone") { $0.asDisplayText }
        email = try reader.optional(2, "e-mail") { $0.asDisplayText }
        portal = try reader.optional(3, "portal") { $0.asDisplayText }
        help = try reader.optional(-1, "help address") { $0.asDisplayText }
        try reader.finish(ignoringNegative: true)
        guard value != [:] else {
            throw ClaimReader.malformed("the contact is empty, where it should not stand at all")
        }
    }
}
