/// Six decimal digits, read as three and three: five of data, then a check digit that also says which group of
/// the code it is.
package struct DigitGroup: Hashable, Sendable {
    /// The digits of data in a group.
    package static let dataDigits = 5
    /// All digits of a group.
    package static let size = 6
    /// What a group's data is below: 100,000.
    static let base: UInt32 = 100_000

    /// Six values from 0 to 9.
    package let digits: [UInt8]

    /// Six digits as they were typed; nil if they are not six, each below 10.
    package init?(digits: [UInt8]) {
        guard digits.count == Self.size, digits.allSatisfy({ $0 < 10 }) else { return nil }
        self.digits = digits
    }

    /// The group that carries a number below 100,000 at a place of a code.
    init(data: UInt32, number: Int, of direction: CodeDirection) {
        var rest = data % Self.base
        var digits = [UInt8](repeating: 0, count: Self.dataDigits)
        for place in digits.indices.reversed() {
            digits[place] = UInt8(rest % 10)
            rest /= 10
        }
        self.digits = digits + [Damm.state(after: digits, from: direction.startState(ofGroup: number))]
    }

    /// What it carries, below 100,000.
    var data: UInt32 { digits.prefix(Self.dataDigits).reduce(0) { $0 * 10 + UInt32($1) } }

    /// Whether its check digit is right at this place of such a code.
    ///
    /// - Parameter number: of the group, from 1.
    package func fits(number: Int, of direction: CodeDirection) -> Bool {
        Damm.state(after: digits, from: direction.startState(ofGroup: number)) == 0
    }
}

extension DigitGroup: CustomStringConvertible {
    /// `123 456`.
    package var description: String {
        let text = digits.map { String($0) }
        return text[..<3].joined() + " " + text[3...].joined()
    }
}
