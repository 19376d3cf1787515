/// A code as its bits, which digits and words carry alike.
///
/// ```swift
/// if let code = entry.code { outcome = try product.install(spoken: code, using: table, now: now) }
/// ```
public struct SpokenCode: Hashable, Sendable {
    /// Which way it goes.
    package let direction: CodeDirection
    /// As many as the direction says.
    let field: BitField

    init(direction: CodeDirection, field: BitField) {
        self.direction = direction
        self.field = field
    }

    /// The code in groups of six digits: 10 or 32.
    package var digitGroups: [DigitGroup] {
        let places = DecimalForm.places(of: field, count: direction.groupCount)
        return zip(1..., places).map { DigitGroup(data: $1, number: $0, of: direction) }
    }

    /// A code from all its groups, each of which fits its place; nil if they are not as many, one does not fit, or
    /// the number is larger than any code (then the first group is wrong).
    package init?(digitGroups groups: [DigitGroup], direction: CodeDirection) {
        guard groups.count == direction.groupCount,
            zip(1..., groups).allSatisfy({ $1.fits(number: $0, of: direction) }),
            let field = DecimalForm.field(of: groups.map(\.data), bitCount: direction.bitCount)
        else { return nil }
        self.init(direction: direction, field: field)
    }

    /// The code in groups of four words: 5 or 16.
    package var wordGroups: [WordGroup] {
        var reader = BitReader(field)
        return (1...CodeForm.words.groupCount(of: direction)).map { number in
            let data = (0..<WordGroup.dataWords).map { _ in UInt16(reader.number(width: WordField.width)) }
            return WordGroup(data: data, number: number, of: direction)
        }
    }

    /// A code from all its groups of words, each of which fits its place; nil if they are not as many, or one does
    /// not fit.
    package init?(wordGroups groups: [WordGroup], direction: CodeDirection) {
        guard groups.count == CodeForm.words.groupCount(of: direction),
            zip(1..., groups).allSatisfy({ $1.fits(number: $0, of: direction) })
        else { return nil }
        var field = BitField()
        for group in groups {
            for number in group.numbers.prefix(WordGroup.dataWords) {
                field.append(UInt64(number), width: WordField.width)
            }
        }
        self.init(direction: direction, field: field)
    }

    /// The groups as they are read aloud: `123 456`, or four words.
    package func groups(_ form: CodeForm) -> [String] {
        switch form {
        case .digits: digitGroups.map(\.description)
        case .words: wordGroups.map(\.description)
        }
    }
}

extension SpokenCode {
    /// The code in bytes, to be kept: 21 or 66, the bits that are too many in front, and zero.
    package var bytes: [UInt8] {
        let missing = (8 - field.bits.count % 8) % 8
        let bits = [UInt8](repeating: 0, count: missing) + field.bits
        return stride(from: 0, to: bits.count, by: 8).map { first in
            bits[first..<first + 8].reduce(0) { $0 << 1 | $1 }
        }
    }

    /// A code from its bytes; nil if they are not as many, or too many bits are set.
    package init?(bytes: [UInt8], direction: CodeDirection) {
        guard bytes.count == (direction.bitCount + 7) / 8 else { return nil }
        var field = BitField()
        field.append(bytes)
        let missing = field.bits.count - direction.bitCount
        guard field.bits.prefix(missing).allSatisfy({ $0 == 0 }) else { return nil }
        self.init(direction: direction, field: BitField(bits: Array(field.bits.dropFirst(missing))))
    }
}
