/// One large number, as bits and in base 100,000: what stands in the groups of digits.
enum DecimalForm {
    /// The number in base 100,000, the most significant first, in as many places as there are groups.
    static func places(of field: BitField, count: Int) -> [UInt32] {
        var places = [UInt32](repeating: 0, count: count)
        for bit in field.bits {
            var carry = UInt32(bit)
            for place in places.indices.reversed() {
                let doubled = places[place] * 2 + carry
                carry = doubled >= DigitGroup.base ? 1 : 0
                places[place] = doubled - carry * DigitGroup.base
            }
        }
        return places
    }

    /// The number as so many bits; nil if it needs more.
    static func field(of places: [UInt32], bitCount: Int) -> BitField? {
        var places = places
        var bits = [UInt8](repeating: 0, count: bitCount)
        for bit in bits.indices.reversed() {
            var remainder: UInt32 = 0
            for place in places.indices {
                let value = remainder * DigitGroup.base + places[place]
                places[place] = value / 2
                remainder = value % 2
            }
            bits[bit] = UInt8(remainder)
        }
        return places.allSatisfy { $0 == 0 } ? BitField(bits: bits) : nil
    }
}
