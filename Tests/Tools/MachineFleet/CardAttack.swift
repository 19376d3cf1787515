import Cryptography
import Fingerprint

/// What a program that knows the product's salt and the maker of a network card can find out from digests: it tries all
/// addresses of that maker, or the first so many.
package struct CardAttack: Sendable {
    /// The digest of each address, by its last three bytes.
    package let digests: [UInt16]

    /// Tries the first 2^`bits` addresses of a maker, on all processors.
    package init(maker: String, bits: Int, salt: FingerprintSalt) async throws {
        let chunk = 1 << max(0, bits - 4)
        digests = try await withThrowingTaskGroup(of: (Int, [UInt16]).self) { group in
            for start in stride(from: 0, to: 1 << bits, by: chunk) {
                group.addTask {
                    let digests = try (start..<start + chunk).map { number in
                        let address = "\(maker):\(addressTail(number))"
                        return try ComponentDigest(
                            of: Array(address.utf8), kind: .networkCard, salt: salt
                        ).rawValue
                    }
                    return (start, digests)
                }
            }
            var parts: [(Int, [UInt16])] = []
            for try await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    /// The addresses that fit each digest, ascending; only the lowest `bits` of it count.
    package func candidates(bits: Int = 16) -> [[Int]] {
        let mask = UInt16(truncatingIfNeeded: (1 << bits) - 1)
        var candidates = [[Int]](repeating: [], count: 1 << bits)
        for (address, digest) in digests.enumerated() { candidates[Int(digest & mask)].append(address) }
        return candidates
    }

    /// The share of all cards that the best of all guessers names, who is told some digests of each card: he names one
    /// card for each thing that he may be told, and can do no better.
    ///
    /// - Parameter told: what he is told of a card, as one number, by the last three bytes of its address.
    package func namedShare(told: (Int) -> UInt64) -> Double {
        let all = digests.indices.map(told).sorted()
        let different = 1 + zip(all, all.dropFirst()).count { $0 != $1 }
        return Double(different) / Double(all.count)
    }
}
