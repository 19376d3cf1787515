import PhoneCode
import TestSupport

/// At which other places a group is right as well: where the check begins with the same state, whatever the
/// digits are, because each digit makes ten states of ten states.
struct PlaceTheory {
    /// Which way the code goes.
    let direction: CodeDirection

    /// Whether a group that is right at one place is right at the other: as five zeros with their check digit
    /// are.
    private func isSame(_ one: Int, _ other: Int) -> Bool {
        (UInt8(0)..<10).contains { digit in
            let group = DigitGroup(digits: [0, 0, 0, 0, 0, digit])
            return group.map { [one, other].allSatisfy($0.fitsAt(direction)) } ?? false
        }
    }

    /// Which part of the swaps is missed.
    ///
    /// - Parameter counts: which pairs are meant, the smaller number first.
    func missedSwaps(_ counts: (Int, Int) -> Bool) -> Double {
        let pairs = (1...direction.groupCount).flatMap { one in
            (one...direction.groupCount).dropFirst().map { (one, $0) }.filter(counts)
        }
        return Double(pairs.count { isSame($0.0, $0.1) }) / Double(pairs.count)
    }

    /// Which part of the errors is missed that move all groups from one on, but never all of them beyond the
    /// end.
    ///
    /// - Parameter distance: by how many places.
    func missedShifts(by distance: Int) -> Double {
        let cases = (1..<direction.groupCount).map { first in
            let moved = distance < 0 ? first + 1...direction.groupCount : first...direction.groupCount - 1
            return moved.allSatisfy { isSame($0, $0 + distance) }
        }
        return Double(cases.count { $0 }) / Double(cases.count)
    }
}

extension DigitGroup {
    /// Whether it is right at a place of such a code.
    fileprivate func fitsAt(_ direction: CodeDirection) -> (Int) -> Bool {
        { fits(number: $0, of: direction) }
    }
}
