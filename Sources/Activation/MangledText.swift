import Refusals

/// What mail programs and editors do to a document, told apart, because each has its own way back. Nothing is
/// mended here: a reader takes what the format allows and no more.
enum MangledText {
    private static let begin = Array("-----BEGIN COUNTERSIGN ".utf8)
    private static let end = Array("-----END COUNTERSIGN ".utf8)

    /// Why there is no document in a text.
    static func refusal(of input: [UInt8]) -> Refusal {
        if isUTF16(input) {
            return Refusal(
                .documentUnrecognized, "The text is saved as UTF-16.",
                remedy: "Save it as plain text (ASCII or UTF-8), then give it again.")
        }
        for line in input.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let text = line.drop { $0 == 32 || $0 == 9 }
            if text.first == UInt8(ascii: ">"), find(begin, in: text) {
                return Refusal(
                    .documentUnrecognized, "The lines are quoted with '>'.",
                    remedy: "Remove the '>' from each line, or ask for the document as an attachment.")
            }
            if isWholeDocument(text) { return lineBreaksLost(.documentUnrecognized) }
        }
        return Refusal(.documentUnrecognized)
    }

    /// Whether both its ends are on one line.
    static func isWholeDocument(_ line: ArraySlice<UInt8>) -> Bool {
        find(begin, in: line) && find(end, in: line)
    }

    static func lineBreaksLost(_ code: RefusalCode) -> Refusal {
        Refusal(
            code, "The line breaks were lost: the whole document is on one line.",
            remedy:
                "Put '-----BEGIN …-----' and '-----END …-----' on lines of their own, or ask for the "
                + "document as an attachment.")
    }

    /// A byte order mark, or our first letters with a zero beside each.
    private static func isUTF16(_ input: [UInt8]) -> Bool {
        if input.starts(with: [0xff, 0xfe]) || input.starts(with: [0xfe, 0xff]) { return true }
        return input.starts(with: [0x2d, 0, 0x2d, 0]) || input.starts(with: [0, 0x2d, 0, 0x2d])
    }

    private static func find(_ words: [UInt8], in line: ArraySlice<UInt8>) -> Bool {
        var rest = line
        while let start = rest.firstIndex(of: words[0]) {
            rest = rest[start...]
            if rest.starts(with: words) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
