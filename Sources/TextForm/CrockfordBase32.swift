/// Base 32 in Crockford's alphabet: no I, L, O, U. Read as meant: lower case, `O` for 0, `I` and `L` for 1,
/// dashes and spaces anywhere. (Crockford, "Base 32", crockford.com/base32.html.)
package enum CrockfordBase32 {
    package static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The symbols' values in text, each 0 to 31; nil if there is a character that cannot be meant.
    package static func values(in text: String) -> [UInt8]? {
        var values: [UInt8] = []
        for character in text.utf8 {
            switch character {
            case UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "\t"): continue
            default:
                guard let value = value(of: character) else { return nil }
                values.append(value)
            }
        }
        return values
    }

    /// Text of 5-bit values.
    package static func text(of values: some Sequence<UInt8>) -> String {
        String(decoding: values.map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    /// Five bits a symbol, first bit first. The number of bits must be a multiple of five.
    package static func values(of bytes: [UInt8]) -> [UInt8] {
        regroup(bytes, from: 8, to: 5)
    }

    /// The bytes that 5-bit values stand for; bits beyond the last whole byte are dropped.
    package static func bytes(of values: [UInt8]) -> [UInt8] {
        regroup(values, from: 5, to: 8)
    }

    private static func regroup(_ input: [UInt8], from inputBits: Int, to outputBits: Int) -> [UInt8] {
        var output: [UInt8] = []
        var buffer = 0
        var held = 0
        for value in input {
            buffer = buffer << inputBits | Int(value)
            held += inputBits
            while held >= outputBits {
                held -= outputBits
                output.append(UInt8(truncatingIfNeeded: buffer >> held & (1 << outputBits - 1)))
            }
            buffer &= 1 << held - 1
        }
        return output
    }

    private static func value(of character: UInt8) -> UInt8? {
        let upper = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character) ? character - 32 : character
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: upper).map { UInt8($0) }
        }
    }
}
