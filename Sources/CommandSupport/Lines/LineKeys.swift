/// What keys the bytes from a terminal are: control characters, the escape sequences of xterm and the Linux console, and
/// UTF-8. A sequence that is none of these is dropped whole, so that no part of it ends up in the line.
struct LineKeys {
    private enum State {
        case ground
        case escape
        /// Behind `ESC [` or `ESC O`, with the parameters so far.
        case sequence([UInt8])
        /// Within a character of so many bytes.
        case character([UInt8], length: Int)
    }

    private var state = State.ground

    /// Whether more of a key is to come.
    var isWithin: Bool {
        if case .ground = state { false } else { true }
    }

    /// Nothing more came: an Escape by itself is no key, and a part of a character stands for itself.
    mutating func abandon() -> [LineKey] {
        defer { state = .ground }
        guard case .character(let bytes, _) = state else { return [] }
        return bytes.map { .character([$0]) }
    }

    /// The keys that are complete with this byte.
    mutating func keys(_ byte: UInt8) -> [LineKey] {
        switch state {
        case .ground: return ground(byte)
        case .escape:
            state = .ground
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
                state = .sequence([])
                return []
            }
            return Self.withAlt[byte].map { [$0] } ?? []
        case .sequence(let parameters):
            // The Linux console sends ESC [ [ A for F1.
            let isFinal = (0x40...0x7E).contains(byte) && !(parameters.isEmpty && byte == UInt8(ascii: "["))
            guard isFinal || byte < 0x20 || parameters.count >= Self.longestSequence else {
                state = .sequence(parameters + [byte])
                return []
            }
            state = .ground
            return isFinal ? Self.key(parameters, byte).map { [$0] } ?? [] : []
        case .character(let bytes, let length):
            guard byte & 0xC0 == 0x80 else { return abandon() + ground(byte) }
            guard bytes.count + 1 == length else {
                state = .character(bytes + [byte], length: length)
                return []
            }
            state = .ground
            let whole = bytes + [byte]
            return String(validating: whole, as: UTF8.self) == nil
                ? whole.map { .character([$0]) } : [.character(whole)]
        }
    }

    private static let longestSequence = 16

    private mutating func ground(_ byte: UInt8) -> [LineKey] {
        switch byte {
        case 0x1B:
            state = .escape
            return []
        case 0x09: return [.character([UInt8(ascii: " ")])]
        case 0x00..<0x20, 0x7F: return Self.controls[byte].map { [$0] } ?? []
        case 0x20..<0x80: return [.character([byte])]
        case 0xC2..<0xE0: state = .character([byte], length: 2)
        case 0xE0..<0xF0: state = .character([byte], length: 3)
        case 0xF0..<0xF5: state = .character([byte], length: 4)
        default: return [.character([byte])]
        }
        return []
    }

    private static let controls: [UInt8: LineKey] = [
        0x01: .start, 0x02: .left, 0x04: .endOrDelete, 0x05: .end, 0x06: .right, 0x08: .backspace,
        0x0B: .removeBehind, 0x0E: .later, 0x10: .earlier, 0x15: .removeBefore, 0x17: .removeWord,
        0x7F: .backspace,
    ]

    private static let withAlt: [UInt8: LineKey] = [
        UInt8(ascii: "b"): .wordLeft, UInt8(ascii: "f"): .wordRight, 0x7F: .removeWord, 0x08: .removeWord,
    ]

    private static func key(_ parameters: [UInt8], _ final: UInt8) -> LineKey? {
        let text = String(decoding: parameters, as: UTF8.self)
        // 5 is Ctrl, 3 is Alt.
        let isWord = text.hasSuffix(";5") || text.hasSuffix(";3")
        return switch final {
        case UInt8(ascii: "A"): .earlier
        case UInt8(ascii: "B"): .later
        case UInt8(ascii: "C"): isWord ? .wordRight : .right
        case UInt8(ascii: "D"): isWord ? .wordLeft : .left
        case UInt8(ascii: "H"): .start
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "~"):
            switch text {
            case "1", "7": .start
            case "4", "8": .end
            case "3": .delete
            default: nil
            }
        default: nil
        }
    }
}
