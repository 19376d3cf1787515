import TextForm

extension MailText {
    /// The text that HTML shows: tags, comments, styles and scripts are dropped, what begins a line begins one,
    /// character references are what they stand for.
    package static func fromHTML(_ text: [UInt8]) -> [UInt8] {
        var reader = TextReader(text)
        return fromHTML(&reader)
    }

    static func fromHTML(_ reader: inout TextReader) -> [UInt8] {
        var text: [UInt8] = []
        var unended = Unended()
        while let byte = reader.next() {
            switch byte {
            case UInt8(ascii: "<") where skipTag(&reader, &unended, &text): continue
            case UInt8(ascii: "&"): text += CharacterReference.next(in: &reader) ?? [byte]
            default: text.append(byte)
            }
        }
        return text
    }

    /// What is known to have no end in the rest of the text, so that nobody looks for it again.
    private struct Unended {
        var tags = false
        var comments = false
        var elements: Set<[UInt8]> = []
    }

    /// Goes behind the tag or comment whose `<` was just read; false if it is none, or has no end.
    private static func skipTag(
        _ reader: inout TextReader, _ unended: inout Unended, _ text: inout [UInt8]
    ) -> Bool {
        let start = reader.place
        if !unended.comments, reader.isAt("!--".utf8) {
            reader.skip(3)
            if reader.skip(past: "-->".utf8) { return true }
            unended.comments = true
            reader.move(to: start)
        }
        let isEnd = reader.peek() == UInt8(ascii: "/")
        if isEnd { reader.skip() }
        guard !unended.tags, let first = reader.peek(),
            first.isLetter || first == UInt8(ascii: "!") || first == UInt8(ascii: "?")
        else {
            reader.move(to: start)
            return false
        }
        let name = tagName(&reader)
        guard skipAttributes(&reader) else {
            unended.tags = true
            reader.move(to: start)
            return false
        }
        if lineTags.contains(name) { text.append(.lineFeed) }
        if !isEnd, hiddenElements.contains(name), !unended.elements.contains(name) {
            let hasEnd = reader.skip(past: Array("</".utf8) + name) && skipAttributes(&reader)
            if !hasEnd { unended.elements.insert(name) }
        }
        return true
    }

    /// A tag's name in lower case, of which no more than is needed is kept.
    private static func tagName(_ reader: inout TextReader) -> [UInt8] {
        var name: [UInt8] = []
        while let byte = reader.peek(), byte.isLetter || byte.isDigit {
            if name.count < 12 { name.append(byte.lowercased) }
            reader.skip()
        }
        return name
    }

    /// Goes behind the `>` that ends a tag. One inside quotation marks does not; those begin after a `=`.
    private static func skipAttributes(_ reader: inout TextReader) -> Bool {
        var quote: UInt8?
        var isValue = false
        while let byte = reader.next() {
            if let mark = quote {
                if byte == mark { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return true
            } else if isValue, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            if !byte.isSpace { isValue = byte == UInt8(ascii: "=") }
        }
        return false
    }

    private static let lineTags = Set(
        [
            "br", "p", "div", "li", "ul", "ol", "tr", "td", "table", "pre", "blockquote", "h1", "h2", "h3",
            "h4",
            "h5", "h6", "hr", "body", "section", "article",
        ].map { Array($0.utf8) })

    private static let hiddenElements = Set(["style", "script", "head"].map { Array($0.utf8) })
}

/// What stands behind an `&` in HTML.
private enum CharacterReference {
    private static let longestName = 8

    private static let named: [String: UInt32] = [
        "nbsp": 0xa0, "gt": 0x3e, "lt": 0x3c, "amp": 0x26, "quot": 0x22, "apos": 0x27, "shy": 0xad,
        "ndash": 0x2013, "mdash": 0x2014, "minus": 0x2212, "hyphen": 0x2010, "dash": 0x2010, "horbar": 0x2015,
        "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "zwnj": 0x200c, "zwj": 0x200d, "lrm": 0x200e,
        "rlm": 0x200f, "tab": 9, "newline": 10, "sol": 0x2f, "plus": 0x2b, "equals": 0x3d, "colon": 0x3a,
        "period": 0x2e, "num": 0x23, "percnt": 0x25, "dollar": 0x24, "ast": 0x2a, "grave": 0x60,
    ]
    /// Those that are known without their semicolon as well.
    private static let short: Set<String> = ["nbsp", "gt", "lt", "amp", "quot", "shy"]

    /// The UTF-8 of the reference whose `&` was just read; nil, and nothing read, if it is none.
    static func next(in reader: inout TextReader) -> [UInt8]? {
        let start = reader.place
        let value = reader.peek() == UInt8(ascii: "#") ? number(in: &reader) : name(in: &reader)
        guard let value, value != 0, let scalar = Unicode.Scalar(value), let bytes = UTF8.encode(scalar)
        else {
            reader.move(to: start)
            return nil
        }
        return Array(bytes)
    }

    private static func number(in reader: inout TextReader) -> UInt32? {
        reader.skip()
        let isHexadecimal = reader.peek()?.lowercased == UInt8(ascii: "x")
        if isHexadecimal { reader.skip() }
        var value: UInt32?
        for _ in 0..<8 {
            guard let digit = reader.peek()?.hexadecimalValue, isHexadecimal || digit < 10 else { break }
            value = (value ?? 0) &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
            reader.skip()
        }
        if reader.peek() == UInt8(ascii: ";") { reader.skip() }
        return value
    }

    private static func name(in reader: inout TextReader) -> UInt32? {
        var name = ""
        while name.utf8.count < longestName, let byte = reader.peek(), byte.isLetter {
            name.unicodeScalars.append(Unicode.Scalar(byte.lowercased))
            reader.skip()
        }
        guard let value = named[name] else { return nil }
        if reader.peek() == UInt8(ascii: ";") {
            reader.skip()
            return value
        }
        return short.contains(name) ? value : nil
    }
}
