/// What stands before the data: the kind's letter, `R`, or the letter and which part of a series it is, `R2.5`.
package struct TextHead: Hashable, Sendable {
    /// Which part of how many: the second of five, say.
    package struct Part: Hashable, Sendable {
        /// 1 to ``count``.
        package let number: Int
        /// 2 to ``TextSeries/mostParts``.
        package let count: Int

        package init?(number: Int, count: Int) {
            guard (2...TextSeries.mostParts).contains(count), (1...count).contains(number) else { return nil }
            (self.number, self.count) = (number, count)
        }
    }

    package let kind: TextKind
    package let part: Part?

    package init(kind: TextKind, part: Part? = nil) {
        (self.kind, self.part) = (kind, part)
    }

    /// Reads a head, in small letters too, but in no other spelling: no leading zeros, no blanks.
    package init?(_ text: some StringProtocol) {
        guard let letter = text.first, letter.isASCII,
            let kind = TextKind(rawValue: Character(letter.uppercased()))
        else { return nil }
        self.kind = kind
        guard text.count > 1 else {
            part = nil
            return
        }
        let numbers = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
            .map { Self.number($0) }
        guard numbers.count == 2, let number = numbers[0], let count = numbers[1],
            let part = Part(number: number, count: count)
        else { return nil }
        self.part = part
    }

    private static func number(_ digits: some StringProtocol) -> Int? {
        guard (1...2).contains(digits.utf8.count), digits.utf8.first != UInt8(ascii: "0"),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(digits)
    }

    /// As it is written.
    package var text: String {
        guard let part else { return String(kind.rawValue) }
        return "\(kind.rawValue)\(part.number).\(part.count)"
    }
}
