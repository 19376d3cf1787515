extension MailText {
    /// The same text in UTF-8, with the ASCII characters back that programs replace by finer ones: dashes, spaces,
    /// quotation marks, full-width letters. What cannot be seen is gone.
    ///
    /// ASCII is left as it is. UTF-16 is known by its byte order mark or its zeros; bytes that are not UTF-8
    /// are taken for Windows-1252, one by one.
    package static func characters(_ input: [UInt8]) -> [UInt8] {
        let bytes = narrowed(input)
        guard bytes.contains(where: { $0 >= 0x80 || $0 == 0x0b || $0 == 0x0c }) else { return bytes }
        let scalars = Scalars.decode(bytes)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var place = 0
        while place < scalars.count {
            let (folded, length) = Folding.next(in: scalars, at: place)
            place += length
            guard let folded else { continue }
            text += UTF8.encode(folded) ?? UTF8.encodedReplacementCharacter
        }
        return text
    }

    /// UTF-16 as UTF-8; all else as it is.
    static func narrowed(_ input: [UInt8]) -> [UInt8] {
        guard let isBigEndian = byteOrder(of: input) else { return input }
        var units: [UInt16] = []
        units.reserveCapacity(input.count / 2)
        for place in stride(from: 0, to: input.count - 1, by: 2) {
            let (high, low) = isBigEndian ? (place, place + 1) : (place + 1, place)
            units.append(UInt16(input[high]) << 8 | UInt16(input[low]))
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// Whether UTF-16 has its high bytes first; nil if it is no UTF-16. Without a mark, it is one if every other
    /// byte of the beginning is mostly zero: our documents and their surroundings are mostly ASCII.
    private static func byteOrder(of input: [UInt8]) -> Bool? {
        if input.starts(with: [0xfe, 0xff]) { return true }
        if input.starts(with: [0xff, 0xfe]) { return false }
        let sample = input.prefix(256)
        guard sample.count >= 8 else { return nil }
        var zeros = (even: 0, odd: 0)
        for (place, byte) in sample.enumerated() where byte == 0 {
            if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let many = sample.count / 2 * 3 / 4
        if zeros.even >= many, zeros.odd == 0 { return true }
        if zeros.odd >= many, zeros.even == 0 { return false }
        return nil
    }
}

/// Bytes as Unicode scalar values.
private enum Scalars {
    /// UTF-8 where it is; each other byte as Windows-1252 has it.
    static func decode(_ bytes: [UInt8]) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if let (scalar, length) = sequence(in: bytes, at: place) {
                scalars.append(scalar)
                place += length
            } else {
                scalars.append(windows(bytes[place]))
                place += 1
            }
        }
        return scalars
    }

    /// The UTF-8 sequence at a place (RFC 3629 section 4), if it is a whole and shortest one.
    private static func sequence(in bytes: [UInt8], at place: Int) -> (scalar: UInt32, length: Int)? {
        let first = bytes[place]
        let length: Int
        var scalar: UInt32
        switch first {
        case 0..<0x80: return (UInt32(first), 1)
        case 0xc2...0xdf: (length, scalar) = (2, UInt32(first & 0x1f))
        case 0xe0...0xef: (length, scalar) = (3, UInt32(first & 0x0f))
        case 0xf0...0xf4: (length, scalar) = (4, UInt32(first & 0x07))
        default: return nil
        }
        guard place + length <= bytes.count else { return nil }
        for byte in bytes[(place + 1)..<(place + length)] {
            guard byte & 0xc0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(byte & 0x3f)
        }
        let least: [UInt32] = [0, 0, 0x80, 0x800, 0x1_0000]
        guard scalar >= least[length], Unicode.Scalar(scalar) != nil else { return nil }
        return (scalar, length)
    }

    /// Windows-1252 from 0x80 to 0x9f; the five bytes that it leaves open stand for themselves.
    private static let windowsUpper: [UInt32] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
        0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
    ]

    private static func windows(_ byte: UInt8) -> UInt32 {
        (0x80...0x9f).contains(byte) ? windowsUpper[Int(byte - 0x80)] : UInt32(byte)
    }
}

/// What stands for an ASCII character, or for nothing.
private enum Folding {
    /// The character at a place and how many scalar values stand for it; nil if it stands for nothing.
    static func next(in scalars: [UInt32], at place: Int) -> (folded: Unicode.Scalar?, length: Int) {
        if let (scalar, length) = misread(in: scalars, at: place) { return (fold(scalar), length) }
        return (fold(scalars[place]), 1)
    }

    /// UTF-8 that a program on the way took for Windows-1252: "â€“" for a dash, "Â" and a space for a space.
    private static func misread(in scalars: [UInt32], at place: Int) -> (scalar: UInt32, length: Int)? {
        let next = place + 1 < scalars.count ? scalars[place + 1] : 0
        let third = place + 2 < scalars.count ? scalars[place + 2] : 0
        switch (scalars[place], next, third) {
        case (0xc2, 0xa0, _), (0xc2, 0xad, _): return (next, 2)
        case (0xe2, 0x20ac, 0x90), (0xe2, 0x20ac, 0x2018), (0xe2, 0x20ac, 0x2019), (0xe2, 0x20ac, 0x201c),
            (0xe2, 0x20ac, 0x201d), (0xe2, 0x20ac, 0x2022):
            return (0x2010, 3)
        case (0xe2, 0x20ac, 0x2039), (0xef, 0xbb, 0xbf): return (0xfeff, 3)
        case (0xe2, 0x20ac, 0xaf): return (0x202f, 3)
        default: return nil
        }
    }

    private static func fold(_ scalar: UInt32) -> Unicode.Scalar? {
        switch scalar {
        // Soft hyphens, joiners, directions, variation selectors, byte order marks, places of objects.
        case 0xad, 0x34f, 0x61c, 0x180e, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f, 0xfe00...0xfe0f,
            0xfeff, 0xfffc:
            nil
        case 0xa0, 0x1680, 0x2000...0x200a, 0x202f, 0x205f, 0x3000: " "
        // Word's line break and page break; Unicode's ends of lines and paragraphs.
        case 0x0b, 0x0c, 0x85, 0x2028, 0x2029: "\n"
        case 0x2010...0x2015, 0x2043, 0x2212, 0x23af, 0x2500, 0x2501, 0x2796, 0x2e3a, 0x2e3b, 0xfe58, 0xfe63:
            "-"
        case 0x2018...0x201b, 0x2032: "'"
        case 0x201c...0x201f, 0x2033: "\""
        case 0x203a: ">"
        case 0x2502, 0x2503, 0xffe8: "|"
        case 0xff01...0xff5e: Unicode.Scalar(scalar - 0xfee0)
        default: Unicode.Scalar(scalar)
        }
    }
}
