/// The writing of diagnostic notation, on one line or many.
struct DiagnosticPrinter {
    private(set) var output = ""
    /// The length at which lines are broken; nil if never.
    private let width: Int?
    private var indentation = 0

    init(width: Int?) {
        self.width = width
    }

    /// - Parameter following: how many characters will stand after the value on its line.
    mutating func write(_ value: CBORValue, following: Int = 0) {
        switch value {
        case .unsigned(let number): output += "\(number)"
        case .negative(let number): output += Self.negative(number)
        case .bytes(let bytes): output += "h'\(Self.hexadecimal(bytes))'"
        case .text(let text): output += "\"\(Self.escaped(text))\""
        case .bool(let bool): output += bool ? "true" : "false"
        case .null: output += "null"
        case .tagged(let number, let content):
            output += "\(number)("
            write(content, following: following + 1)
            output += ")"
        case .array(let elements):
            writeList("[", elements, "]", breaking: !fits(value, following)) { printer, element, following in
                printer.write(element, following: following)
            }
        case .map(let map):
            writeList("{", map.entries, "}", breaking: !fits(value, following)) { printer, entry, following in
                printer.write(entry.key, following: 2)
                printer.output += ": "
                printer.write(entry.value, following: following)
            }
        }
    }

    private mutating func writeList<Element>(
        _ opening: String, _ elements: [Element], _ closing: String, breaking: Bool,
        each: (inout DiagnosticPrinter, Element, _ following: Int) -> Void
    ) {
        output += opening
        indentation += 2
        for (index, element) in elements.enumerated() {
            if breaking { startLine() } else if index > 0 { output += " " }
            let isLast = index == elements.count - 1
            each(&self, element, isLast ? 0 : 1)
            if !isLast { output += "," }
        }
        indentation -= 2
        if breaking { startLine() }
        output += closing
    }

    private mutating func startLine() {
        output += "\n" + String(repeating: " ", count: indentation)
    }

    /// Whether the list can stand on what is left of the line. An empty one is never broken.
    private func fits(_ list: CBORValue, _ following: Int) -> Bool {
        guard let width, list.head.argument > 0 else { return true }
        let used = output.reversed().prefix { $0 != "\n" }.count
        return used + CBORDiagnostic.oneLine(list).count + following <= width
    }

    /// -1 - n in decimal digits. One more than n needs 65 bits only for the greatest n.
    private static func negative(_ number: UInt64) -> String {
        let (magnitude, overflow) = number.addingReportingOverflow(1)
        return overflow ? "-18446744073709551616" : "-\(magnitude)"
    }
}

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
