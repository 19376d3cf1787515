import CZxcvbn

/// Whether a new passphrase is too easy to guess: as libzxcvbn judges it, which knows words, names, dates and keys side by
/// side; where that is not installed, by a rule that only sees repetitions and runs.
struct PassphraseJudge: Sendable {
    /// The least that a passphrase must be worth. At a thousand guesses a second on each of a thousand computers, half of
    /// 2^50 take 17 years.
    static let leastBits = 50.0
    /// What more bytes add is not looked at; the library takes longer for each.
    private static let mostBytes = 100
    /// So many characters must not follow from those before them, and so many must differ.
    private static let (leastSurprising, leastDifferent) = (10, 6)

    private let usesLibrary: Bool

    /// The library's, where it is there.
    static let usual = PassphraseJudge(usesLibrary: true)
    /// The rule's.
    static let rule = PassphraseJudge(usesLibrary: false)

    /// Whether the library is there.
    static var hasLibrary: Bool { czx_is_available() }

    /// Whether it should not be taken.
    func isGuessable(_ passphrase: borrowing [UInt8]) -> Bool {
        if usesLibrary, Self.hasLibrary { return Self.bits(of: passphrase) < Self.leastBits }
        return Self.isMonotonous(passphrase)
    }

    private static func bits(of passphrase: borrowing [UInt8]) -> Double {
        let count = min(passphrase.count, mostBytes)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { text in
            text.initialize(repeating: 0)
            for index in 0..<count { text[index] = CChar(bitPattern: passphrase[index]) }
            defer { text.update(repeating: 0) }
            return text.baseAddress.map { czx_bits($0) } ?? 0
        }
    }

    /// Whether nearly all of it follows from what is before: `aaaa`, `1234`, `abcabc`.
    private static func isMonotonous(_ bytes: borrowing [UInt8]) -> Bool {
        var seen = [Bool](repeating: false, count: 256)
        var surprising = 0
        for index in bytes.indices {
            seen[Int(bytes[index])] = true
            if !follows(index, bytes) { surprising += 1 }
        }
        return surprising < leastSurprising || seen.count(where: { $0 }) < leastDifferent
    }

    /// Whether a byte goes on with a run, or ends three that were there before.
    private static func follows(_ index: Int, _ bytes: borrowing [UInt8]) -> Bool {
        guard index >= 1 else { return false }
        let step = Int(bytes[index]) - Int(bytes[index - 1])
        if step == 0 || abs(step) == 1 { return true }
        guard index >= 3 else { return false }
        for start in 0..<(index - 2)
        where bytes[start] == bytes[index - 2] && bytes[start + 1] == bytes[index - 1]
            && bytes[start + 2] == bytes[index]
        {
            return true
        }
        return false
    }
}
