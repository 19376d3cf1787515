import CSodium

/// BLAKE2b with a digest of 64 bytes and no key (RFC 7693), in its repeated form.
package enum BLAKE2b {
    /// The digest's size, 64 bytes.
    package static let size = 64

    /// The digest of the message, then the digest of that digest, and so on: `rounds` hashes in all.
    ///
    /// Repetition makes each trial of a search cost `rounds` hashes; it adds no secrecy.
    ///
    /// - Parameter rounds: at least 1.
    package static func repeated(_ message: [UInt8], rounds: Int) -> [UInt8] {
        _ = Sodium.isReady
        var digest = [UInt8](repeating: 0, count: size)
        crypto_generichash(&digest, size, message, UInt64(message.count), nil, 0)
        for _ in 1..<max(rounds, 1) {
            // In and out may be the same buffer: libsodium has read all before it writes.
            digest.withUnsafeMutableBufferPointer { buffer in
                guard let bytes = buffer.baseAddress else { return }
                crypto_generichash(bytes, size, bytes, UInt64(size), nil, 0)
            }
        }
        return digest
    }
}
