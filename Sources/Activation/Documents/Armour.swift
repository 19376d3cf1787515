import Refusals
import TextForm

/// The textual form of a document (RFC 7468): a `BEGIN` line, Base 64 in lines of 64 characters, an `END` line.
///
/// Reading it is lax about other text before and after, a byte order mark, line ends, blank lines, spaces at line
/// ends and line lengths, and strict about the rest.
package struct Armour: Hashable, Sendable {
    /// What stands between `BEGIN` and the dashes, `COUNTERSIGN REQUEST` say.
    package let label: String
    /// The document.
    package let bytes: [UInt8]

    /// A document's armour.
    package init(kind: DocumentKind, bytes: [UInt8]) {
        label = kind.armourLabel
        self.bytes = bytes
    }

    /// Armour with a label of one's own, which begins with `COUNTERSIGN`.
    package init(label: String, bytes: [UInt8]) {
        self.label = label
        self.bytes = bytes
    }

    /// Reads armour that must have a certain label, from a text that has no other. Nothing is mended here: this
    /// is how keys are read.
    ///
    /// - Throws: `document.unrecognized`, `document.truncated`, `document.malformed`.
    package init(reading text: [UInt8], label: String) throws(Refusal) {
        guard let found = try ArmourText.strict(in: text), found.label == label else {
            throw Refusal(.documentUnrecognized)
        }
        self.init(label: found.label, bytes: found.bytes)
    }

    /// The text, with a line feed after each line; pure ASCII.
    package var text: [UInt8] {
        var text = Array("-----BEGIN \(label)-----\n".utf8)
        let encoded = Base64.encode(bytes)
        for start in stride(from: 0, to: encoded.count, by: 64) {
            text += encoded[start..<min(start + 64, encoded.count)]
            text.append(UInt8(ascii: "\n"))
        }
        return text + Array("-----END \(label)-----\n".utf8)
    }
}
