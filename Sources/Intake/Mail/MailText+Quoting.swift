import TextForm

extension MailText {
    /// The same text without the marks of quoted lines (`> `, `>> `, `| `, `JD> `), of Markdown (backticks,
    /// asterisks around a line, backslashes before punctuation), and of quotes that were wrapped again (` > `
    /// inside a line). None of these characters stands in a document.
    package static func unquoted(_ text: [UInt8]) -> [UInt8] {
        var reader = TextReader(text)
        return unquoted(&reader)
    }

    static func unquoted(_ reader: inout TextReader) -> [UInt8] {
        var text: [UInt8] = []
        while let line = reader.line() {
            text += withoutMarks(line.dropFirst(quotingPrefix(of: line)))
            text.append(.lineFeed)
        }
        return text
    }

    /// Whether ``unquoted(_:)`` may have something to do with the character.
    static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "\\"):
            true
        default: false
        }
    }

    /// How many bytes at the beginning of a line say that it is quoted.
    static func quotingPrefix(of line: ArraySlice<UInt8>) -> Int {
        var length = 0
        var place = line.startIndex
        var initials = 0
        while place < line.endIndex {
            let byte = line[place]
            place += 1
            if byte == UInt8(ascii: ">") || (byte == UInt8(ascii: "|") && initials == 0) {
                length = place - line.startIndex
                initials = 0
            } else if byte.isLetter || byte.isDigit {
                initials += 1
                guard initials <= 4 else { break }
            } else if !byte.isBlank || initials > 0 {
                break
            }
        }
        return length
    }

    private static func withoutMarks(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(line.count)
        let isEmphasis = { (byte: UInt8) in byte.isBlank || byte == UInt8(ascii: "*") }
        var rest = line.drop(while: isEmphasis)
        while let last = rest.last, isEmphasis(last) { rest.removeLast() }
        for (place, byte) in zip(rest.indices, rest) {
            switch byte {
            case UInt8(ascii: "`"): continue
            case UInt8(ascii: "\\") where isPunctuation(rest.dropFirst(place + 1 - rest.startIndex).first):
                continue
            case UInt8(ascii: ">") where text.last?.isSpace == true:
                let next = rest.dropFirst(place + 1 - rest.startIndex).first
                text.append(next?.isBlank == true || next == byte ? .lineFeed : byte)
            default: text.append(byte)
            }
        }
        return text
    }

    private static func isPunctuation(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return (33...126).contains(byte) && !byte.isLetter && !byte.isDigit
    }

    /// The same text without signatures: what follows a line of `-- `, until the quoting changes or one of our
    /// documents is named. Removes no line that has one of our names in it.
    package static func unsigned(_ text: [UInt8]) -> [UInt8] {
        var reader = TextReader(text)
        return unsigned(&reader)
    }

    static func unsigned(_ reader: inout TextReader) -> [UInt8] {
        var text: [UInt8] = []
        var signature: Int?
        while let line = reader.line() {
            let depth = line.prefix(quotingPrefix(of: line)).count { $0 == UInt8(ascii: ">") }
            if let signed = signature, signed != depth || names(ourselves, in: line) { signature = nil }
            if isSignatureMark(line.dropFirst(quotingPrefix(of: line))) { signature = depth }
            if signature == nil { text += line }
            text.append(.lineFeed)
        }
        return text
    }

    /// `-- `, or `--` where the space at the end was lost.
    private static func isSignatureMark(_ line: ArraySlice<UInt8>) -> Bool {
        let mark = line.drop { $0.isBlank }
        return mark.starts(with: [45, 45]) && mark.count <= 3 && mark.dropFirst(2).allSatisfy { $0.isBlank }
    }

    private static let ourselves = Array("countersign".utf8)

    private static func names(_ word: [UInt8], in line: ArraySlice<UInt8>) -> Bool {
        var reader = TextReader(Array(line))
        return reader.skip(past: word)
    }
}
