import PhoneCode
import TestSupport

/// The errors that are counted.
enum SlipKind: CaseIterable {
    case digit, neighbours, neighbouringGroups, leftOut, repeated
    case otherGroup, groups, jump, twins, soundsAlike

    /// What it is called in the table.
    var name: String {
        switch self {
        case .digit: "one wrong digit (all)"
        case .neighbours: "two neighbouring digits swapped (all)"
        case .neighbouringGroups: "two neighbouring groups swapped (all)"
        case .leftOut: "a group left out, the following move up (all but the last)"
        case .repeated: "a group repeated, the following move down (all but the last)"
        case .otherGroup: "a random group in the place of another"
        case .groups: "two groups swapped, at any distance"
        case .jump: "two digits swapped over one (abc, cba)"
        case .twins: "twins (aa, bb)"
        case .soundsAlike: "digits that sound alike (13, 30 to 19, 90)"
        }
    }

    /// All such errors in a code of so many groups; nil where they are too many, and some are drawn instead.
    func all(groupCount: Int) -> [Slip]? {
        let (groups, places) = (1...groupCount, 0..<DigitGroup.size)
        switch self {
        case .digit:
            return groups.flatMap { group in
                places.flatMap { place in
                    (UInt8(1)...9).map { .digit(group: group, place: place, more: $0) }
                }
            }
        case .neighbours:
            return groups.flatMap { group in
                places.dropLast().map { .neighbours(group: group, place: $0) }
            }
        case .neighbouringGroups: return groups.dropLast().map { .groups($0, $0 + 1) }
        case .leftOut: return groups.dropLast().map { .leftOut(group: $0) }
        case .repeated: return groups.dropLast().map { .repeated(group: $0) }
        case .otherGroup, .groups, .jump, .twins, .soundsAlike: return nil
        }
    }

    /// Any such error, all alike likely; not every code can have it.
    func draw(groupCount: Int, _ random: inout SeededGenerator) -> Slip? {
        let group = random.number(1...groupCount)
        switch self {
        case .otherGroup:
            let digits = (0..<DigitGroup.size).map { _ in UInt8(random.number(0...9)) }
            return .otherGroup(group: group, digits: digits)
        case .groups: return .groups(group, random.number(1...groupCount))
        case .jump: return .jump(group: group, place: random.number(0...DigitGroup.size - 3))
        case .twins:
            let place = random.number(0...DigitGroup.size - 2)
            return .twins(group: group, place: place, more: UInt8(random.number(1...9)))
        case .soundsAlike: return .soundsAlike(group: group, place: random.number(0...DigitGroup.size - 2))
        case .digit, .neighbours, .neighbouringGroups, .leftOut, .repeated:
            return all(groupCount: groupCount)?.randomElement(using: &random)
        }
    }

    /// Which part of them Damm's check misses, by the table and the places' numbers.
    func computed(_ table: DammTable, _ direction: CodeDirection) -> Double {
        let places = PlaceTheory(direction: direction)
        switch self {
        case .digit:
            return table.missed(width: 1) { digits in
                (UInt8(1)...9).map { [(digits[0] + $0) % 10] }
            }
        case .neighbours: return table.missed(width: 2) { [[$0[1], $0[0]]] }
        case .jump: return table.missed(width: 3) { [[$0[2], $0[1], $0[0]]] }
        case .twins:
            return table.missed(width: 2) { digits in
                digits[0] == digits[1]
                    ? (UInt8(1)...9).map { more in digits.map { ($0 + more) % 10 } } : []
            }
        case .soundsAlike:
            return table.missed(width: 2) { digits in
                Slip.alike(digits[0], digits[1]).map { [[$0.0, $0.1]] } ?? []
            }
        // Of all groups but the right one, those that fit.
        case .otherGroup: return (100_000.0 - 1) / (1_000_000 - 1)
        case .neighbouringGroups: return places.missedSwaps { $1 == $0 + 1 }
        case .groups: return places.missedSwaps { _, _ in true }
        case .leftOut: return places.missedShifts(by: -1)
        case .repeated: return places.missedShifts(by: 1)
        }
    }
}
