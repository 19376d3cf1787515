import PhoneCode
import TestSupport

/// The quasigroup of the check digits, found through the product's public face alone.
struct DammTable {
    /// The next state by state and digit.
    private let next: [[UInt8]]

    /// Finds the table, and tries it on random groups at all places.
    ///
    /// From the state 0, which is that of group 10 of a request, zeros lead to 0. So the check digit of 0000a
    /// is the state after a, and that of 000ab tells what b makes of that state.
    ///
    /// - Throws: ``PhoneBench/Failure/otherCheck``.
    init() throws {
        var next = [[UInt8]](repeating: [UInt8](repeating: 0, count: 10), count: 10)
        for first in UInt8(0)..<10 {
            let state = try Self.checkDigit([0, 0, 0, 0, first], number: 10, of: .request)
            for second in UInt8(0)..<10 {
                let after = try Self.checkDigit([0, 0, 0, first, second], number: 10, of: .request)
                next[Int(state)][Int(second)] = after
            }
        }
        self.next = next
        try proveItself()
    }

    /// The one digit with which the group is right.
    static func checkDigit(_ data: [UInt8], number: Int, of direction: CodeDirection) throws -> UInt8 {
        let fitting = (UInt8(0)..<10).filter {
            DigitGroup(digits: data + [$0])?.fits(number: number, of: direction) ?? false
        }
        guard fitting.count == 1 else { throw PhoneBench.Failure.otherCheck }
        return fitting[0]
    }

    /// Each row and each column has every state once, and groups are right where the table says so.
    private func proveItself() throws {
        let all = Set(UInt8(0)..<10)
        for index in 0..<10 {
            guard Set(next[index]) == all, Set(next.map { $0[index] }) == all, next[index][index] == 0 else {
                throw PhoneBench.Failure.otherCheck
            }
        }
        var random = SeededGenerator(seed: 1)
        for _ in 0..<10_000 {
            let digits = (0..<DigitGroup.size).map { _ in UInt8(random.number(0...9)) }
            for direction in CodeDirection.allCases {
                let number = random.number(1...direction.groupCount)
                let start = UInt8((number + (direction == .request ? 0 : 5)) % 10)
                guard
                    DammCheck().fits(digits, number: number, of: direction) == (end(start, digits) == 0)
                else { throw PhoneBench.Failure.otherCheck }
            }
        }
    }

    /// The state after the digits.
    private func end(_ start: UInt8, _ digits: [UInt8]) -> UInt8 {
        digits.reduce(start) { next[Int($0)][Int($1)] }
    }

    /// Which part of the errors within a group is missed, over all states before and all digits, each alike
    /// likely, at every place where so many digits stand together.
    ///
    /// - Parameter others: what is taken for such digits; where it is the same, that is no error.
    func missed(width: Int, others: ([UInt8]) -> [[UInt8]]) -> Double {
        var (tried, missed) = (0, 0)
        for start in UInt8(0)..<10 {
            // Among the data: missed if the state behind is the same, for then all that follows is.
            let places = DigitGroup.dataDigits - width + 1
            for digits in Self.all(width) {
                for other in others(digits) where other != digits {
                    tried += places
                    missed += end(start, digits) == end(start, other) ? places : 0
                }
            }
            // With the check digit, which follows from those before it: a tenth as many cases, each ten times
            // as likely.
            for data in Self.all(width - 1) {
                let digits = data + [end(start, data)]
                for other in others(digits) where other != digits {
                    tried += 10
                    missed += end(start, other) == 0 ? 10 : 0
                }
            }
        }
        return Double(missed) / Double(tried)
    }

    /// All rows of so many digits.
    private static func all(_ width: Int) -> [[UInt8]] {
        (0..<width).reduce([[]]) { rows, _ in rows.flatMap { row in (UInt8(0)..<10).map { row + [$0] } } }
    }
}
