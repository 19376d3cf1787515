import TextForm

/// Goes through a text from its beginning to its end, and counts how often it looks at a byte: the work that a
/// hostile text can cause is measured by tests, and not hoped for.
struct TextReader {
    private let text: [UInt8]
    private(set) var place = 0
    /// How many bytes were looked at so far, each as often as it was.
    private(set) var looks = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { place >= text.count }

    /// The byte so far ahead (behind, if negative), if there is one.
    mutating func peek(_ ahead: Int = 0) -> UInt8? {
        looks += 1
        let index = place + ahead
        return text.indices.contains(index) ? text[index] : nil
    }

    mutating func next() -> UInt8? {
        guard let byte = peek() else { return nil }
        place += 1
        return byte
    }

    mutating func skip(_ count: Int = 1) { place = min(text.count, place + count) }

    mutating func skip(while isWanted: (UInt8) -> Bool) {
        while let byte = peek(), isWanted(byte) { place += 1 }
    }

    /// Goes back to, or on to, a place that was there before.
    mutating func move(to place: Int) { self.place = max(0, min(text.count, place)) }

    /// Whether these letters come next, in either case.
    mutating func isAt(_ word: some Collection<UInt8>, ahead: Int = 0) -> Bool {
        for (offset, letter) in word.enumerated() {
            guard let byte = peek(ahead + offset), byte.lowercased == letter.lowercased else { return false }
        }
        return true
    }

    /// Goes behind the next such letters; stays where it is if there are none.
    mutating func skip(past word: some Collection<UInt8>) -> Bool {
        guard let first = word.first else { return true }
        let start = place
        while let byte = peek() {
            if byte.lowercased == first.lowercased, isAt(word) {
                skip(word.count)
                return true
            }
            place += 1
        }
        place = start
        return false
    }

    /// The rest of the line, without what ends it (LF, CR, or both), and goes behind that; nil at the end.
    mutating func line() -> ArraySlice<UInt8>? {
        guard !isAtEnd else { return nil }
        let start = place
        skip { $0 != .lineFeed && $0 != .carriageReturn }
        let line = text[start..<place]
        if next() == .carriageReturn, peek() == .lineFeed { place += 1 }
        return line
    }
}

extension UInt8 {
    /// A blank or a line end.
    var isSpace: Bool { isBlank || isLineEnd }
    /// An ASCII letter.
    var isLetter: Bool { (97...122).contains(lowercased) }
    /// An ASCII digit.
    var isDigit: Bool { (48...57).contains(self) }
    /// ASCII letters in lower case, all else as it is.
    var lowercased: UInt8 { (65...90).contains(self) ? self + 32 : self }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }
}
