import TextForm

/// Addresses in a text that lead elsewhere, `https://www.reddit.com/r/shipcad` say: what stands behind an `r` in them
/// is no data of ours, and must not hide what is.
enum ForeignLinks {
    /// Groups of real data that are looked at, and how many must fit.
    private static let (looked, wanted) = (4, 2)

    /// Whether a beginning is an address, and what follows has not the look of data.
    static func isForeign(_ found: FoundHead, in text: [Unicode.Scalar]) -> Bool {
        guard found.isAddress else { return false }
        let symbols = TypedSymbol.symbols(in: text[found.data].prefix(64 * looked))
        let groups = (0..<looked).map { symbols.dropFirst($0 * GroupCheck.groupSymbols) }
            .map { $0.prefix(GroupCheck.groupSymbols) }
        let fitting = zip(1..., groups).count { number, group in
            let values = group.compactMap(\.value)
            return values.count == GroupCheck.groupSymbols && GroupCheck.fits(values, number: number)
        }
        return fitting < wanted
    }

    /// The text with blanks in the place of every address that leads elsewhere.
    static func blanked(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let ours = FoundHead.all(in: text).filter { !isForeign($0, in: text) }.map(\.start)
        var blanked = text
        var place = 0
        while place < text.count {
            guard FoundHead.scheme(at: place, in: text) != nil else {
                place += 1
                continue
            }
            let end = text[place...].firstIndex { $0.isBlank || $0.isLineBreak } ?? text.count
            if !ours.contains(where: (place..<end).contains) {
                for letter in place..<end { blanked[letter] = " " }
            }
            place = end
        }
        return blanked
    }
}
