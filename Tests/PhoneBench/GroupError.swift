import PhoneCode

/// What people do to groups.
enum GroupError: String, CaseIterable {
    case digit = "a wrong digit, every one"
    case neighbours = "two neighbouring digits swapped, all"
    case groupsSwapped = "two neighbouring groups swapped, all"
    case leftOut = "a group left out, every one: the next in its place"
    case repeated = "a group read twice, every one: in the place of the next"
    case random = "another group"
    case swappedAnywhere = "two groups swapped, at any distance"
    case jump = "abc for cba"
    case twin = "aa for bb"
    case phonetic = "13 for 30 and the like, up to 19 for 90"

    /// A group as it was typed, and where.
    struct Typed {
        let digits: [UInt8]
        let number: Int
    }

    var isExhaustive: Bool {
        switch self {
        case .digit, .neighbours, .groupsSwapped, .leftOut, .repeated: true
        default: false
        }
    }

    /// How many errors of the kind there are in a place.
    var variants: Int {
        switch self {
        case .digit: 54
        case .neighbours: 5
        default: 1
        }
    }

    /// The groups that an error changes; nil where it changes nothing, or cannot be made.
    func made(in groups: [[UInt8]], _ number: Int, _ variant: Int, _ other: Int) -> [Typed]? {
        let group = groups[number - 1]
        switch self {
        case .groupsSwapped: return swapped(groups, number, number + 1)
        case .swappedAnywhere: return swapped(groups, number, other)
        case .leftOut:
            guard number < groups.count, groups[number] != group else { return nil }
            return [Typed(digits: groups[number], number: number)]
        case .repeated:
            guard number < groups.count, groups[number] != group else { return nil }
            return [Typed(digits: group, number: number + 1)]
        default:
            let changed = changed(group, variant)
            return changed == group ? nil : [Typed(digits: changed, number: number)]
        }
    }

    private func swapped(_ groups: [[UInt8]], _ one: Int, _ two: Int) -> [Typed]? {
        guard two <= groups.count, one != two, groups[one - 1] != groups[two - 1] else { return nil }
        return [
            Typed(digits: groups[one - 1], number: two), Typed(digits: groups[two - 1], number: one),
        ]
    }

    private func changed(_ group: [UInt8], _ variant: Int) -> [UInt8] {
        var changed = group
        switch self {
        case .digit:
            let (place, step) = (variant / 9 % 6, variant % 9 + 1)
            changed[place] = (group[place] + UInt8(step)) % 10
        case .neighbours: changed.swapAt(variant % 5, variant % 5 + 1)
        case .random:
            var rest = variant
            for place in changed.indices {
                changed[place] = UInt8(rest % 10)
                rest /= 10
            }
        case .jump: changed.swapAt(variant % 4, variant % 4 + 2)
        case .twin:
            let place = variant % 5
            guard group[place] == group[place + 1] else { break }
            let digit = UInt8(variant / 5 % 10)
            (changed[place], changed[place + 1]) = (digit, digit)
        case .phonetic:
            let place = variant % 5
            let (first, second) = (group[place], group[place + 1])
            if first == 1, second >= 3 { (changed[place], changed[place + 1]) = (second, 0) }
            if second == 0, first >= 3 { (changed[place], changed[place + 1]) = (1, first) }
        default: break
        }
        return changed
    }

    /// How many percent are missed on paper. Of errors within a group: over all groups that there are, in all ten
    /// places, each with every error of the kind.
    func computed(_ direction: CodeDirection) -> String {
        switch self {
        case .digit, .neighbours, .groupsSwapped, .leftOut, .repeated: return "0"
        case .random: return percent(99_999, of: 999_999)
        case .swappedAnywhere:
            // Those whose places are ten, twenty or thirty apart.
            let count = direction.groupCount
            let alike = stride(from: 10, to: count, by: 10).reduce(0) { $0 + count - $1 }
            return percent(alike, of: count * (count - 1) / 2)
        case .jump, .twin, .phonetic: return overAllGroups(direction)
        }
    }

    private func overAllGroups(_ direction: CodeDirection) -> String {
        var (tried, missed) = (0, 0)
        for number in 1...10 {
            for value in 0..<100_000 {
                var (rest, data) = (value, [UInt8](repeating: 0, count: 5))
                for place in data.indices {
                    data[place] = UInt8(rest % 10)
                    rest /= 10
                }
                let group = data + [CodePair.check(data, number, direction)]
                for variant in 0..<(self == .twin ? 50 : self == .jump ? 4 : 5) {
                    let other = changed(group, variant)
                    guard other != group else { continue }
                    tried += 1
                    missed += CodePair.fits(other, number, direction) ? 1 : 0
                }
            }
        }
        return percent(missed, of: tried)
    }
}
