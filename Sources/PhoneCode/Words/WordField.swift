/// GF(2^11): the polynomials over GF(2) modulo x^11 + x^2 + 1, of which x is a primitive element; the highest bit of a
/// word's number is the factor of x^10.
enum WordField {
    /// Bits of an element, and of a word.
    static let width = 11

    /// Times x.
    static func doubled(_ value: UInt16) -> UInt16 {
        let doubled = value << 1
        return doubled & 0x800 == 0 ? doubled : doubled ^ 0x805
    }

    /// Times x to a power.
    static func multiplied(_ value: UInt16, power: Int) -> UInt16 {
        (0..<power).reduce(value) { value, _ in doubled(value) }
    }
}
