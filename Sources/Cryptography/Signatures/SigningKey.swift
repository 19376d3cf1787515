import CSodium

/// An Ed25519 private key (RFC 8032 section 5.1.5). The secret part never leaves locked memory.
package struct SigningKey: Sendable {
    /// The size of the seed that the key is made from, 32 bytes.
    package static let seedSize = 32
    private static let expandedSize = 64

    /// The public half.
    package let publicKey: PublicKey

    /// libsodium's form: the seed, then the public key.
    private let expanded: SecretBytes

    /// A new key.
    ///
    /// - Throws: ``CryptographyError/outOfMemory``, ``CryptographyError/unavailable``.
    package static func generate(from source: some RandomSource) throws(CryptographyError) -> SigningKey {
        try SigningKey(seed: .random(count: seedSize, from: source))
    }

    /// The key that a seed of 32 bytes stands for.
    ///
    /// - Throws: ``CryptographyError/sizeMismatch(expected:found:)`` and what locked memory throws.
    package init(seed: SecretBytes) throws(CryptographyError) {
        guard seed.count == Self.seedSize else {
            throw .sizeMismatch(expected: Self.seedSize, found: seed.count)
        }
        var publicBytes = [UInt8](repeating: 0, count: PublicKey.size)
        let expanded = try SecretBytes(count: Self.expandedSize) { target in
            seed.withPointer { _ = crypto_sign_seed_keypair(&publicBytes, target, $0) }
        }
        try self.init(expanded: expanded, publicKey: PublicKey(uncheckedBytes: publicBytes))
    }

    /// Takes a key in libsodium's form. Nothing checks that its halves belong together, which is how a test
    /// stands in for memory that has gone bad; ``sign(_:)`` is what notices.
    init(expanded: SecretBytes, publicKey: PublicKey) throws(CryptographyError) {
        guard expanded.count == Self.expandedSize else {
            throw .sizeMismatch(expected: Self.expandedSize, found: expanded.count)
        }
        self.expanded = expanded
        self.publicKey = publicKey
    }

    /// The seed, to be sealed.
    ///
    /// - Throws: what locked memory throws.
    package func seed() throws(CryptographyError) -> SecretBytes {
        try SecretBytes(count: Self.seedSize) { target in
            expanded.withPointer { target.update(from: $0, count: Self.seedSize) }
        }
    }

    /// Signs, and verifies the signature before letting it out, so that a fault in the machine can not
    /// publish a signature from which the key could be computed.
    ///
    /// - Throws: ``CryptographyError/selfCheckFailed``.
    package func sign(_ message: [UInt8]) throws(CryptographyError) -> Signature {
        guard Sodium.isReady else { throw .unavailable }
        var bytes = [UInt8](repeating: 0, count: Signature.size)
        expanded.withPointer { _ = crypto_sign_detached(&bytes, nil, message, UInt64(message.count), $0) }
        let signature = Signature(uncheckedBytes: bytes)
        guard publicKey.verifies(signature, of: message) else { throw .selfCheckFailed }
        return signature
    }
}
