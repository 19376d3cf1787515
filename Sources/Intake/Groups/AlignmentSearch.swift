import TextForm

/// The search behind ``GroupAlignment``.
struct AlignmentSearch {
    private typealias Cost = AlignmentCost

    /// How far the number of a group may be from what its place in the text says.
    private static let band = 12
    private static let width = 2 * band + 1
    private static let lengths = 7...AlignmentAhead.longest
    /// A way that is dearer by this than another to nearly the same place is not followed.
    private static let worstDetour = 45

    private let symbols: [TypedSymbol]
    private let first: Int
    /// Whether more symbols follow, so that the last ones may be a part of a group.
    private let isCut: Bool
    /// Whether blanks or line breaks part the groups, so that they say something.
    private let areParted: Bool
    private var best: [Int]
    /// The cheapest state at each place.
    private var cheapest: [Int]
    private var steps: [Step?]

    /// How a state was come to.
    private struct Step {
        let from: Int
        let one: GroupAlignment.Segment
        let other: GroupAlignment.Segment?
    }

    init(_ symbols: [TypedSymbol], from first: Int, isCut: Bool) {
        self.isCut = isCut
        self.symbols = Array(symbols.prefix(GroupAlignment.longest))
        self.first = first
        let gaps = symbols.count { $0.gap >= .blank }
        areParted = gaps * 20 >= symbols.count
        let states = (self.symbols.count + 1) * Self.width
        best = [Int](repeating: .max, count: states)
        cheapest = [Int](repeating: .max, count: self.symbols.count + 1)
        steps = [Step?](repeating: nil, count: states)
    }

    /// A state: before the symbol at a place, after the group of a number.
    private func state(_ place: Int, after number: Int) -> Int? {
        let offset = number - (first - 1) - place / GroupCheck.groupSymbols + Self.band
        guard offset >= 0, offset < Self.width, number >= 0 else { return nil }
        return place * Self.width + offset
    }

    mutating func segments() -> [GroupAlignment.Segment] {
        guard !symbols.isEmpty, let start = state(0, after: first - 1) else { return [] }
        best[start] = 0
        cheapest[0] = 0
        for place in symbols.indices where cheapest[place] < .max {
            let near = place..<min(place + GroupCheck.groupSymbols, cheapest.count)
            let limit = (cheapest[near].min() ?? 0) + Self.worstDetour
            let ahead = AlignmentAhead(symbols[place...], areParted: areParted)
            for offset in 0..<Self.width where best[place * Self.width + offset] <= limit {
                let number = offset - Self.band + place / GroupCheck.groupSymbols + first - 1
                extend(from: place, after: number, ahead)
            }
        }
        return wayBack()
    }

    private func wayBack() -> [GroupAlignment.Segment] {
        let last = symbols.count * Self.width
        let ends = (last..<last + Self.width).filter { best[$0] < .max }
        guard var state = ends.min(by: { best[$0] < best[$1] }) else { return [] }
        var found: [GroupAlignment.Segment] = []
        while let step = steps[state] {
            if let other = step.other { found.append(other) }
            found.append(step.one)
            state = step.from
        }
        return found.reversed()
    }

    private mutating func take(
        _ cost: Int, after number: Int, _ one: GroupAlignment.Segment, _ other: GroupAlignment.Segment? = nil
    ) {
        let end = (other ?? one).range.upperBound
        guard let old = state(one.range.lowerBound, after: number),
            let new = state(end, after: max(one.number, other?.number ?? 0)), best[old] + cost < best[new]
        else { return }
        best[new] = best[old] + cost
        cheapest[end] = min(cheapest[end], best[new])
        steps[new] = Step(from: old, one: one, other: other)
    }

    /// Every way to go on from a place.
    private mutating func extend(from place: Int, after number: Int, _ ahead: AlignmentAhead) {
        for length in 1...ahead.fits.count {
            let end = place + length
            let isLast = end == symbols.count
            let isBeforeLast = symbols.count - end <= GroupCheck.groupSymbols
            let isGroup = isLast || Self.lengths.contains(length)
            guard isGroup || isBeforeLast else { continue }
            let fit = ahead.fits[length - 1]
            let cost = ahead.costs[length - 1]
            if isGroup { advance(place..<end, after: number, fit: fit, cost: cost, ahead) }
            if length == GroupCheck.groupSymbols { takeSpare(place..<end, after: number, cost: cost) }
            guard let fit else { continue }
            if length == GroupCheck.groupSymbols || isLast && !isCut {
                jump(place..<end, after: number, fit: fit, cost: cost)
            }
            if length == GroupCheck.groupSymbols || isBeforeLast {
                swap(place..<end, after: number, fit: fit, cost: cost)
            }
        }
    }

    /// The next group, right or wrong.
    private mutating func advance(
        _ range: Range<Int>, after number: Int, fit: UInt8?, cost: Int, _ ahead: AlignmentAhead
    ) {
        let seed = GroupCheck.seed(of: number + 1)
        let isShort = range.upperBound == symbols.count && range.count <= GroupCheck.groupSymbols
        let fits = fit == seed && (isShort || range.count == GroupCheck.groupSymbols)
        var cost = cost + printed(range, number: number + 1)
        if !fits {
            let isDoubled =
                range.count == GroupCheck.groupSymbols + 1 && ahead.doubled >> UInt32(seed) & 1 == 1
            let length = isDoubled ? Cost.doubled : Cost.length(range.count)
            cost += isShort ? (isCut ? Cost.cut : Cost.wrong) : length
        }
        let segment = GroupAlignment.Segment(
            range: range, number: number + 1, finding: fits ? .fits : .wrong)
        take(cost, after: number, segment)
        // A number that is printed before a group is believed, although the group is wrong.
        guard !fits, let printed = ahead.printed, printed > number + 1 else { return }
        let named = GroupAlignment.Segment(range: range, number: printed, finding: .wrong)
        let gap = Cost.leftOut + (printed - number - 2) * Cost.furtherLeftOut
        take(cost - Cost.otherNumber + gap, after: number, named)
    }

    private func printed(_ range: Range<Int>, number: Int) -> Int {
        guard let printed = symbols[range.lowerBound].number else { return 0 }
        return printed == number ? 0 : Cost.otherNumber
    }

    private mutating func takeSpare(_ range: Range<Int>, after number: Int, cost: Int) {
        guard number >= first else { return }
        let segment = GroupAlignment.Segment(range: range, number: number, finding: .spare)
        take(cost + Cost.spare, after: number, segment)
    }

    /// A group that fits another place: groups before it are left out, or it is there twice.
    private mutating func jump(_ range: Range<Int>, after number: Int, fit: UInt8, cost: Int) {
        let ahead = (Int(fit) - number - 1) & 31
        // A short one by itself is likelier the beginning of the one that is awaited.
        guard ahead != 0, range.lowerBound > 0 || range.count == GroupCheck.groupSymbols else { return }
        if ahead <= Self.band {
            let target = number + 1 + ahead
            let segment = GroupAlignment.Segment(range: range, number: target, finding: .fits)
            let leftOut = Cost.leftOut + (ahead - 1) * Cost.furtherLeftOut
            take(cost + leftOut + printed(range, number: target), after: number, segment)
        }
        let back = 32 - ahead
        let distance = back * GroupCheck.groupSymbols
        guard back <= Self.band, number + 1 - back >= first, range.lowerBound >= distance,
            zip(symbols[range], symbols[(range.lowerBound - distance)...]).allSatisfy({ $0.value == $1.value }
            )
        else { return }
        let segment = GroupAlignment.Segment(range: range, number: number + 1 - back, finding: .repeated)
        take(cost + Cost.repeated, after: number, segment)
    }

    /// This group and the next, each in the other's place; one of them may be the short one at the end.
    private mutating func swap(_ range: Range<Int>, after number: Int, fit: UInt8, cost: Int) {
        guard fit == GroupCheck.seed(of: number + 2) else { return }
        let rest = symbols[range.upperBound...].prefix(GroupCheck.groupSymbols)
        let values = rest.compactMap(\.value)
        let isFull = rest.count == GroupCheck.groupSymbols
        guard rest.count > 1, values.count == rest.count, isFull || rest.endIndex == symbols.count,
            isFull || range.count == GroupCheck.groupSymbols, GroupCheck.fits(values, number: number + 1)
        else { return }
        let next = rest.startIndex..<rest.endIndex
        take(
            cost + Cost.swapped, after: number,
            GroupAlignment.Segment(range: range, number: number + 2, finding: .fits),
            GroupAlignment.Segment(range: next, number: number + 1, finding: .fits))
    }
}
