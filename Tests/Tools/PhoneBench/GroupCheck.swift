import PhoneCode
import TestSupport

/// A way to check groups of six digits: five of data and a check digit.
protocol GroupCheck {
    /// The digits of a code's groups, each with the check digit that it has by this check.
    func groups(_ spoken: [DigitGroup]) -> [[UInt8]]

    /// Whether six digits are right at a place of a code.
    ///
    /// - Parameter number: of the group, from 1.
    func fits(_ digits: [UInt8], number: Int, of direction: CodeDirection) -> Bool
}

/// The check of the product itself, through its public face: Damm's, which begins with the number of the
/// group.
struct DammCheck: GroupCheck {
    /// The groups as they are spoken.
    func groups(_ spoken: [DigitGroup]) -> [[UInt8]] { spoken.map(\.digits) }

    /// What the product says of such a group.
    func fits(_ digits: [UInt8], number: Int, of direction: CodeDirection) -> Bool {
        DigitGroup(digits: digits)?.fits(number: number, of: direction) ?? false
    }
}

/// For comparison: the sum of the digits modulo seven, wherever the group stands.
struct SumCheck: GroupCheck {
    /// How often the second and the fourth digit count: 1 for the plain sum.
    let weightOfEven: Int

    /// The same data with the check digit of this check.
    func groups(_ spoken: [DigitGroup]) -> [[UInt8]] {
        spoken.map { group in
            let data = Array(group.digits.prefix(DigitGroup.dataDigits))
            return data + [sum(data)]
        }
    }

    /// Whether the last digit is the sum.
    func fits(_ digits: [UInt8], number: Int, of direction: CodeDirection) -> Bool {
        sum(digits.prefix(DigitGroup.dataDigits)) == digits[DigitGroup.dataDigits]
    }

    /// What the check digit must be.
    private func sum(_ data: some Sequence<UInt8>) -> UInt8 {
        let total = data.enumerated().reduce(0) {
            $0 + Int($1.element) * ($1.offset % 2 == 1 ? weightOfEven : 1)
        }
        return UInt8(total % 7)
    }
}

/// Codes that say nothing.
enum RandomCode {
    /// A code of random bits.
    ///
    /// - Throws: ``PhoneBench/Failure/noCode``.
    static func next(_ direction: CodeDirection, _ random: inout SeededGenerator) throws -> SpokenCode {
        var bytes = random.bytes((direction.bitCount + 7) / 8)
        bytes[0] &= 0xff >> UInt8(bytes.count * 8 - direction.bitCount)
        guard let code = SpokenCode(bytes: bytes, direction: direction) else {
            throw PhoneBench.Failure.noCode
        }
        return code
    }
}
