import DurableFiles

/// Makes text from outside safe to show on a terminal: a name in a document, a file name, a typed word.
///
/// A terminal obeys what it is shown. Control characters could move the cursor, recolour or retitle the
/// window, or answer as if the person had typed; invisible and direction-changing characters could make a
/// text read as what it is not. Each becomes a visible escape. The escapes are for the eye and not to be
/// read back: a backslash stays as it is, so that making safe twice changes nothing.
package enum SafeText {
    /// The longest text shown, in Unicode scalars, where the caller names no limit.
    package static let usualLimit = 2000

    private static let ellipsis = "..."

    /// The text on one line: a line break is escaped like every other control character.
    ///
    /// - Parameter limit: the most Unicode scalars taken from the text; `...` stands for the rest.
    package static func line(_ text: String, limit: Int = usualLimit) -> String {
        if isPlain(text.utf8, limit: limit) { return text }
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else { return result + ellipsis }
            append(scalar, to: &result)
            count += 1
        }
        return result
    }

    /// The same for bytes that claim to be UTF-8; every byte that is not becomes `\xNN`.
    package static func line(bytes: some Collection<UInt8>, limit: Int = usualLimit) -> String {
        var result = ""
        var count = 0
        var rest = bytes[...]
        var iterator = bytes.makeIterator()
        var parser = UTF8.ForwardParser()
        while true {
            let parsed = parser.parseScalar(from: &iterator)
            if case .emptyInput = parsed { return result }
            guard count < limit else { return result + ellipsis }
            count += 1
            switch parsed {
            case .valid(let encoded):
                append(UTF8.decode(encoded), to: &result)
                rest = rest.dropFirst(encoded.count)
            case .error(let length):
                for byte in rest.prefix(length) { result += "\\x" + hexadecimal(UInt32(byte), digits: 2) }
                rest = rest.dropFirst(length)
            case .emptyInput:
                return result
            }
        }
    }

    /// Whether a terminal shows the character as itself and does nothing else with it.
    package static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            return false
        default:
            // Letters that have no shape: they hide a difference as well as a format character does.
            return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func isPlain(_ utf8: String.UTF8View, limit: Int) -> Bool {
        utf8.count <= limit && utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        if isSafe(scalar) {
            text.unicodeScalars.append(scalar)
            return
        }
        if let byte = PathText.byte(of: scalar) {
            text += "\\x" + hexadecimal(UInt32(byte), digits: 2)
            return
        }
        switch scalar {
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        default: text += "\\u{" + hexadecimal(scalar.value, digits: scalar.value < 0x100 ? 2 : 4) + "}"
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
