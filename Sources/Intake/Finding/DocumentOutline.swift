/// A document's shape, as far as its own lengths tell where it ends: the tag 18, an array of four, in it a byte
/// string, an empty map and two byte strings.
enum DocumentOutline {
    /// What the beginning of a document tells of the size of the whole.
    enum Size: Hashable {
        /// So many bytes.
        case known(Int)
        /// So many bytes at the least.
        case atLeast(Int)
    }

    private static let emptyMap: UInt8 = 0xa0

    /// Whether these bytes are of that shape, and no more.
    static func isWhole(_ bytes: [UInt8]) -> Bool { size(of: bytes) == .known(bytes.count) }

    /// The size of the document that begins with these bytes; nil if none begins like that.
    static func size(of beginning: [UInt8]) -> Size? {
        let start = MailText.documentBeginning
        guard zip(beginning, start).allSatisfy(==) else { return nil }
        var place = start.count
        for isString in [true, false, true, true] {
            guard place < beginning.count else { return .atLeast(place + 1) }
            if isString {
                guard let string = string(in: beginning, at: place) else { return nil }
                guard string.isLengthKnown else { return .atLeast(string.end) }
                place = string.end
            } else {
                guard beginning[place] == emptyMap else { return nil }
                place += 1
            }
        }
        return .known(place)
    }

    /// Where the byte string at a place ends; where it begins, if its length is not there yet. Nil if it is none.
    private static func string(in bytes: [UInt8], at place: Int) -> (end: Int, isLengthKnown: Bool)? {
        let extra: Int
        switch bytes[place] {
        case 0x40...0x57: return (place + 1 + Int(bytes[place] - 0x40), true)
        case 0x58: extra = 1
        case 0x59: extra = 2
        default: return nil
        }
        let content = place + 1 + extra
        guard content <= bytes.count else { return (content, false) }
        let length = bytes[(place + 1)..<content].reduce(0) { $0 << 8 | Int($1) }
        return (content + length, true)
    }
}
