import PhoneCode

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
