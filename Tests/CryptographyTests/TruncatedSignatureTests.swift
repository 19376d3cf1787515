import TestSupport
import Testing

@testable import Cryptography

@Suite("A truncated signature")
struct TruncatedSignatureTests {
    @Test("is R and S without its lowest 32 bits, and the same from its parts")
    func parts() throws {
        let signature = try Sample.signingKey(1).sign([1, 2, 3])
        let truncated = try #require(TruncatedSignature(signature))
        #expect(truncated.r == Array(signature.bytes[0..<32]))
        #expect(truncated.high == Array(signature.bytes[36..<64]))
        #expect(TruncatedSignature(r: truncated.r, high: truncated.high) == truncated)
        #expect(TruncatedSignature.missingBits == 32)
    }

    @Test("gives the signature back with the missing bits, lowest byte first, and another one with others")
    func completed() throws {
        let r = [UInt8](repeating: 7, count: 32)
        let high = [UInt8](repeating: 9, count: 28)
        let signature = try Signature(r + [0x04, 0x03, 0x02, 0x01] + high)
        let truncated = try #require(TruncatedSignature(signature))
        #expect(truncated.completed(with: 0x0102_0304) == signature)
        #expect(truncated.completed(with: 0x0102_0305) != signature)
    }

    @Test("holds every S below 2^252, and none from there on")
    func range() throws {
        let r = try Sample.signingKey(1).sign([]).bytes.prefix(32)
        for (last, fits) in [(0x00, true), (0x0f, true), (0x10, false), (0x1f, false), (0x80, false)] {
            let high = [UInt8](repeating: 0xff, count: 27) + [UInt8(last)]
            let signature = try Signature(r + [UInt8](repeating: 0xff, count: 4) + high)
            #expect((TruncatedSignature(signature) != nil) == fits)
            #expect((TruncatedSignature(r: Array(r), high: high) != nil) == fits)
        }
    }

    @Test("has parts of one size, and is made of no signature of another size")
    func sizes() {
        let (r, high) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 1, count: 28))
        #expect(TruncatedSignature(r: r, high: high) != nil)
        for count in [0, 31, 33] {
            #expect(TruncatedSignature(r: .init(repeating: 1, count: count), high: high) == nil)
        }
        for count in [0, 27, 29] {
            #expect(TruncatedSignature(r: r, high: .init(repeating: 1, count: count)) == nil)
        }
        for count in [0, 60, 63, 65] {
            let signature = Signature(uncheckedBytes: .init(repeating: 1, count: count))
            #expect(TruncatedSignature(signature) == nil)
        }
    }

    /// The base point plus a point of order eight, and plus one of order four: on the curve, of large order, and not
    /// multiples of the base point.
    static let mixedOrder = [
        "da99e28ba529cdde35a25fba9059e78ecaee239f99755b9b1aa4f65df00803e2",
        "5252cc0a7f208133b620acbd4537eba2a4123bf0a8c2e4f980c3b31bb69765ea",
    ]

    @Test(
        "is plausible with the R of a signature; not with one of small order, off the group or not canonical")
    func plausible() throws {
        for message in 0..<32 as Range<UInt8> {
            #expect(try #require(TruncatedSignature(Sample.signingKey(1).sign([message]))).isPlausible)
        }
        for r in try (SignatureTests.smallOrder + Self.mixedOrder).map(bytes) + Self.notCanonical() {
            #expect(!(try Self.with(r: r).isPlausible))
        }
    }

    @Test("is plausible with one wrong R in sixteen")
    func wrongR() throws {
        let random = SeededRandom(seed: 5)
        let plausible = try (0..<4_000).count { _ in try Self.with(r: random.bytes(count: 32)).isPlausible }
        // 250 on average, and 15 is the standard deviation.
        #expect((175...325).contains(plausible))
    }

    /// Every y from the field's prime to 2^255, with either sign of x.
    static func notCanonical() -> [[UInt8]] {
        let middle = [UInt8](repeating: 0xff, count: 30)
        return (0xed...0xff as ClosedRange<UInt8>).flatMap { (first: UInt8) -> [[UInt8]] in
            let y: [UInt8] = [first] + middle
            return [y + [0x7f], y + [0xff]]
        }
    }

    static func with(r: [UInt8]) throws -> TruncatedSignature {
        try #require(TruncatedSignature(r: r, high: .init(repeating: 0, count: 28)))
    }
}
