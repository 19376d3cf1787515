import CSodium

/// An Ed25519 public key (RFC 8032 section 5.1.5), 32 bytes.
package struct PublicKey: FixedSizeBytes {
    /// 32 bytes.
    package static let size = 32
    /// The encoded point.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 32.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }

    /// Whether the signature is this key's, over exactly this message (RFC 8032 section 5.1.7).
    ///
    /// libsodium refuses S not below the group order, and points of small order.
    package func verifies(_ signature: Signature, of message: [UInt8]) -> Bool {
        // The sizes once more, because a value may have been made of unchecked bytes.
        guard Sodium.isReady, bytes.count == Self.size, signature.bytes.count == Signature.size else {
            return false
        }
        return crypto_sign_verify_detached(signature.bytes, message, UInt64(message.count), bytes) == 0
    }
}
