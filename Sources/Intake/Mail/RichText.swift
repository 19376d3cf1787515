import TextForm

/// Text out of Rich Text Format, in which some mail programs and word processors save.
enum RichText {
    /// The text, in UTF-8 or Windows-1252; nil if the input is of another format.
    static func text(of input: [UInt8]) -> [UInt8]? {
        var reader = TextReader(input)
        reader.skip { $0.isSpace }
        guard reader.isAt("{\\rtf".utf8) else { return nil }
        return text(of: &reader)
    }

    static func text(of reader: inout TextReader) -> [UInt8] {
        var state = State()
        while let byte = reader.next() {
            switch byte {
            case UInt8(ascii: "{"): state.depth += 1
            case UInt8(ascii: "}"):
                state.depth -= 1
                if let hidden = state.hidden, state.depth < hidden { state.hidden = nil }
            case UInt8(ascii: "\\"): control(&reader, &state)
            case UInt8.lineFeed, UInt8.carriageReturn: continue
            default: state.show([byte])
            }
        }
        return state.text
    }

    private struct State {
        var text: [UInt8] = []
        var depth = 0
        /// The depth of the group that is not shown, if we are in one.
        var hidden: Int?
        /// How many characters follow that stand in for one that was already read.
        var substitutes = 0

        mutating func show(_ bytes: [UInt8]) {
            if substitutes > 0 {
                substitutes -= 1
            } else if hidden == nil {
                text += bytes
            }
        }

        mutating func hide() { if hidden == nil { hidden = depth } }
    }

    private static func control(_ reader: inout TextReader, _ state: inout State) {
        guard let byte = reader.next() else { return }
        switch byte {
        case UInt8(ascii: "'"):
            if let high = reader.peek()?.hexadecimalValue, let low = reader.peek(1)?.hexadecimalValue {
                reader.skip(2)
                state.show([high << 4 | low])
            }
        case UInt8(ascii: "*"): state.hide()
        case UInt8(ascii: "~"): state.show([32])
        case UInt8(ascii: "_"): state.show([45])
        case UInt8(ascii: "-"): return
        case UInt8.lineFeed, UInt8.carriageReturn: state.show([.lineFeed])
        default:
            guard byte.isLetter else { return state.show([byte]) }
            word(beginning: byte, &reader, &state)
        }
    }

    private static func word(beginning first: UInt8, _ reader: inout TextReader, _ state: inout State) {
        var word = String(Unicode.Scalar(first))
        while let byte = reader.peek(), byte.isLetter {
            if word.utf8.count < 16 { word.unicodeScalars.append(Unicode.Scalar(byte)) }
            reader.skip()
        }
        let number = parameter(&reader)
        if reader.peek() == 32 { reader.skip() }
        switch word {
        case "par", "line", "row", "page": state.show([.lineFeed])
        case "tab", "cell", "emspace", "enspace": state.show([32])
        case "emdash", "endash": state.show([45])
        case "u":
            let scalar = Unicode.Scalar(UInt16(truncatingIfNeeded: number ?? 0)).flatMap { UTF8.encode($0) }
            state.show(scalar.map { Array($0) } ?? [])
            state.substitutes = 1
        case "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "footer": state.hide()
        default: return
        }
    }

    /// The number behind a control word; no more of it than fits 16 bits is of use.
    private static func parameter(_ reader: inout TextReader) -> Int? {
        let isNegative = reader.peek() == 45 && reader.peek(1)?.isDigit == true
        if isNegative { reader.skip() }
        var number: Int?
        while let byte = reader.peek(), byte.isDigit {
            number = ((number ?? 0) * 10 + Int(byte - 48)) & 0xff_ffff
            reader.skip()
        }
        return number.map { isNegative ? -$0 : $0 }
    }
}
