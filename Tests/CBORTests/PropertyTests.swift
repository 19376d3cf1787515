import CBOR
import Testing

@Suite struct PropertyTests {
    @Test("Any value comes back from its encoding as it was")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<5_000 {
            let value = generator.value(depth: 5)
            let decoded = try CBORDecoder.decode(CBOREncoder.encode(value))
            #expect(decoded == value)
            #expect(decoded.hashValue == value.hashValue)
        }
    }

    @Test("Values sort and compare as the bytes of their encodings do")
    func order() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<20_000 {
            let (left, right) = (generator.value(depth: 2), generator.value(depth: 2))
            let (leftBytes, rightBytes) = (CBOREncoder.encode(left), CBOREncoder.encode(right))
            #expect((left == right) == (leftBytes == rightBytes))
            #expect((left < right) == leftBytes.lexicographicallyPrecedes(rightBytes))
        }
    }

    @Test("Altered encodings are refused, or are the encoding of another value; never a trap")
    func mutations() {
        var generator = SeededGenerator(seed: 3)
        var (accepted, refused) = (0, 0)
        for _ in 0..<2_000 {
            let original = CBOREncoder.encode(generator.value(depth: 5))
            for _ in 0..<25 {
                let altered = alter(original, with: &generator)
                if holds(altered) { accepted += 1 } else { refused += 1 }
            }
        }
        // Both must occur often, or nothing was tested.
        #expect(accepted > 5_000)
        #expect(refused > 5_000)
    }

    @Test("Random bytes are refused, or are the encoding of what they decode to; never a trap")
    func randomBytes() {
        var generator = SeededGenerator(seed: 4)
        var (accepted, refused) = (0, 0)
        for _ in 0..<50_000 {
            if holds(generator.bytes(upTo: 24)) { accepted += 1 } else { refused += 1 }
        }
        #expect(accepted > 500)
        #expect(refused > 5_000)
    }

    /// Whether the bytes are accepted, and so are the one encoding of their value.
    private func holds(_ bytes: [UInt8]) -> Bool {
        guard let value = try? CBORDecoder.decode(bytes) else { return false }
        #expect(CBOREncoder.encode(value) == bytes)
        return true
    }

    private func alter(_ bytes: [UInt8], with generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...2, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0...3, using: &generator) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 2: bytes.remove(at: index)
            default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
            }
        }
        return bytes
    }
}
