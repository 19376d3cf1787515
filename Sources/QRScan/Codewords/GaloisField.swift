/// The field of 256 elements that QR codes use: polynomials over two elements modulo x^8+x^4+x^3+x^2+1.
enum GaloisField {
    private static let tables: (powers: [UInt8], logarithms: [Int]) = {
        var powers = [UInt8](repeating: 0, count: 510)
        var logarithms = [Int](repeating: 0, count: 256)
        var value = 1
        for exponent in 0..<255 {
            powers[exponent] = UInt8(value)
            powers[exponent + 255] = UInt8(value)
            logarithms[value] = exponent
            value = value << 1 ^ (value >> 7) * 0x11D
        }
        return (powers, logarithms)
    }()

    /// The generator to this power.
    static func power(_ exponent: Int) -> UInt8 { tables.powers[((exponent % 255) + 255) % 255] }

    static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        guard one != 0, other != 0 else { return 0 }
        return tables.powers[tables.logarithms[Int(one)] + tables.logarithms[Int(other)]]
    }

    /// 0 for a divisor of 0.
    static func quotient(_ one: UInt8, _ other: UInt8) -> UInt8 {
        guard one != 0, other != 0 else { return 0 }
        return tables.powers[tables.logarithms[Int(one)] + 255 - tables.logarithms[Int(other)]]
    }

    /// The value of a polynomial, lowest coefficient first.
    static func value(_ polynomial: [UInt8], at place: UInt8) -> UInt8 {
        polynomial.reversed().reduce(0) { product($0, place) ^ $1 }
    }
}
