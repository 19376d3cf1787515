extension DiagnosticPrinter {
    /// Two lower-case digits for each byte.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 0x0f)])
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The text as it stands in a JSON string (RFC 8949 section 8, RFC 8259 section 7), with everything
    /// escaped that a terminal might obey or not show.
    static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            default:
                if isShown(scalar) {
                    output.unicodeScalars.append(scalar)
                } else {
                    for unit in String(scalar).utf16 { output += "\\u" + hexadecimal(unit) }
                }
            }
        }
        return output
    }

    private static func hexadecimal(_ unit: UInt16) -> String {
        hexadecimal([UInt8(unit >> 8), UInt8(unit & 0xff)])
    }

    /// Whether the character leaves a mark of its own and does nothing else. Controls do not, nor do the
    /// marks that turn the direction of writing, invisible ones, and spaces that only look like the space.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isDefaultIgnorableCodePoint { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            return false
        case .spaceSeparator:
            return scalar == " "
        default:
            return true
        }
    }
}
