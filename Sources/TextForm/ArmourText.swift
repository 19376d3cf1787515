import Refusals

/// An armoured document (RFC 7468 in form), as our programs write it. Nothing is mended here.
package struct ArmourText: Hashable, Sendable {
    /// What stands between `BEGIN` and the dashes, `COUNTERSIGN REQUEST` say.
    package let label: String
    /// What the Base 64 text stands for.
    package let bytes: [UInt8]

    package init(label: String, bytes: [UInt8]) { (self.label, self.bytes) = (label, bytes) }

    /// The longest label, in characters.
    package static let longestLabel = 64

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
        guard name.count <= longestLabel, name.allSatisfy({ (32...126).contains($0) }) else {
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

extension Refusal {
    package static let cutShort = Refusal(
        .documentTruncated, "The document is cut short: its last line, '-----END', is missing.")
    package static let labelUnreadable = Refusal(
        .documentMalformed, "The document is damaged: its first line does not say what it is.")
    package static let base64NotWhole = Refusal(
        .documentMalformed, "The document is damaged: its Base 64 text is not whole.")
    package static let moreThanOneDocument = Refusal(
        .documentMalformed, "There is more than one document in this text.",
        remedy: "Give them one by one, each in a file of its own.")
}
