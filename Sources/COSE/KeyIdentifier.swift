import Cryptography

/// Names a key in a `kid` header: the first 8 bytes of its COSE Key Thumbprint (RFC 9679).
///
/// It finds a key; it proves nothing.
package struct KeyIdentifier: FixedSizeBytes {
    /// 8 bytes.
    package static let size = 8
    /// The beginning of the thumbprint.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 8.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }

    /// The identifier of a key.
    package init(of key: PublicKey) {
        bytes = Array(COSEKey.thumbprint(of: key).bytes.prefix(Self.size))
    }
}
