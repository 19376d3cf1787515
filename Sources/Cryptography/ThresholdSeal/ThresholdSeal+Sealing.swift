extension ThresholdSeal {
    /// Seals a secret.
    ///
    /// - Parameters:
    ///   - secret: 32 bytes.
    ///   - locks: a lock that is given twice counts once.
    ///   - neededUnits: how many units open the seal.
    ///   - context: what the secret is and where it belongs; opening needs the same. It is not stored.
    /// - Throws: ``CryptographyError/notEnough(presentUnits:neededUnits:hasStrong:)`` if all locks together do not
    ///   open it; ``CryptographyError/thresholdOutOfRange`` if no unit is needed or there are more than 255;
    ///   ``CryptographyError/malformedSeal`` for a lock that no seal can have;
    ///   ``CryptographyError/sizeMismatch(expected:found:)`` for a secret that is not 32 bytes, or a source of
    ///   randomness that does not give what it is asked for.
    package static func seal(
        _ secret: SecretBytes, locks: [Lock], neededUnits: Int, context: [UInt8], random: some RandomSource
    ) throws(CryptographyError) -> ThresholdSeal {
        try check(size: secret.count, is: secretSize)
        let locks = try usable(locks, neededUnits: neededUnits)
        let salt = random.bytes(count: saltSize)
        try check(size: salt.count, is: saltSize)
        let first = try SecretBytes.random(count: shareSize, from: random)
        var second = random.bytes(count: shareSize)
        defer { second.zeroize() }
        try check(size: first.count, is: shareSize)
        try check(size: second.count, is: shareSize)

        let shares = try SecretSharing.sharesInARow(
            of: first, threshold: neededUnits, shares: locks.reduce(0) { $0 + $1.units }, random: random)
        var entries: [Entry] = []
        var sharesBefore = 0
        for lock in locks {
            let ciphertext = try encrypt(
                lock, salt: salt, sharesBefore: sharesBefore, shares: shares, first: first, second: second)
            let label = lock.candidate.label
            try entries.append(
                Entry(label: label, units: lock.units, isStrong: lock.isStrong, ciphertext: ciphertext))
            sharesBefore += lock.units
        }
        let key = try sealingKey(first: first, second: second)
        let wholeContext = authenticated(
            salt: salt, neededUnits: neededUnits, entries: entries, context: context)
        let sealed = try Sealing.seal(secret, key: key, context: wholeContext, random: random)
        return try ThresholdSeal(salt: salt, neededUnits: neededUnits, entries: entries, sealed: sealed)
    }

    /// The locks without repetitions, if a seal of them can be made and opened.
    private static func usable(_ locks: [Lock], neededUnits: Int) throws(CryptographyError) -> [Lock] {
        var seen: Set<Candidate> = []
        let locks = locks.filter { seen.insert($0.candidate).inserted }
        guard locks.allSatisfy({ unitsOfALock.contains($0.units) }) else { throw .malformedSeal }
        let total = locks.reduce(0) { $0 + $1.units }
        guard neededUnits >= 1, total <= mostUnits else { throw .thresholdOutOfRange }
        let hasStrong = locks.contains(where: \.isStrong)
        guard total >= neededUnits, hasStrong else {
            throw .notEnough(presentUnits: total, neededUnits: neededUnits, hasStrong: hasStrong)
        }
        return locks
    }

    private static func encrypt(
        _ lock: Lock, salt: [UInt8], sharesBefore: Int, shares: SecretBytes, first: SecretBytes,
        second: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        let key = try LockKey(
            salt: salt, firstShare: UInt8(sharesBefore + 1), candidate: lock.candidate)
        var ciphertext = [UInt8](repeating: 0, count: lock.units * shareSize)
        shares.withPointer {
            key.xorStream($0 + sharesBefore * shareSize, count: ciphertext.count, into: &ciphertext)
        }
        if lock.isStrong {
            var masked = second
            try key.xorSecond(&masked, first: first)
            ciphertext += masked
        }
        return ciphertext
    }

    /// The key of the sealed secret: BLAKE2b-256, keyed with S1, of the text `countersign threshold seal` and S2.
    static func sealingKey(first: SecretBytes, second: [UInt8]) throws(CryptographyError) -> SecretBytes {
        var message = Array("countersign threshold seal".utf8)
        message += second
        defer { message.zeroize() }
        var key = try KeyedHash.tag(of: message, key: first, size: Sealing.keySize)
        return try SecretBytes(taking: &key)
    }

    /// All that is authenticated with the secret: the text `countersign threshold seal`, the salt, the needed
    /// units, the number of locks; of each lock the label's length, the label, the units, 1 if it is strong, else
    /// 0, the ciphertext; and at last the caller's context. Each number is one byte.
    static func authenticated(
        salt: [UInt8], neededUnits: Int, entries: [Entry], context: [UInt8]
    ) -> [UInt8] {
        var bytes = Array("countersign threshold seal".utf8) + salt
        bytes += [UInt8(truncatingIfNeeded: neededUnits), UInt8(truncatingIfNeeded: entries.count)]
        for entry in entries {
            bytes.append(UInt8(truncatingIfNeeded: entry.label.count))
            bytes += entry.label
            bytes += [UInt8(truncatingIfNeeded: entry.units), entry.isStrong ? 1 : 0]
            bytes += entry.ciphertext
        }
        return bytes + context
    }

    private static func check(size: Int, is expected: Int) throws(CryptographyError) {
        guard size == expected else { throw .sizeMismatch(expected: expected, found: size) }
    }
}
