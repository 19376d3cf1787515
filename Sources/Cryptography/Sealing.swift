import CSodium

/// Authenticated encryption with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): a random nonce of 24
/// bytes, the ciphertext, a tag of 16 bytes, in this order.
package enum Sealing {
    /// The key's size, 32 bytes.
    package static let keySize = 32
    /// How many bytes longer the sealed form is: nonce and tag, 40 bytes.
    package static let overhead = 40

    private static let nonceSize = 24
    private static let tagSize = 16

    /// - Parameters:
    ///   - context: what the secret is and where it belongs; opening needs the same. It is not stored.
    /// - Throws: ``CryptographyError/sizeMismatch(expected:found:)`` for a key that is not 32 bytes, or a
    ///   source of randomness that does not give what it is asked for.
    package static func seal(
        _ secret: SecretBytes, key: SecretBytes, context: [UInt8], random: some RandomSource
    ) throws(CryptographyError) -> [UInt8] {
        try check(key)
        let nonce = random.bytes(count: nonceSize)
        guard nonce.count == nonceSize else { throw .sizeMismatch(expected: nonceSize, found: nonce.count) }
        var sealed = [UInt8](repeating: 0, count: secret.count + tagSize)
        secret.withPointer { plain in
            key.withPointer { key in
                _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
                    &sealed, nil, plain, UInt64(secret.count), context, UInt64(context.count), nil, nonce, key
                )
            }
        }
        return nonce + sealed
    }

    /// - Throws: ``CryptographyError/authenticationFailed`` if the bytes, the key or the context differ.
    package static func open(
        _ sealed: [UInt8], key: SecretBytes, context: [UInt8]
    ) throws(CryptographyError) -> SecretBytes {
        try check(key)
        guard sealed.count >= overhead else { throw .authenticationFailed }
        let nonce = Array(sealed.prefix(nonceSize))
        let body = Array(sealed.dropFirst(nonceSize))
        var result: Int32 = -1
        let secret = try SecretBytes(count: body.count - tagSize) { target in
            key.withPointer { key in
                result = crypto_aead_xchacha20poly1305_ietf_decrypt(
                    target, nil, nil, body, UInt64(body.count), context, UInt64(context.count), nonce, key)
            }
        }
        guard result == 0 else { throw .authenticationFailed }
        return secret
    }

    private static func check(_ key: SecretBytes) throws(CryptographyError) {
        guard Sodium.isReady else { throw .unavailable }
        guard key.count == keySize else { throw .sizeMismatch(expected: keySize, found: key.count) }
    }
}
