/// The beginning of an item: its kind, and a number that says how much, how many or which.
struct Head {
    let major: MajorType
    let argument: UInt64
    /// How many bytes the argument took after the first: 0, 1, 2, 4 or 8.
    let width: Int
    /// Where the item begins.
    let offset: Int
}

/// Reads heads and the bytes of strings from the input. All access to the bytes is here, and checked.
struct HeadReader {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads one head (RFC 8949 section 3) and checks that it is well-formed, definite and shortest.
    mutating func head() throws(CBORError) -> Head {
        let offset = position
        guard offset < bytes.count else { throw CBORError(.complete, at: offset) }
        let initialByte = bytes[offset]
        position += 1
        let major = MajorType(initialByte: initialByte)
        let information = initialByte & 0x1f
        let width = try argumentWidth(information, major, offset)
        let argument = width == 0 ? UInt64(information) : try bigEndian(width)
        let head = Head(major: major, argument: argument, width: width, offset: offset)
        try checkForm(head)
        return head
    }

    /// Reads as many bytes as the head of a string says.
    mutating func content(of head: Head) throws(CBORError) -> ArraySlice<UInt8> {
        // Compared as 64 bits: only what is known to remain is ever made an Int.
        let remaining = bytes.count - position
        guard head.argument <= UInt64(remaining) else { throw CBORError(.complete, at: bytes.count) }
        let content = bytes[position..<(position + Int(head.argument))]
        position = content.endIndex
        return content
    }

    private func argumentWidth(
        _ information: UInt8, _ major: MajorType, _ offset: Int
    ) throws(CBORError) -> Int {
        switch information {
        case 0..<24: return 0
        case 24: return 1
        case 25: return 2
        case 26: return 4
        case 27: return 8
        case 31: throw CBORError(Self.ruleAgainstIndefinite(major), at: offset)
        default: throw CBORError(.noReservedInformation, at: offset)
        }
    }

    private static func ruleAgainstIndefinite(_ major: MajorType) -> CBORRule {
        switch major {
        case .byteString, .textString, .array, .map: .definiteLength
        case .simpleOrFloat: .noStrayBreak
        case .unsignedInteger, .negativeInteger, .tag: .noReservedInformation
        }
    }

    private mutating func bigEndian(_ width: Int) throws(CBORError) -> UInt64 {
        guard width <= bytes.count - position else { throw CBORError(.complete, at: bytes.count) }
        let field = bytes[position..<(position + width)]
        position = field.endIndex
        return field.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func checkForm(_ head: Head) throws(CBORError) {
        if head.major == .simpleOrFloat {
            // A float's width is part of its type; a simple value has two bytes only from 32 on.
            if head.width == 1 && head.argument < 32 {
                throw CBORError(.noReservedInformation, at: head.offset)
            }
            return
        }
        let least: UInt64 =
            switch head.width {
            case 1: 24
            case 2: 1 << 8
            case 4: 1 << 16
            case 8: 1 << 32
            default: 0
            }
        guard head.argument >= least else { throw CBORError(.shortestForm, at: head.offset) }
    }
}
