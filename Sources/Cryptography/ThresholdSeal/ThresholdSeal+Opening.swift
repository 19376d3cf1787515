extension ThresholdSeal {
    /// Opens the seal with what is at hand.
    ///
    /// Up to 64 choices of candidates are tried, so that a material which only shares its label with a lock's does
    /// no harm as long as there are enough without it.
    ///
    /// - Parameters:
    ///   - candidates: all that may fit; those whose label the seal does not have are left out.
    ///   - context: the one that it was sealed with.
    /// - Throws: ``CryptographyError/notEnough(presentUnits:neededUnits:hasStrong:)`` if the labels alone say that
    ///   it cannot be opened; ``CryptographyError/authenticationFailed`` if there are labels enough, but a material,
    ///   the context or the seal itself is another.
    package func open(with candidates: [Candidate], context: [UInt8]) throws(CryptographyError) -> SecretBytes
    {
        var seen: Set<Candidate> = []
        let candidates = candidates.filter { seen.insert($0).inserted }
        let wholeContext = Self.authenticated(
            salt: salt, neededUnits: neededUnits, entries: entries, context: context)
        var choices = LockChoices(self, candidates: candidates)
        var wasTried = false
        while let choice = choices.next() {
            wasTried = true
            let key = try sealingKey(choice, candidates: candidates)
            do throws(CryptographyError) {
                return try Sealing.open(sealed, key: key, context: wholeContext)
            } catch .authenticationFailed {
                continue
            }
        }
        if wasTried { throw .authenticationFailed }
        let present = choices.present
        throw .notEnough(
            presentUnits: present.units, neededUnits: neededUnits, hasStrong: present.hasStrong)
    }

    /// The key that the choice gives, which is the right one if all its materials are.
    private func sealingKey(
        _ choice: [LockChoices.Part], candidates: [Candidate]
    ) throws(CryptographyError) -> SecretBytes {
        var used: [UsedLock] = []
        var missing = neededUnits
        for part in choice {
            let entry = entries[part.entry]
            let firstShare = UInt8(truncatingIfNeeded: firstShare(of: part.entry))
            let key = try LockKey(salt: salt, firstShare: firstShare, candidate: candidates[part.candidate])
            used.append(
                UsedLock(entry: entry, firstShare: firstShare, key: key, shares: min(missing, entry.units)))
            missing -= min(missing, entry.units)
        }
        let first = try firstKey(used)
        var second = try secondKey(used, first: first)
        defer { second.zeroize() }
        return try Self.sealingKey(first: first, second: second)
    }

    private struct UsedLock {
        let entry: Entry
        let firstShare: UInt8
        let key: LockKey
        /// How many of its shares are used.
        let shares: Int
    }

    /// S1, from exactly as many shares as are needed.
    private func firstKey(_ used: [UsedLock]) throws(CryptographyError) -> SecretBytes {
        let numbers = used.flatMap { lock in (0..<lock.shares).map { lock.firstShare + UInt8($0) } }
        let row = try SecretBytes(count: numbers.count * Self.shareSize) { target in
            var place = target
            for lock in used {
                let count = lock.shares * Self.shareSize
                lock.key.xorStream(lock.entry.ciphertext, count: count, into: place)
                place += count
            }
        }
        return try SecretSharing.secret(ofSharesInARow: row, numbers: numbers)
    }

    /// S2, from the first lock that is strong.
    private func secondKey(_ used: [UsedLock], first: SecretBytes) throws(CryptographyError) -> [UInt8] {
        guard let strong = used.first(where: \.entry.isStrong) else { throw .malformedSeal }
        var second = Array(strong.entry.ciphertext.suffix(Self.shareSize))
        try strong.key.xorSecond(&second, first: first)
        return second
    }

    /// The number of the lock's first share: one more than the units of all locks before it.
    private func firstShare(of index: Int) -> Int {
        entries.prefix(index).reduce(1) { $0 + $1.units }
    }
}
