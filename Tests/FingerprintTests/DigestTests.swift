import Cryptography
import Fingerprint
import TestSupport
import Testing

@Suite("A component's digest")
struct ComponentDigestTests {
    @Test("is the one that the vectors tell")
    func vectors() throws {
        let components = try VectorLine.all(in: "derivations.txt").filter { $0.fields[0] == "component" }
        #expect(components.count == 7)
        for vector in components {
            let kind = try #require(UInt8(vector.fields[1]).flatMap { ComponentKind(rawValue: $0) })
            let value = try #require(Hexadecimal.decode(vector.fields[2]))
            let salt = try FingerprintSalt(#require(Hexadecimal.decode(vector.fields[3])))
            let digest = try ComponentDigest(of: value, kind: kind, salt: salt)
            #expect(digest.hexadecimal == vector.fields[4], "\(vector.fields)")
        }
    }

    @Test("differs with the value, the kind and the salt")
    func inputs() throws {
        let value = Array("S4EVNX0N100001".utf8)
        let salt = FingerprintSalt(uncheckedBytes: [UInt8](repeating: 1, count: 16))
        let digests = [
            try ComponentDigest(of: value, kind: .disk, salt: Sample.salt),
            try ComponentDigest(of: value + [0], kind: .disk, salt: Sample.salt),
            try ComponentDigest(of: value, kind: .boardSerial, salt: Sample.salt),
            try ComponentDigest(of: value, kind: .disk, salt: salt),
        ]
        #expect(Set(digests).count == digests.count)
    }

    @Test("has four hexadecimal digits, and a place in the order of numbers")
    func text() {
        #expect(ComponentDigest(rawValue: 0x0a0b).hexadecimal == "0a0b")
        #expect(ComponentDigest(rawValue: 0).hexadecimal == "0000")
        #expect(ComponentDigest(rawValue: 0x00ff) < ComponentDigest(rawValue: 0x0100))
    }

    @Test("tells so little that among all cards of one maker hundreds have the same")
    func hides() throws {
        // 2^14 of the maker's 2^24 cards already fill a good part of the 2^16 digests, and no digest is rare
        // enough to name a card once all are there.
        var counts: [ComponentDigest: Int] = [:]
        for card in 0..<1 << 14 {
            let digits = Hexadecimal.encode([UInt8(card >> 8), UInt8(card & 255)])
            let value = Array("02:00:00:00:\(digits.prefix(2)):\(digits.suffix(2))".utf8)
            counts[try ComponentDigest(of: value, kind: .networkCard, salt: Sample.salt), default: 0] += 1
        }
        // Of random digests e^(-1/4) of all values stay empty, 14,497 are expected to be met.
        #expect((14_300...14_700).contains(counts.count))
        #expect(counts.values.max() ?? 0 < 10)
    }
}
