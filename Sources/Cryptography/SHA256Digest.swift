import CSodium

/// A SHA-256 digest (FIPS 180-4), 32 bytes.
package struct SHA256Digest: FixedSizeBytes {
    /// 32 bytes.
    package static let size = 32
    /// The digest.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 32.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }

    /// The digest of a message.
    package init(of message: [UInt8]) {
        _ = Sodium.isReady
        var digest = [UInt8](repeating: 0, count: Self.size)
        crypto_hash_sha256(&digest, message, UInt64(message.count))
        bytes = digest
    }
}
