import TextForm

/// One character of the data as it was typed, and what stood before it.
struct TypedSymbol: Hashable, Sendable {
    /// What parts a symbol from the one before it; the more, the likelier that a group begins here.
    enum Gap: Int, Comparable, Sendable {
        case none, dash, blank, line

        static func < (one: Gap, other: Gap) -> Bool { one.rawValue < other.rawValue }
    }

    /// 0 to 31; nil for a character that no text form has.
    let value: UInt8?
    /// As it was typed.
    let character: Unicode.Scalar
    let gap: Gap
    /// The number printed before a group, if one stood here.
    let number: Int?

    /// The symbols of a text, without what parts them and without the numbers of groups.
    ///
    /// - Parameters:
    ///   - text: the data, perhaps with numbers, dashes, blanks and line breaks.
    ///   - bareNumbers: whether a number at the start of a line is a group's without a full stop too.
    static func symbols(in text: ArraySlice<Unicode.Scalar>, bareNumbers: Bool = false) -> [TypedSymbol] {
        var symbols: [TypedSymbol] = []
        var gap = Gap.line
        var number: Int?
        var place = text.startIndex
        while place < text.endIndex {
            if gap >= .blank,
                let printed = GroupNumber(at: place, in: text, mayBeBare: bareNumbers && gap == .line)
            {
                number = printed.value
                place = printed.end
                gap = .line
                continue
            }
            let scalar = text[place]
            place += 1
            if let parting = Self.gap(scalar, after: gap) {
                gap = max(gap, parting)
                continue
            }
            symbols.append(
                TypedSymbol(
                    value: CrockfordBase32.value(of: scalar), character: scalar, gap: gap, number: number))
            (gap, number) = (.none, nil)
        }
        return symbols
    }

    /// What the character parts; nil if it parts nothing.
    private static func gap(_ scalar: Unicode.Scalar, after gap: Gap) -> Gap? {
        if scalar.isLineBreak { return .line }
        if scalar.isBlank { return .blank }
        if scalar.isDash { return .dash }
        // What a mail program puts before the lines that it quotes.
        if gap == .line, scalar == ">" || scalar == "|" { return .line }
        return scalar.isInvisible ? Gap.none : nil
    }
}

extension CrockfordBase32 {
    /// The value of a character as meant; nil if it cannot be meant.
    static func value(of scalar: Unicode.Scalar) -> UInt8? {
        scalar.isASCII ? asciiValues[Int(scalar.value)] : nil
    }

    private static let asciiValues: [UInt8?] = (0..<128 as Range<UInt8>).map { character in
        values(in: String(Unicode.Scalar(character)))?.first
    }
}

extension Unicode.Scalar {
    var isLineBreak: Bool {
        switch value {
        case 0x0a...0x0d, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    var isBlank: Bool {
        isASCII ? self == " " || self == "\t" : properties.generalCategory == .spaceSeparator
    }

    /// Everything that looks like a dash, the minus sign and the underscore among them.
    var isDash: Bool {
        guard !isASCII else { return self == "-" || self == "_" }
        return value == 0x2212 || properties.generalCategory == .dashPunctuation
    }

    /// What is not seen: byte order marks, soft hyphens, controls.
    var isInvisible: Bool {
        guard !isASCII else { return value < 0x20 || value == 0x7f }
        return properties.generalCategory == .format || properties.generalCategory == .control
    }

    var digit: Int? {
        ("0"..."9" as ClosedRange<Unicode.Scalar>).contains(self) ? Int(value) - 48 : nil
    }

    /// The capital of an ASCII letter; every other as it is.
    var asciiCapital: Unicode.Scalar {
        ("a"..."z" as ClosedRange<Unicode.Scalar>).contains(self)
            ? Unicode.Scalar(UInt8(value) - 32) : self
    }
}
