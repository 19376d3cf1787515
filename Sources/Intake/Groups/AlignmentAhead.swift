import TextForm

/// What there is to know of the symbols from one place on, whatever the number of the group that begins there.
struct AlignmentAhead {
    private typealias Cost = AlignmentCost

    /// The most symbols that are taken for one group.
    static let longest = 13

    /// For each length, the number modulo 32 that the symbols fit, by the last of them; nil if they cannot.
    private(set) var fits: [UInt8?]
    /// For each length, what the dashes, blanks and numbers say against a group that ends there.
    private(set) var costs: [Int]
    /// The numbers modulo 32, a bit each, that eleven symbols fit without one of two neighbours that are the same.
    private(set) var doubled: UInt32 = 0
    /// The number that is printed before the first of them.
    let printed: Int?

    init(_ symbols: ArraySlice<TypedSymbol>, areParted: Bool) {
        printed = symbols.first?.number
        fits = []
        costs = []
        var sum = GroupCheck.Sum()
        var isClean = true
        var hints = 0
        for (offset, symbol) in symbols.prefix(Self.longest).enumerated() {
            if let value = symbol.value { sum.append(value) } else { isClean = false }
            if offset > 0 {
                hints += Cost.inside(symbol.gap, place: offset, areParted: areParted)
                if symbol.number != nil { hints += Cost.otherNumber }
            }
            let canFit = isClean && offset > 0 && offset < GroupCheck.groupSymbols
            fits.append(canFit ? sum.number : nil)
            let next = symbols.startIndex + offset + 1
            let gap = next == symbols.endIndex ? .line : symbols[next].gap
            costs.append(hints + Cost.boundary(gap, areParted: areParted))
        }
        doubled = Self.doubled(symbols.prefix(GroupCheck.groupSymbols + 1))
    }

    private static func doubled(_ symbols: ArraySlice<TypedSymbol>) -> UInt32 {
        guard symbols.count == GroupCheck.groupSymbols + 1 else { return 0 }
        var numbers: UInt32 = 0
        for place in symbols.indices.dropFirst() where symbols[place].value == symbols[place - 1].value {
            var sum = GroupCheck.Sum()
            for other in symbols.indices where other != place {
                guard let value = symbols[other].value else { return 0 }
                sum.append(value)
            }
            numbers |= 1 << UInt32(sum.number)
        }
        return numbers
    }
}
