import TextForm

/// A BEGIN or END line of armour, wherever it stands and however it was broken.
///
/// Its letters may have spaces and line ends between them, and there is at least one dash before and behind.
struct ArmourMarker: Hashable {
    let isBegin: Bool
    /// What stands behind BEGIN or END, with single spaces; nil if it cannot be shown, or has no end.
    let label: String?
    /// From its first dash to behind the first dash after the label.
    let range: Range<Int>
    /// Whether nothing else stands on its line or lines.
    let isAlone: Bool

    /// What our programs write, by its letters alone, because where a line was wrapped a space may be lost.
    private static let known = Dictionary(
        uniqueKeysWithValues: ["REQUEST", "LICENSE", "PRODUCT", "TIME CORRECTION", "SEALED KEY"].map {
            ($0.replacing(" ", with: ""), "COUNTERSIGN \($0)")
        })

    /// All in a text, in order.
    static func all(in reader: inout TextReader) -> [ArmourMarker] {
        var markers: [ArmourMarker] = []
        var dashes: Int?
        var isFirstOnLine = true
        var startsLine = true
        while let byte = reader.peek() {
            if let start = dashes, let isBegin = skipWord(&reader) {
                if let marker = rest(of: &reader, from: start, isBegin: isBegin, startsLine: startsLine) {
                    markers.append(marker)
                }
                (dashes, isFirstOnLine) = (nil, false)
                continue
            }
            if byte == UInt8(ascii: "-") {
                if dashes == nil { (dashes, startsLine) = (reader.place, isFirstOnLine) }
            } else if !byte.isSpace {
                dashes = nil
            }
            isFirstOnLine = byte.isLineEnd || (byte.isBlank && isFirstOnLine)
            reader.skip()
        }
        return markers
    }

    private static let begin = Array("BEGINCOUNTERSIGN".utf8)
    private static let end = Array("ENDCOUNTERSIGN".utf8)

    /// Goes behind `BEGIN COUNTERSIGN` (true) or `END COUNTERSIGN` (false), if one of them comes.
    private static func skipWord(_ reader: inout TextReader) -> Bool? {
        switch reader.peek() {
        case begin[0]: skip(begin, &reader) ? true : nil
        case end[0]: skip(end, &reader) ? false : nil
        default: nil
        }
    }

    private static func skip(_ letters: [UInt8], _ reader: inout TextReader) -> Bool {
        let start = reader.place
        for letter in letters {
            reader.skip(while: \.isSpace)
            guard reader.next() == letter else {
                reader.move(to: start)
                return false
            }
        }
        return true
    }

    /// Reads the label and the dash behind it; nil if no label is there.
    private static func rest(
        of reader: inout TextReader, from start: Int, isBegin: Bool, startsLine: Bool
    ) -> ArmourMarker? {
        var words = ""
        var letters = ""
        var hasSpace = false
        while let byte = reader.peek(), byte != UInt8(ascii: "-") {
            reader.skip()
            guard !byte.isSpace else {
                hasSpace = true
                continue
            }
            guard (33...126).contains(byte), letters.utf8.count < ArmourText.longestLabel - 12 else {
                return ArmourMarker(
                    isBegin: isBegin, label: nil, range: start..<reader.place,
                    isAlone: startsLine && endsLineWithDashes(&reader))
            }
            if hasSpace, !words.isEmpty { words += " " }
            hasSpace = false
            words.unicodeScalars.append(Unicode.Scalar(byte))
            letters.unicodeScalars.append(Unicode.Scalar(byte))
        }
        guard !words.isEmpty else { return nil }
        guard reader.next() != nil else {
            return ArmourMarker(
                isBegin: isBegin, label: nil, range: start..<reader.place, isAlone: startsLine)
        }
        return ArmourMarker(
            isBegin: isBegin, label: known[letters] ?? "COUNTERSIGN \(words)", range: start..<reader.place,
            isAlone: startsLine && endsLine(&reader))
    }

    /// Whether only dashes and blanks come before the line ends. Goes nowhere.
    private static func endsLine(_ reader: inout TextReader) -> Bool {
        let start = reader.place
        defer { reader.move(to: start) }
        reader.skip { $0.isBlank || $0 == UInt8(ascii: "-") }
        return reader.peek()?.isLineEnd ?? true
    }

    /// Whether dashes end the line, which is not followed far. Goes nowhere.
    private static func endsLineWithDashes(_ reader: inout TextReader) -> Bool {
        var last: UInt8?
        for ahead in 0..<128 {
            guard let byte = reader.peek(ahead), !byte.isLineEnd else { break }
            if !byte.isBlank { last = byte }
        }
        return last == UInt8(ascii: "-")
    }
}
