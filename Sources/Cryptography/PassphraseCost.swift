import CSodium

/// How much work one guess at a passphrase costs: the parameters of Argon2id (RFC 9106), with one lane.
package struct PassphraseCost: Hashable, Sendable {
    /// Passes over the memory, 1 to 16.
    package let passes: UInt64
    /// Memory in kibibytes, 8 MiB to 4 GiB.
    package let memoryKibibytes: UInt64

    /// About a tenth of a second and 64 MiB: for tests and very small machines.
    package static let interactive = PassphraseCost(uncheckedPasses: 2, memoryKibibytes: 64 << 10)
    /// About a second and 256 MiB: the default.
    package static let moderate = PassphraseCost(uncheckedPasses: 3, memoryKibibytes: 256 << 10)
    /// Several seconds and 1 GiB: for a root key that is used once a year.
    package static let sensitive = PassphraseCost(uncheckedPasses: 4, memoryKibibytes: 1 << 20)

    /// - Throws: ``CryptographyError/costOutOfRange``, so that a forged file can neither exhaust the memory
    ///   nor make guessing cheap.
    package init(passes: UInt64, memoryKibibytes: UInt64) throws(CryptographyError) {
        guard (1...16).contains(passes), (8 << 10...4 << 20).contains(memoryKibibytes) else {
            throw .costOutOfRange
        }
        self.init(uncheckedPasses: passes, memoryKibibytes: memoryKibibytes)
    }

    private init(uncheckedPasses passes: UInt64, memoryKibibytes: UInt64) {
        self.passes = passes
        self.memoryKibibytes = memoryKibibytes
    }
}

/// The salt of a passphrase, 16 bytes, drawn anew for each secret that a passphrase seals.
package struct PassphraseSalt: FixedSizeBytes {
    /// 16 bytes.
    package static let size = 16
    /// 16 random bytes, stored beside what the passphrase seals.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 16.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }
}

extension SecretBytes {
    /// The sealing key of 32 bytes that a passphrase stands for: Argon2id version 1.3 (RFC 9106).
    ///
    /// - Throws: ``CryptographyError/outOfMemory`` if the machine lacks the memory that the cost asks for.
    package static func key(
        fromPassphrase passphrase: SecretBytes, salt: PassphraseSalt, cost: PassphraseCost
    ) throws(CryptographyError) -> SecretBytes {
        guard salt.bytes.count == PassphraseSalt.size else {
            throw .sizeMismatch(expected: PassphraseSalt.size, found: salt.bytes.count)
        }
        var result: Int32 = -1
        let key = try SecretBytes(count: Sealing.keySize) { target in
            passphrase.withPointer { words in
                result = words.withMemoryRebound(to: CChar.self, capacity: passphrase.count) { words in
                    crypto_pwhash(
                        target, UInt64(Sealing.keySize), words, UInt64(passphrase.count), salt.bytes,
                        cost.passes,
                        Int(cost.memoryKibibytes) << 10, crypto_pwhash_ALG_ARGON2ID13)
                }
            }
        }
        guard result == 0 else { throw .outOfMemory }
        return key
    }
}
