import TextForm

/// Parts what was typed into groups so that as many as possible fit, whatever was left out, doubled or swapped:
/// one character too few must not spoil all that follows.
///
/// The cheapest way through, by dynamic programming over the place in the text and the number of the group.
/// A group that fits costs nothing. A dash, a blank or a line break is a hint where a group ends, not the truth.
struct GroupAlignment {
    /// A run of symbols that was taken for one group.
    struct Segment: Hashable {
        enum Finding: Hashable {
            /// Its check symbol fits.
            case fits
            /// It does not.
            case wrong
            /// It is the group before it once more, or one of a line of groups that is there twice.
            case repeated
            /// It is in no place; it may be a group that was typed twice, wrong the second time.
            case spare
        }

        let range: Range<Int>
        /// The group's number, counted from 1.
        let number: Int
        let finding: Finding
    }

    /// In the order in which they were typed.
    let segments: [Segment]

    /// - Parameters:
    ///   - symbols: the data and nothing after it, at most ``longest``.
    ///   - first: the number that the first group has if nothing is left out.
    ///   - isCut: whether more of it follows, so that the end may be anywhere in a group.
    init(_ symbols: [TypedSymbol], from first: Int = 1, isCut: Bool = false) {
        var search = AlignmentSearch(symbols, from: first, isCut: isCut)
        segments = search.segments()
    }

    /// The most symbols that are aligned: more than anybody types, few enough to take no time.
    static let longest = 3000
}
