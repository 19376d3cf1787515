import TextForm

/// What a way of parting costs. A wrong check says five bits; so does a fitting one.
enum AlignmentCost {
    static let wrong = 10
    /// A part of a group, where more follows.
    static let cut = 1
    /// A group that fits without one of two neighbours that are the same.
    static let doubled = 8
    /// Three groups wrong in a row are dearer than one left out, two are cheaper.
    static let leftOut = 9
    static let furtherLeftOut = 1
    static let swapped = 9
    static let repeated = 5
    static let spare = 16
    static let otherNumber = 8

    /// A wrong group of this many symbols that is not the last.
    static func length(_ count: Int) -> Int {
        let off = abs(count - GroupCheck.groupSymbols)
        return off == 0 ? wrong : 11 + 6 * (off - 1)
    }

    /// What parts two symbols, where a group ends.
    static func boundary(_ gap: TypedSymbol.Gap, areParted: Bool) -> Int {
        switch gap {
        case .line: 0
        case .blank: 0
        case .dash: areParted ? 1 : 0
        case .none: areParted ? 3 : 0
        }
    }

    /// What parts two symbols, inside a group.
    static func inside(_ gap: TypedSymbol.Gap, place: Int, areParted: Bool) -> Int {
        guard areParted, place != GroupCheck.groupSymbols / 2 else { return 0 }
        return switch gap {
        case .none: 0
        case .dash: 1
        case .blank: 2
        case .line: 3
        }
    }
}
