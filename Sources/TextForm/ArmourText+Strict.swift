import Refusals

extension ArmourText {
    private static let begin = Array("-----BEGIN COUNTERSIGN ".utf8)
    private static let dashes = Array("-----".utf8)
    /// U+FEFF in UTF-8, which some editors put before all text that they keep.
    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// The one armoured document in a text as our programs write it, or nil if there is none. Nothing is mended.
    ///
    /// - Throws: `document.truncated` if its end is missing, `document.malformed` if it is damaged or not the
    ///   only one.
    package static func strict(in text: [UInt8]) throws(Refusal) -> ArmourText? {
        let lines = text.trimmingPrefix(byteOrderMark).split(whereSeparator: \.isLineEnd).map(trim)
        guard
            let first = lines.firstIndex(where: {
                $0.starts(with: begin) && $0.reversed().starts(with: dashes)
            })
        else { return nil }
        let name = lines[first].dropFirst(11).dropLast(5)
        let end = Array("-----END ".utf8) + name + dashes
        guard let last = lines[first...].firstIndex(where: { $0.elementsEqual(end) }) else { throw .cutShort }
        guard !lines[last...].contains(where: { $0.starts(with: begin) }) else { throw .moreThanOneDocument }
        guard name.count <= ArmourMarker.longestLabel, name.allSatisfy({ (32...126).contains($0) }) else {
            throw .labelUnreadable
        }
        guard let bytes = Base64.decode(lines[(first + 1)..<last].flatMap { $0 }) else {
            throw .base64NotWhole
        }
        return ArmourText(label: String(decoding: name, as: UTF8.self), bytes: bytes)
    }

    /// Whether one armour, from its BEGIN line to its END line, is all that is in a text but for blank lines.
    ///
    /// This says nothing of what stands between the two lines: ``strict(in:)`` does.
    package static func isAlone(in text: [UInt8]) -> Bool {
        let lines = text.trimmingPrefix(byteOrderMark).split(whereSeparator: \.isLineEnd).map(trim)
            .filter { !$0.isEmpty }
        guard let first = lines.first, let last = lines.last, lines.count > 1, first.starts(with: begin),
            first.reversed().starts(with: dashes)
        else { return false }
        let end = Array("-----END ".utf8) + first.dropFirst(11)
        return lines.firstIndex { $0.elementsEqual(end) } == lines.count - 1 && last.elementsEqual(end)
    }

    private static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = line.firstIndex { !$0.isBlank } ?? line.endIndex
        let end = line.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? start
        return line[start..<max(start, end)]
    }
}
