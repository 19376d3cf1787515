/// Shares of a secret, of which any `threshold` give it back and fewer say nothing about it (A. Shamir, How to
/// Share a Secret, Communications of the ACM 22, 1979), byte by byte over ``GF256``.
///
/// Shares carry no check of their own: a wrong one gives another secret of the same size. Whoever must know
/// opens something authentic with what comes out.
package enum SecretSharing {
    /// The largest number of shares: there are no more elements than these besides zero.
    package static let mostShares = 255

    /// The values that the secret's polynomials take at one element.
    package struct Share: Sendable {
        /// The element, 1 to 255. It is no secret.
        package let number: UInt8
        /// As many bytes as the secret has.
        package let value: SecretBytes

        /// A share as it was kept; ``SecretSharing/combine(_:threshold:)`` checks it.
        package init(number: UInt8, value: SecretBytes) {
            self.number = number
            self.value = value
        }
    }

    /// Splits a secret into shares numbered from 1.
    ///
    /// - Parameters:
    ///   - threshold: how many shares give the secret back, 1 to `shares`.
    ///   - shares: how many are made, up to 255.
    /// - Throws: ``CryptographyError/thresholdOutOfRange``, ``CryptographyError/sizeMismatch(expected:found:)``
    ///   for a source of randomness that does not give what it is asked for.
    package static func split(
        _ secret: SecretBytes, threshold: Int, shares: Int, random: some RandomSource
    ) throws(CryptographyError) -> [Share] {
        let size = secret.count
        let row = try sharesInARow(of: secret, threshold: threshold, shares: shares, random: random)
        var result: [Share] = []
        for index in 0..<shares {
            let value = try SecretBytes(count: size) { target in
                row.withPointer { target.update(from: $0 + index * size, count: size) }
            }
            result.append(Share(number: UInt8(index + 1), value: value))
        }
        return result
    }

    /// Gives back the secret that the first `threshold` of these shares were made of.
    ///
    /// - Parameter threshold: the one that the secret was split with; with another, something else comes out.
    /// - Throws: ``CryptographyError/thresholdOutOfRange``, ``CryptographyError/unusableShares``.
    package static func combine(_ shares: [Share], threshold: Int) throws(CryptographyError) -> SecretBytes {
        guard (1...mostShares).contains(threshold) else { throw .thresholdOutOfRange }
        let numbers = Set(shares.map(\.number))
        guard shares.count >= threshold, numbers.count == shares.count, !numbers.contains(0),
            let size = shares.first?.value.count, shares.allSatisfy({ $0.value.count == size })
        else { throw .unusableShares }
        let used = shares.prefix(threshold)
        let row = try SecretBytes(count: threshold * size) { target in
            for (index, share) in used.enumerated() {
                share.value.withPointer { (target + index * size).update(from: $0, count: size) }
            }
        }
        return try secret(ofSharesInARow: row, numbers: used.map(\.number))
    }

    /// The values of all shares, one behind the other in the order of their numbers.
    ///
    /// The random coefficients are drawn at once: those of degree 1 for every byte of the secret, then degree 2…
    /// Any of them may be zero, the highest too; else a share would rule out a value of the secret.
    static func sharesInARow(
        of secret: SecretBytes, threshold: Int, shares: Int, random: some RandomSource
    ) throws(CryptographyError) -> SecretBytes {
        guard (1...mostShares).contains(shares), (1...shares).contains(threshold) else {
            throw .thresholdOutOfRange
        }
        let size = secret.count
        let drawn = (threshold - 1) * size
        let coefficients = try SecretBytes.random(count: drawn, from: random)
        guard coefficients.count == drawn else {
            throw .sizeMismatch(expected: drawn, found: coefficients.count)
        }
        return try SecretBytes(count: shares * size) { target in
            for index in 0..<shares {
                let share = target + index * size
                share.initialize(repeating: 0, count: size)
                coefficients.withPointer { coefficients in
                    for degree in stride(from: threshold - 1, to: 0, by: -1) {
                        let row = coefficients + (degree - 1) * size
                        GF256.scale(share, by: UInt8(index + 1), adding: row, count: size)
                    }
                }
                secret.withPointer {
                    GF256.scale(share, by: UInt8(index + 1), adding: $0, count: size)
                }
            }
        }
    }

    /// The values at zero of the polynomials that go through these shares (Lagrange's formula).
    ///
    /// - Parameters:
    ///   - row: the values, one behind the other, of one size.
    ///   - numbers: one for each, all different, none zero, at least one.
    static func secret(ofSharesInARow row: SecretBytes, numbers: [UInt8]) throws(CryptographyError)
        -> SecretBytes
    {
        let size = row.count / max(numbers.count, 1)
        let weights = weights(of: numbers)
        return try SecretBytes(count: size) { target in
            target.initialize(repeating: 0, count: size)
            row.withPointer { row in
                for (index, weight) in weights.enumerated() {
                    GF256.add(row + index * size, times: weight, to: target, count: size)
                }
            }
        }
    }

    /// What each share counts for: the product over all others of their number divided by the difference of the
    /// two numbers. It depends on nothing secret, and is the same for all bytes.
    private static func weights(of numbers: [UInt8]) -> [UInt8] {
        let product = numbers.reduce(1, GF256.multiply)
        return numbers.map { number in
            let divisor = numbers.reduce(number) { divisor, other in
                other == number ? divisor : GF256.multiply(divisor, number ^ other)
            }
            return GF256.multiply(product, GF256.inverse(divisor))
        }
    }
}
