import TextForm

/// The parts of a mail as a file has it (RFC 5322, RFC 2045, RFC 2046), or of a piece of one.
///
/// Parts are not taken as a tree, but one after another: wherever lines of headers stand with a `Content-` among
/// them, a part begins, and a boundary ends it. So a piece of a message is read as well as a whole one, and
/// depth costs nothing. Only what was encoded as a whole, a message inside a message, is gone into, and that
/// ``deepest`` times.
struct MessageParts {
    /// A part, decoded.
    struct Part: Hashable {
        var bytes: [UInt8]
        var isHTML = false
    }

    /// How often a message that is encoded as a whole may stand inside another.
    static let deepest = 3

    private var parts: [Part] = []
    private var boundaries: Set<[UInt8]> = []
    private var headers = MessageHeaders()
    private var body: [UInt8] = []
    private var isInHeaders = true
    private var isMessage = false
    private let depth: Int

    /// The parts in a message; nil if the text is none.
    static func all(in text: [UInt8], depth: Int = 0) -> [Part]? {
        var reader = TextReader(text)
        return all(in: &reader, depth: depth)
    }

    static func all(in reader: inout TextReader, depth: Int = 0) -> [Part]? {
        var message = MessageParts(depth: depth)
        while let line = reader.line() {
            // A boundary that no header announced, of a piece of a message: `--…`, and a `Content-` header.
            if line.starts(with: [45, 45]), line.count > 2, reader.isAt("content-".utf8) {
                message.boundaries.insert(Array(line))
            }
            message.take(line)
        }
        message.finishPart()
        return message.isMessage ? message.parts : nil
    }

    private init(depth: Int) { self.depth = depth }

    private mutating func take(_ line: ArraySlice<UInt8>) {
        if isBoundary(line) {
            finishPart()
        } else if isInHeaders {
            takeHeader(line)
        } else {
            body += line
            body.append(.lineFeed)
        }
    }

    private mutating func takeHeader(_ line: ArraySlice<UInt8>) {
        guard line.contains(where: { !$0.isBlank }) else {
            // Blank lines before the first header are no end of headers.
            if !headers.isEmpty { finishHeaders() }
            return
        }
        guard !headers.take(line) else { return }
        finishHeaders()
        body += line
        body.append(.lineFeed)
    }

    private mutating func finishHeaders() {
        if headers.hasContent { isMessage = true }
        if let boundary = headers.boundary { boundaries.insert([45, 45] + boundary) }
        // The headers of the message that this part is follow.
        if headers.isMessage, !headers.isEncoded {
            headers = MessageHeaders()
        } else {
            isInHeaders = false
        }
    }

    private func isBoundary(_ line: ArraySlice<UInt8>) -> Bool {
        guard !boundaries.isEmpty, line.starts(with: [45, 45]) else { return false }
        var boundary = line
        while boundary.last?.isBlank == true { boundary.removeLast() }
        return boundaries.contains(Array(boundary))
            || (boundary.suffix(2) == [45, 45] && boundaries.contains(Array(boundary.dropLast(2))))
    }

    private mutating func finishPart() {
        if isInHeaders { finishHeaders() }
        if body.contains(where: { !$0.isSpace }) { parts += decoded() }
        headers = MessageHeaders()
        body = []
        isInHeaders = true
    }

    private func decoded() -> [Part] {
        let bytes: [UInt8]
        switch headers.encoding {
        case .base64: bytes = MailText.fromBase64(body)
        case .quotedPrintable: bytes = MailText.fromQuotedPrintable(body)
        // The line feed after the last line is not the part's.
        case .none: bytes = body.dropLast()
        }
        if headers.isEncoded, depth < Self.deepest, let inner = Self.all(in: bytes, depth: depth + 1) {
            return inner
        }
        return [Part(bytes: bytes, isHTML: headers.isHTML)]
    }
}

/// The headers of a message or a part, as far as they say how to read it.
struct MessageHeaders {
    enum Encoding { case none, base64, quotedPrintable }

    private(set) var isEmpty = true
    /// Whether there is a `Content-` header, which a text that is no message has not.
    private(set) var hasContent = false
    private(set) var encoding = Encoding.none
    private(set) var isHTML = false
    /// Whether the part is itself a message.
    private(set) var isMessage = false
    private(set) var boundary: [UInt8]?

    private enum Name { case type, encoding, other }
    private var name = Name.other

    var isEncoded: Bool { encoding != .none }

    /// Takes a line; false if it is no header and no continuation of one.
    mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
        if line.first?.isBlank == true, !isEmpty {
            takeValue(Array(line))
            return true
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy({ (33...126).contains($0) })
        else { return takeMailboxLine(line) }
        isEmpty = false
        let word = line[..<colon].map(\.lowercased)
        if word.starts(with: Array("content-".utf8)) { hasContent = true }
        switch String(decoding: word, as: UTF8.self) {
        case "content-type": name = .type
        case "content-transfer-encoding": name = .encoding
        default: name = .other
        }
        takeValue(Array(line[(colon + 1)...]))
        return true
    }

    /// The line that a mailbox file has before each message.
    private mutating func takeMailboxLine(_ line: ArraySlice<UInt8>) -> Bool {
        guard isEmpty, line.starts(with: Array("From ".utf8)) else { return false }
        name = .other
        return true
    }

    private mutating func takeValue(_ value: [UInt8]) {
        var reader = TextReader(value)
        reader.skip { $0.isBlank }
        switch name {
        case .other: return
        case .encoding:
            if reader.isAt("base64".utf8) { encoding = .base64 }
            if reader.isAt("quoted-printable".utf8) { encoding = .quotedPrintable }
        case .type:
            if reader.isAt("text/html".utf8) { isHTML = true }
            if reader.isAt("message/rfc822".utf8) { isMessage = true }
            if reader.skip(past: "boundary=".utf8) { boundary = Self.parameter(in: &reader) }
        }
    }

    /// A parameter's value (RFC 2045 section 5.1), quoted or not.
    private static func parameter(in reader: inout TextReader) -> [UInt8]? {
        let isQuoted = reader.peek() == UInt8(ascii: "\"")
        if isQuoted { reader.skip() }
        var value: [UInt8] = []
        while let byte = reader.next() {
            if isQuoted ? byte == UInt8(ascii: "\"") : byte == UInt8(ascii: ";") || byte.isSpace { break }
            if isQuoted, byte == UInt8(ascii: "\\"), let escaped = reader.next() {
                value.append(escaped)
            } else {
                value.append(byte)
            }
        }
        return value.isEmpty ? nil : value
    }
}
