import Cryptography
import TestSupport
import Testing

/// The bytes of a secret, for a test that looks at them.
func plain(_ secret: SecretBytes) -> [UInt8] { secret.withUnsafeBytes { Array($0) } }

@Suite("A shared secret")
struct SecretSharingTests {
    @Test(
        "is split as another program splits it, and comes back",
        arguments: try VectorLine.all(in: "sharing.txt").filter { $0.fields[0] == "shares" })
    func vectors(_ line: VectorLine) throws {
        let threshold = try #require(Int(line.fields[1]))
        let secret = try bytes(line.fields[2])
        let expected = try line.fields[4].split(separator: ",").map { try bytes(String($0)) }
        let random = FixedRandom(try bytes(line.fields[3]))
        let shares = try SecretSharing.split(
            Sample.secret(secret), threshold: threshold, shares: expected.count, random: random)
        #expect(shares.map { plain($0.value) } == expected)
        #expect(shares.map(\.number) == (1...expected.count).map { UInt8($0) })
        let last = shares.suffix(threshold)
        #expect(try plain(SecretSharing.combine(Array(last), threshold: threshold)) == secret)
        #expect(try plain(SecretSharing.combine(shares.reversed(), threshold: threshold)) == secret)
    }

    @Test("comes back from any shares that are enough, and from no fewer")
    func subsets() throws {
        let secret = Array(UInt8(1)...32)
        for threshold in 1...5 {
            let shares = try SecretSharing.split(
                Sample.secret(secret), threshold: threshold, shares: 5, random: SeededRandom(seed: 9))
            for chosen in 1..<32 {
                let some = (0..<5).filter { chosen >> $0 & 1 == 1 }.map { shares[$0] }
                guard some.count >= threshold else {
                    // Fewer are refused; taken for enough, they give something else.
                    refuses(some, threshold, .unusableShares)
                    #expect(try plain(SecretSharing.combine(some, threshold: some.count)) != secret)
                    continue
                }
                #expect(try plain(SecretSharing.combine(some, threshold: threshold)) == secret)
            }
        }
    }

    /// For k = 2, the coefficient that leads from the one share to each secret is there exactly once: all 65,536
    /// pairs of a secret and a coefficient are tried. So it is for each of three shares.
    @Test("is any byte with equal odds for whoever has one share fewer than enough")
    func secrecy() throws {
        var ways = [[Int]](repeating: [Int](repeating: 0, count: 256 * 256), count: 3)
        // Every pair at once: byte number 256 s + c has the secret s and the coefficient c.
        let secrets = (0..<65_536).map { UInt8($0 >> 8) }
        let coefficients = (0..<65_536).map { UInt8($0 & 0xff) }
        let shares = try SecretSharing.split(
            Sample.secret(secrets), threshold: 2, shares: 3, random: FixedRandom(coefficients))
        for (index, share) in shares.enumerated() {
            for (secret, value) in zip(secrets, plain(share.value)) {
                ways[index][Int(secret) << 8 | Int(value)] += 1
            }
        }
        #expect(ways.allSatisfy { $0.allSatisfy { $0 == 1 } })
    }

    @Test("has a threshold of 1 to all shares, of which there are up to 255")
    func thresholds() throws {
        let secret = try Sample.secret([1, 2])
        for (threshold, shares) in [(0, 1), (-1, 3), (2, 1), (1, 0), (1, 256), (256, 256), (.min, .max)] {
            #expect(throws: CryptographyError.thresholdOutOfRange) {
                try SecretSharing.split(
                    secret, threshold: threshold, shares: shares, random: SeededRandom(seed: 1))
            }
        }
        let all = try SecretSharing.split(secret, threshold: 255, shares: 255, random: SeededRandom(seed: 1))
        #expect(try plain(SecretSharing.combine(all, threshold: 255)) == [1, 2])
        for threshold in [0, -1, 256, .max, .min] { refuses(all, threshold, .thresholdOutOfRange) }
    }

    @Test("does not come of shares that are repeated, numbered zero, of two lengths, or none")
    func hostile() throws {
        let shares = try SecretSharing.split(
            Sample.secret([1, 2]), threshold: 2, shares: 3, random: SeededRandom(seed: 1))
        refuses([], 1, .unusableShares)
        refuses([shares[0], shares[0]], 2, .unusableShares)
        refuses([shares[0], shares[1], shares[1]], 2, .unusableShares)
        refuses([shares[0], .init(number: 0, value: shares[1].value)], 2, .unusableShares)
        let longer = try SecretSharing.Share(number: 2, value: Sample.secret([1, 2, 3]))
        refuses([shares[0], longer], 2, .unusableShares)
        refuses([shares[0], shares[2], longer], 2, .unusableShares)
    }

    @Test("is not split with a source of randomness that gives too little")
    func brokenSource() throws {
        for count in [0, 3, 5] {
            #expect(throws: CryptographyError.sizeMismatch(expected: 4, found: count)) {
                try SecretSharing.split(
                    Sample.secret([1, 2]), threshold: 3, shares: 3,
                    random: FixedRandom([UInt8](repeating: 1, count: count)))
            }
        }
    }

    private func refuses(_ shares: [SecretSharing.Share], _ threshold: Int, _ error: CryptographyError) {
        #expect(throws: error) { try SecretSharing.combine(shares, threshold: threshold) }
    }
}
