import TextForm

/// A group's number as it is printed before it, `07.`; `7:`, `7)`, `(7)`, `[7]` and `#7` are taken too. Neither
/// a full stop nor any of the others occurs in data.
struct GroupNumber {
    let value: Int
    /// The place after it.
    let end: Int

    private static let longest = 4

    init?(at start: Int, in text: ArraySlice<Unicode.Scalar>, mayBeBare: Bool = false) {
        var place = start
        let opening = text[place]
        let isOpened = opening == "(" || opening == "[" || opening == "#"
        if isOpened { place += 1 }
        var value = 0
        let first = place
        while place < text.endIndex, place - first < Self.longest, let digit = text[place].digit {
            value = value * 10 + digit
            place += 1
        }
        guard place > first, value > 0 else { return nil }
        if place < text.endIndex, ".:)]".unicodeScalars.contains(text[place]) {
            place += 1
        } else {
            guard isOpened || mayBeBare, place < text.endIndex, text[place].isBlank else { return nil }
            // A line with nothing but a number is a line of data.
            guard let next = text[place...].first(where: { !$0.isBlank }), !next.isLineBreak else {
                return nil
            }
        }
        self.value = value
        end = place
    }
}
