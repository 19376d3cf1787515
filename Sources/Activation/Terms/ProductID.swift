/// Names a product among a vendor's: 1 to 23 characters of `a` to `z`, `0` to `9`, `.` and `-`, beginning
/// with a letter or digit. The limit keeps a request within 300 bytes.
///
/// ```swift
/// if license.product == ProductID("acme.shipcad") { unlock(license.features) }
/// ```
public struct ProductID: Hashable, Sendable {
    /// The longest id, in bytes.
    package static let maximumLength = 23

    /// The id as text.
    public let text: String

    /// An id, or nil if the text breaks the rule above.
    public init?(_ text: String) {
        guard
            (1...Self.maximumLength).contains(text.utf8.count), let first = text.utf8.first,
            Self.isAlphanumeric(first),
            text.utf8.allSatisfy({
                Self.isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
            })
        else { return nil }
        self.text = text
    }

    static func isAlphanumeric(_ character: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }
}

extension ProductID: CustomStringConvertible {
    /// The same as ``text``.
    public var description: String { text }
}
