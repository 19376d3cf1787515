import TextForm

/// Puts what the alignment found into words for people.
struct FaultFinder {
    let symbols: [TypedSymbol]
    let segments: [GroupAlignment.Segment]
    let first: Int
    private var found: [GroupFault] = []

    init(symbols: [TypedSymbol], segments: [GroupAlignment.Segment], first: Int) {
        (self.symbols, self.segments, self.first) = (symbols, segments, first)
    }

    mutating func faults() -> [GroupFault] {
        var before = 0
        var seen: Set<Int> = []
        var leftOut = missing()
        let distant = distantSwaps()
        for (index, segment) in segments.enumerated() {
            defer {
                before = segment.number
                seen.insert(segment.number)
            }
            switch segment.finding {
            case .spare:
                if let fit = number(of: segment), let home = leftOut.first(where: { $0 & 31 == fit }) {
                    leftOut.remove(home)
                    add(home, segment, .moved(after: before))
                } else {
                    add(segment.number, segment, .spare)
                }
            case .repeated: add(segment.number, segment, .repeated)
            case .fits where seen.contains(segment.number): add(segment.number, segment, .repeated)
            case .fits:
                if index + 1 < segments.count, segments[index + 1].number == segment.number - 1 {
                    add(segment.number, segment, .swapped(with: segment.number - 1))
                } else if before == segment.number + 1, index > 0 {
                    add(segment.number, segment, .swapped(with: before))
                }
            case .wrong:
                if let other = distant[segment.number] {
                    add(segment.number, segment, .swapped(with: other))
                } else {
                    add(segment.number, segment, finding(of: segment))
                }
            }
        }
        for number in leftOut { found.append(GroupFault(number: number, typed: "", finding: .leftOut)) }
        return found.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
            .map(\.element)
    }

    private mutating func add(_ number: Int, _ segment: GroupAlignment.Segment, _ finding: GroupFault.Finding)
    {
        found.append(GroupFault(number: number, typed: Self.typed(symbols[segment.range]), finding: finding))
    }

    /// The numbers of groups that are nowhere.
    private func missing() -> Set<Int> {
        let numbers = Set(segments.filter { $0.finding != .spare }.map(\.number))
        guard let last = numbers.max(), last >= first else { return [] }
        return Set(first...last).subtracting(numbers)
    }

    /// Wrong groups that each fit in the other's place.
    private func distantSwaps() -> [Int: Int] {
        var swaps: [Int: Int] = [:]
        let wrong = segments.filter { $0.finding == .wrong && number(of: $0) != nil }
        for (index, one) in wrong.enumerated() {
            for other in wrong[(index + 1)...] where swaps[one.number] == nil && swaps[other.number] == nil {
                guard number(of: one) == other.number & 31, number(of: other) == one.number & 31 else {
                    continue
                }
                swaps[one.number] = other.number
                swaps[other.number] = one.number
            }
        }
        return swaps
    }

    /// Which number modulo 32 the group would fit; nil if it is not of ten symbols.
    private func number(of segment: GroupAlignment.Segment) -> Int? {
        let values = symbols[segment.range].compactMap(\.value)
        guard values.count == GroupCheck.groupSymbols, segment.range.count == values.count else { return nil }
        return Int(GroupCheck.number(of: values))
    }

    private func finding(of segment: GroupAlignment.Segment) -> GroupFault.Finding {
        let foreign = Self.foreign(symbols[segment.range])
        let surplus = segment.range.count - GroupCheck.groupSymbols
        if !foreign.isEmpty { return .foreign(foreign) }
        if surplus > 0 { return .tooMany(surplus) }
        // The last group may be short.
        if surplus < 0, segment.range.upperBound < symbols.count { return .tooFew(-surplus) }
        return .wrong
    }

    /// The characters that no text form has, each once.
    static func foreign(_ symbols: ArraySlice<TypedSymbol>) -> String {
        symbols.filter { $0.value == nil }.map { shown($0.character) }
            .reduce(into: "") { if !$0.contains($1) { $0.append($1) } }
    }

    /// A group as it was typed, in capitals and with a dash in the middle.
    static func typed(_ symbols: ArraySlice<TypedSymbol>) -> String {
        let shown = symbols.map { Self.shown($0.character.asciiCapital) }
        let half = GroupCheck.groupSymbols / 2
        return [shown.prefix(half), shown.dropFirst(half)].filter { !$0.isEmpty }.map { String($0) }
            .joined(separator: "-")
    }

    /// Nothing that moves a cursor or joins with its neighbours.
    private static func shown(_ scalar: Unicode.Scalar) -> Character {
        let isPlain =
            scalar.isASCII ? scalar.value > 32 && scalar.value < 127 : scalar.properties.isAlphabetic
        return isPlain ? Character(scalar) : "?"
    }
}
