import Cryptography
import Testing

@Suite("The field of 256 elements")
struct GF256Tests {
    let all = Array(UInt8.min...UInt8.max)

    @Test("multiplies as FIPS 197 shows, section 4.2")
    func examples() {
        #expect(GF256.multiply(0x57, 0x83) == 0xc1)
        #expect(GF256.multiply(0x57, 0x13) == 0xfe)
        #expect([0x02, 0x04, 0x08, 0x10].map { GF256.multiply(0x57, $0) } == [0xae, 0x47, 0x8e, 0x07])
    }

    /// 3 generates all elements but zero, and three times an element is the element and its double: no product
    /// is needed to make the logarithms.
    @Test("multiplies all 65,536 pairs as the logarithms to base 3 do")
    func table() {
        var powers: [UInt8] = [1]
        while powers.count < 255 {
            let last = powers[powers.count - 1]
            let double = UInt16(last) << 1
            powers.append(last ^ UInt8(truncatingIfNeeded: double > 0xff ? double ^ 0x11b : double))
        }
        #expect(Set(powers).count == 255)
        var logarithms = [Int](repeating: 0, count: 256)
        for (exponent, power) in powers.enumerated() { logarithms[Int(power)] = exponent }
        var wrong = 0
        for one in all {
            for other in all {
                let sum = logarithms[Int(one)] + logarithms[Int(other)]
                let expected = one == 0 || other == 0 ? 0 : powers[sum % 255]
                if GF256.multiply(one, other) != expected { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test("is commutative, associative and distributive, and 1 changes nothing")
    func laws() {
        let some = stride(from: 0, to: 256, by: 7).map { UInt8($0) }
        var broken = 0
        for a in some {
            if GF256.multiply(a, 1) != a || GF256.multiply(0, a) != 0 { broken += 1 }
            for b in some {
                let product = GF256.multiply(a, b)
                if product != GF256.multiply(b, a) { broken += 1 }
                for c in some {
                    if GF256.multiply(product, c) != GF256.multiply(a, GF256.multiply(b, c)) { broken += 1 }
                    if GF256.multiply(a, b ^ c) != product ^ GF256.multiply(a, c) { broken += 1 }
                }
            }
        }
        #expect(broken == 0)
    }

    @Test("has an inverse of every element but zero")
    func inverses() {
        #expect(GF256.inverse(0) == 0)
        for element in all.dropFirst() {
            #expect(GF256.multiply(element, GF256.inverse(element)) == 1)
        }
        #expect(GF256.inverse(0x53) == 0xca)
    }
}
