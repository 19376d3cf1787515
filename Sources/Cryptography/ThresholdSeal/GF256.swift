/// Arithmetic in GF(2^8), the field of 256 elements, modulo AES's polynomial x^8 + x^4 + x^3 + x + 1
/// (FIPS 197, section 4). Addition is exclusive or.
///
/// There are no tables, and nothing is indexed with a value: what is multiplied are shares of keys, and the usual
/// tables of logarithms tell them to whoever watches the cache. Nor is there a branch on a value in the source; see
/// the functions on rows for what compilers make of it.
package enum GF256 {
    /// The product of two elements. If one of them is public, it is the other one.
    package static func multiply(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var product: UInt8 = 0
        var power = one
        var rest = other
        var bit = 0
        while bit < 8 {
            product ^= (0 &- (rest & 1)) & power
            power = (power &<< 1) ^ ((0 &- (power &>> 7)) & 0x1b)
            rest = rest &>> 1
            bit &+= 1
        }
        return product
    }

    /// The element whose product with this one is 1; of zero, which has none, zero. It is the 254th power.
    package static func inverse(_ element: UInt8) -> UInt8 {
        // 254 is 2 + 4 + … + 128.
        var square = multiply(element, element)
        var power = square
        for _ in 0..<6 {
            square = multiply(square, square)
            power = multiply(power, square)
        }
        return power
    }

    /// Replaces each byte of a row by its product with the factor, plus the byte of another row.
    ///
    /// In this and the next, the row's bytes are secret and the factor is public, a share's number or what follows
    /// from the numbers: compilers do turn the mask of a bit of the factor, the same for a whole row, into a branch.
    static func scale(
        _ row: UnsafeMutablePointer<UInt8>, by factor: UInt8, adding other: UnsafePointer<UInt8>, count: Int
    ) {
        for index in 0..<count { row[index] = multiply(row[index], factor) ^ other[index] }
    }

    /// Adds to each byte of a row the product of another row's byte with the factor.
    static func add(
        _ other: UnsafePointer<UInt8>, times factor: UInt8, to row: UnsafeMutablePointer<UInt8>, count: Int
    ) {
        for index in 0..<count { row[index] ^= multiply(other[index], factor) }
    }
}
