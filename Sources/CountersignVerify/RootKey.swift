import Activation
import Cryptography
import Refusals

/// The vendor's root key: the one thing that the owner of the machine must not be able to choose. Build it into the
/// application as a constant.
///
/// ```swift
/// let rootKey = try RootKey("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29")
/// ```
public struct RootKey: Hashable, Sendable {
    package let publicKey: PublicKey

    /// The key as the vendor's `init` prints it under "public key".
    ///
    /// - Parameter text: 64 hexadecimal digits in either case.
    /// - Throws: `usage.invalid` for anything else.
    public init(_ text: String) throws(Refusal) {
        guard let bytes = Hexadecimal.decode(text) else { throw Self.invalid }
        try self.init(bytes: bytes)
    }

    /// - Parameter bytes: the 32 bytes of an Ed25519 public key (RFC 8032).
    /// - Throws: `usage.invalid` for another number of bytes.
    public init(bytes: [UInt8]) throws(Refusal) {
        guard let key = try? PublicKey(bytes) else { throw Self.invalid }
        publicKey = key
    }

    package init(_ publicKey: PublicKey) { self.publicKey = publicKey }

    private static let invalid = Refusal(
        .usageInvalid, "The root key must be 32 bytes, which is 64 hexadecimal digits.",
        remedy: "Use the public key that was printed when the vendor's vault was made.")
}
