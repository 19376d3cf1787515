import CSodium

/// BLAKE2b with a key (RFC 7693): a message authentication code, and a pseudo-random function.
package enum KeyedHash {
    /// - Parameters:
    ///   - message: any number of bytes.
    ///   - key: 15 to 64 bytes. (An activation key is 15 bytes; all other keys here are 32.)
    ///   - size: of the tag, 16 to 64 bytes. The size is an input of the hash: a shorter tag is not the
    ///     beginning of a longer one.
    /// - Throws: ``CryptographyError/sizeMismatch(expected:found:)``, ``CryptographyError/unavailable``.
    package static func tag(of message: [UInt8], key: SecretBytes, size: Int) throws(CryptographyError)
        -> [UInt8]
    {
        try check(keySize: key.count, tagSize: size)
        return key.withUnsafeBytes { hash(message, key: $0, size: size) }
    }

    /// The same with a key that is no secret, such as a product's salt.
    package static func tag(of message: [UInt8], publicKey key: [UInt8], size: Int) throws(CryptographyError)
        -> [UInt8]
    {
        try check(keySize: key.count, tagSize: size)
        return key.withUnsafeBytes { hash(message, key: $0, size: size) }
    }

    /// Whether two tags are the same, in a time that does not depend on where they differ.
    package static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && sodium_memcmp(one, other, one.count) == 0
    }

    private static func check(keySize: Int, tagSize: Int) throws(CryptographyError) {
        guard Sodium.isReady else { throw .unavailable }
        guard (15...64).contains(keySize) else { throw .sizeMismatch(expected: 32, found: keySize) }
        guard (16...64).contains(tagSize) else { throw .sizeMismatch(expected: 32, found: tagSize) }
    }

    private static func hash(_ message: [UInt8], key: UnsafeRawBufferPointer, size: Int) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: size)
        let keyBytes = key.bindMemory(to: UInt8.self)
        crypto_generichash(&tag, size, message, UInt64(message.count), keyBytes.baseAddress, key.count)
        return tag
    }
}
