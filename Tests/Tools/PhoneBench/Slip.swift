import PhoneCode

/// One error of somebody who speaks, listens or types: what is done to a code, whatever its digits are.
/// Groups have numbers from 1, digits have places from 0.
enum Slip {
    /// A digit is another: so much more, modulo ten.
    case digit(group: Int, place: Int, more: UInt8)
    /// A digit and the next are swapped.
    case neighbours(group: Int, place: Int)
    /// A digit and the one after the next are swapped.
    case jump(group: Int, place: Int)
    /// Two equal digits are two others: each so much more, modulo ten.
    case twins(group: Int, place: Int, more: UInt8)
    /// Thirteen for thirty, or thirty for thirteen, and the like up to nineteen and ninety.
    case soundsAlike(group: Int, place: Int)
    /// Other digits stand there.
    case otherGroup(group: Int, digits: [UInt8])
    /// Two groups are swapped.
    case groups(Int, Int)
    /// A group is not there, and all behind it move up.
    case leftOut(group: Int)
    /// A group is there twice, and all behind it move down.
    case repeated(group: Int)

    /// A group where it was typed.
    typealias Typed = (number: Int, digits: [UInt8])

    /// The groups that stand where they do not belong, or are other than they were; nil where nothing
    /// changes, which is no error. What is behind the last place is not regarded: to count the groups takes
    /// no check digit.
    func typed(in groups: [[UInt8]]) -> [Typed]? {
        switch self {
        case .digit(let group, let place, let more):
            return changed(group, groups) { $0[place] = ($0[place] + more) % 10 }
        case .neighbours(let group, let place):
            return changed(group, groups) { $0.swapAt(place, place + 1) }
        case .jump(let group, let place):
            return changed(group, groups) { $0.swapAt(place, place + 2) }
        case .twins(let group, let place, let more):
            let digits = groups[group - 1]
            guard digits[place] == digits[place + 1] else { return nil }
            return changed(group, groups) { digits in
                for place in place...place + 1 { digits[place] = (digits[place] + more) % 10 }
            }
        case .soundsAlike(let group, let place):
            let digits = groups[group - 1]
            guard let other = Self.alike(digits[place], digits[place + 1]) else { return nil }
            return changed(group, groups) { ($0[place], $0[place + 1]) = other }
        case .otherGroup(let group, let digits):
            return digits == groups[group - 1] ? nil : [(group, digits)]
        case .groups(let one, let other):
            guard groups[one - 1] != groups[other - 1] else { return nil }
            return [(one, groups[other - 1]), (other, groups[one - 1])]
        case .leftOut(let group):
            return (group..<groups.count).map { ($0, groups[$0]) }
        case .repeated(let group):
            return (group..<groups.count).map { ($0 + 1, groups[$0 - 1]) }
        }
    }

    /// A group with other digits; nil if they are the same.
    private func changed(
        _ group: Int, _ groups: [[UInt8]], _ change: (inout [UInt8]) -> Void
    ) -> [Typed]? {
        var digits = groups[group - 1]
        change(&digits)
        return digits == groups[group - 1] ? nil : [(group, digits)]
    }

    /// 13 for 30, 30 for 13, and the like up to 19 and 90; nil for all other pairs.
    static func alike(_ first: UInt8, _ second: UInt8) -> (UInt8, UInt8)? {
        if first == 1, second >= 3 { return (second, 0) }
        if second == 0, first >= 3 { return (1, first) }
        return nil
    }
}
