import Refusals
import TextForm

/// The textual form of a document (RFC 7468): a `BEGIN` line, Base 64 in lines of 64 characters, an `END` line.
///
/// Reading is lax about what carriers do to text (other text before and after, a byte order mark, line ends,
/// blank lines, spaces at line ends, line lengths) and strict about the rest.
public struct Armour: Hashable, Sendable {
    /// What stands between `BEGIN` and the dashes, `COUNTERSIGN REQUEST` say.
    public let label: String
    /// The document.
    public let bytes: [UInt8]

    /// A document's armour.
    public init(kind: DocumentKind, bytes: [UInt8]) {
        label = kind.armourLabel
        self.bytes = bytes
    }

    /// Armour with a label of one's own, which begins with `COUNTERSIGN`.
    public init(label: String, bytes: [UInt8]) {
        self.label = label
        self.bytes = bytes
    }

    /// Reads armour that must have a certain label.
    ///
    /// - Throws: `document.unrecognized`, `document.truncated`, `document.malformed`.
    public init(reading text: [UInt8], label: String) throws(Refusal) {
        guard let found = try Self.find(in: text), found.label == label else {
            throw Refusal(.documentUnrecognized)
        }
        self = found
    }

    /// The text, with a line feed after each line; pure ASCII.
    public var text: [UInt8] {
        var text = Array("-----BEGIN \(label)-----\n".utf8)
        let encoded = Base64.encode(bytes)
        for start in stride(from: 0, to: encoded.count, by: 64) {
            text += encoded[start..<min(start + 64, encoded.count)]
            text.append(UInt8(ascii: "\n"))
        }
        return text + Array("-----END \(label)-----\n".utf8)
    }

    private static let begin = Array("-----BEGIN COUNTERSIGN ".utf8)
    private static let dashes = Array("-----".utf8)
    /// U+FEFF in UTF-8, which some editors put before all text that they keep.
    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// The one armoured document in a text, or nil if there is none.
    ///
    /// - Throws: `document.truncated` if its end is missing, `document.malformed` if it is damaged or not the
    ///   only one.
    static func find(in text: [UInt8]) throws(Refusal) -> Armour? {
        let lines = text.trimmingPrefix(byteOrderMark).split(whereSeparator: { $0 == 10 || $0 == 13 }).map(
            trim)
        guard
            let first = lines.firstIndex(where: {
                $0.starts(with: begin) && $0.reversed().starts(with: dashes)
            })
        else { return nil }
        let name = lines[first].dropFirst(11).dropLast(5)
        let end = Array("-----END ".utf8) + name + dashes
        guard let last = lines[first...].firstIndex(where: { $0.elementsEqual(end) }) else {
            guard !MangledText.isWholeDocument(lines[first]) else {
                throw MangledText.lineBreaksLost(.documentTruncated)
            }
            throw Refusal(
                .documentTruncated, "The document is cut short: its last line, '-----END', is missing.")
        }
        guard !lines[last...].contains(where: { $0.starts(with: begin) }) else {
            throw Refusal(
                .documentMalformed, "There is more than one document in this text.",
                remedy: "Give them one by one, each in a file of its own.")
        }
        guard name.count <= 64, name.allSatisfy({ (32...126).contains($0) }) else {
            throw Refusal(
                .documentMalformed, "The document is damaged: its first line does not say what it is.")
        }
        guard let bytes = Base64.decode(lines[(first + 1)..<last].flatMap { $0 }) else {
            throw Refusal(.documentMalformed, "The document is damaged: its Base 64 text is not whole.")
        }
        return Armour(label: String(decoding: name, as: UTF8.self), bytes: bytes)
    }

    private static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (character: UInt8) in character == 32 || character == 9 }
        let start = line.firstIndex { !isBlank($0) } ?? line.endIndex
        let end = line.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
        return line[start..<max(start, end)]
    }
}
