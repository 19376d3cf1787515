/// One data item of the subset of CBOR (RFC 8949) that documents are made of: no floating-point numbers, no
/// `undefined`, no simple values but `false`, `true` and `null`.
///
/// Two values are equal when, and only when, their encodings are the same bytes. This is stricter than Swift
/// is with texts: `"\u{E9}"` and `"e\u{301}"` are two different values here.
package indirect enum CBORValue: Sendable {
    /// Major type 0: an integer from 0 to 2^64 - 1 (RFC 8949 section 3.1).
    case unsigned(UInt64)
    /// Major type 1: the integer -1 - n, from -1 down to -2^64 (RFC 8949 section 3.1).
    case negative(UInt64)
    /// Major type 2: a byte string (RFC 8949 section 3.1).
    case bytes([UInt8])
    /// Major type 3: a text string, kept byte for byte and never normalised (RFC 8949 section 3.1).
    case text(String)
    /// Major type 4: an array (RFC 8949 section 3.1).
    case array([CBORValue])
    /// Major type 5: a map, its keys distinct and in order (RFC 8949 section 3.1).
    case map(CBORMap)
    /// Major type 6: a tag number and the value that it is about (RFC 8949 section 3.4).
    case tagged(UInt64, CBORValue)
    /// Major type 7: `false` or `true` (RFC 8949 section 3.3).
    case bool(Bool)
    /// Major type 7: `null` (RFC 8949 section 3.3).
    case null
}

extension CBORValue {
    /// The integer, as whichever of ``unsigned(_:)`` and ``negative(_:)`` it is.
    package static func int(_ value: Int64) -> CBORValue {
        // The complement of a negative number n is -1 - n: just what major type 1 carries.
        value < 0 ? .negative(UInt64(~value)) : .unsigned(UInt64(value))
    }

    /// The integer, of either sign, if the value is one and fits 64 bits with its sign.
    package var asInt64: Int64? {
        switch self {
        case .unsigned(let number): Int64(exactly: number)
        case .negative(let number): Int64(exactly: number).map { ~$0 }
        default: nil
        }
    }

    /// The integer, if the value is one and is not negative.
    package var asUInt64: UInt64? {
        if case .unsigned(let number) = self { number } else { nil }
    }

    /// The bytes, if the value is a byte string.
    package var asBytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    /// The text, if the value is a text string. Compare it by its `utf8` where bytes matter.
    package var asText: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The elements, if the value is an array.
    package var asArray: [CBORValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The map, if the value is one.
    package var asMap: CBORMap? {
        if case .map(let map) = self { map } else { nil }
    }

    /// The truth value, if the value is `false` or `true`.
    package var asBool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// What the tag is about, if the value has this very tag number.
    package func content(ofTag number: UInt64) -> CBORValue? {
        if case .tagged(number, let content) = self { content } else { nil }
    }
}
