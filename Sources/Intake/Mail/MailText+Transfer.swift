import TextForm

extension MailText {
    /// The bytes behind quoted-printable text (RFC 2045 section 6.7): `=3D` is `=`, and a `=` at the end of a line
    /// joins it with the next. Any other `=` is left as it is.
    package static func fromQuotedPrintable(_ text: [UInt8]) -> [UInt8] {
        var reader = TextReader(text)
        return fromQuotedPrintable(&reader)
    }

    static func fromQuotedPrintable(_ reader: inout TextReader) -> [UInt8] {
        var bytes: [UInt8] = []
        while let byte = reader.next() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            if let high = reader.peek()?.hexadecimalValue, let low = reader.peek(1)?.hexadecimalValue {
                bytes.append(high << 4 | low)
                reader.skip(2)
            } else if !skipSoftBreak(&reader) {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// Skips blanks and a line end, if that is what comes.
    private static func skipSoftBreak(_ reader: inout TextReader) -> Bool {
        let start = reader.place
        reader.skip { $0.isBlank }
        switch reader.peek() {
        case UInt8.carriageReturn: reader.skip(reader.peek(1) == .lineFeed ? 2 : 1)
        case UInt8.lineFeed: reader.skip()
        default:
            reader.move(to: start)
            return false
        }
        return true
    }

    /// The bytes behind Base 64 in a mail (RFC 2045 section 6.8): other characters are passed over, padding ends a
    /// run, and whatever is whole of the last one counts.
    package static func fromBase64(_ text: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits = 0
        var held = 0
        for character in text {
            if character == UInt8(ascii: "=") { held = 0 }
            guard let value = Base64.value(of: character) else { continue }
            bits = (bits << 6 | value) & 0xfff
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> held))
        }
        return bytes
    }

    /// The text behind the percent signs of an address (RFC 3986 section 2.1), such as a link that a mail filter
    /// wrapped in one of its own.
    package static func fromPercentEncoding(_ text: [UInt8]) -> [UInt8] {
        var reader = TextReader(text)
        var bytes: [UInt8] = []
        while let byte = reader.next() {
            if byte == UInt8(ascii: "%"), let high = reader.peek()?.hexadecimalValue,
                let low = reader.peek(1)?.hexadecimalValue
            {
                bytes.append(high << 4 | low)
                reader.skip(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
