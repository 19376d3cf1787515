import Cryptography

/// What leaves the machine of one component: 16 bits of a keyed hash. 65,536 values for some 2^24 cards of
/// one maker: each digest fits hundreds of them, and so names none.
package struct ComponentDigest: RawRepresentable, Hashable, Comparable, Sendable {
    /// The 16 bits.
    package let rawValue: UInt16

    /// A digest that was read from a document.
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The digest of a component's value: the first two bytes of BLAKE2b-128, keyed with the salt, of the label
    /// `countersign component`, the kind (1 byte) and the value.
    ///
    /// - Throws: what the keyed hash throws.
    package init(
        of value: [UInt8], kind: ComponentKind, salt: FingerprintSalt
    ) throws(CryptographyError) {
        let message = Array("countersign component".utf8) + [kind.rawValue] + value
        let tag = try KeyedHash.tag(of: message, publicKey: salt.bytes, size: 16)
        rawValue = UInt16(tag[0]) << 8 | UInt16(tag[1])
    }

    /// Orders by value.
    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

    /// Four hexadecimal digits.
    package var hexadecimal: String { Hexadecimal.encode([UInt8(rawValue >> 8), UInt8(rawValue & 0xff)]) }
}
