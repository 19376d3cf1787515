/// Compares what was shown with what was expected, where some words vary.
enum Pattern {
    /// Whether the lines are as expected; `...` stands for any number of lines.
    static func matches(_ lines: [String], _ expected: [String]) -> Bool {
        guard let first = expected.first else { return lines.isEmpty }
        if first == "..." {
            let rest = Array(expected.dropFirst())
            return (0...lines.count).contains { matches(Array(lines.dropFirst($0)), rest) }
        }
        guard let line = lines.first, matches(line: line, first) else { return false }
        return matches(Array(lines.dropFirst()), Array(expected.dropFirst()))
    }

    /// Whether one line is as expected.
    static func matches(line: String, _ expected: String) -> Bool {
        matches(line.utf8[...], pieces(of: expected)[...])
    }

    private enum Piece {
        case text([UInt8])
        case varying(ClosedRange<Int>, (UInt8) -> Bool)
    }

    private static func matches(_ line: Substring.UTF8View, _ pieces: ArraySlice<Piece>) -> Bool {
        guard let piece = pieces.first else { return line.isEmpty }
        switch piece {
        case .text(let bytes):
            return line.starts(with: bytes) && matches(line.dropFirst(bytes.count), pieces.dropFirst())
        case .varying(let counts, let isIn):
            let longest = min(line.prefix(while: isIn).count, counts.upperBound)
            guard longest >= counts.lowerBound else { return false }
            return (counts.lowerBound...longest).contains { matches(line.dropFirst($0), pieces.dropFirst()) }
        }
    }

    private static func pieces(of expected: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = expected[...]
        while let (range, piece) = firstPlaceholder(in: rest) {
            pieces.append(.text(Array(rest[..<range.lowerBound].utf8)))
            pieces.append(piece)
            rest = rest[range.upperBound...]
        }
        return pieces + [.text(Array(rest.utf8))]
    }

    private static func firstPlaceholder(in text: Substring) -> (Range<Substring.Index>, Piece)? {
        var start = text.startIndex
        while let open = text[start...].firstIndex(of: "<") {
            guard let close = text[open...].firstIndex(of: ">") else { return nil }
            let end = text.index(after: close)
            if let piece = placeholder(String(text[open..<end])) { return (open..<end, piece) }
            start = text.index(after: open)
        }
        return nil
    }

    private static func placeholder(_ name: String) -> Piece? {
        switch name {
        case "<key>": .varying(29...29) { isIn($0, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-") }
        case "<id>": .varying(9...9) { isIn($0, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-") }
        case "<date>": .varying(10...10) { isIn($0, "0123456789-") }
        case "<time>": .varying(16...20) { isIn($0, "0123456789-:TZ ") }
        case "<hex>": .varying(4...64) { isIn($0, "0123456789abcdef") }
        case "<n>": .varying(1...9) { isIn($0, "0123456789") }
        case "<any>": .varying(0...4096) { _ in true }
        default: nil
        }
    }

    private static func isIn(_ byte: UInt8, _ set: String) -> Bool { set.utf8.contains(byte) }
}
