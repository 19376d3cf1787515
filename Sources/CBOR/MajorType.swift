/// The three high bits of an item's first byte: what kind of item it is (RFC 8949 section 3.1).
enum MajorType: UInt8 {
    case unsignedInteger = 0
    case negativeInteger = 1
    case byteString = 2
    case textString = 3
    case array = 4
    case map = 5
    case tag = 6
    case simpleOrFloat = 7

    /// The major type that an item's first byte tells.
    init(initialByte: UInt8) {
        switch initialByte >> 5 {
        case 0: self = .unsignedInteger
        case 1: self = .negativeInteger
        case 2: self = .byteString
        case 3: self = .textString
        case 4: self = .array
        case 5: self = .map
        case 6: self = .tag
        default: self = .simpleOrFloat
        }
    }
}

/// The simple values that documents use (RFC 8949 section 3.3, table 4).
enum SimpleValue {
    static let `false`: UInt64 = 20
    static let `true`: UInt64 = 21
    static let null: UInt64 = 22
}

extension CBORValue {
    /// The major type and the argument with which the encoding of the value begins: the number itself, the
    /// length of a string in bytes, the number of elements or entries, the tag number, or the simple value
    /// (RFC 8949 section 3).
    var head: (major: MajorType, argument: UInt64) {
        switch self {
        case .unsigned(let number): (.unsignedInteger, number)
        case .negative(let number): (.negativeInteger, number)
        case .bytes(let bytes): (.byteString, UInt64(bytes.count))
        case .text(let text): (.textString, UInt64(text.utf8.count))
        case .array(let elements): (.array, UInt64(elements.count))
        case .map(let map): (.map, UInt64(map.entries.count))
        case .tagged(let number, _): (.tag, number)
        case .bool(let bool): (.simpleOrFloat, bool ? SimpleValue.true : SimpleValue.false)
        case .null: (.simpleOrFloat, SimpleValue.null)
        }
    }
}
