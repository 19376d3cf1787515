import TestSupport
import Testing

@testable import Cryptography

@Suite("Completing a truncated signature")
struct SignatureCompletionTests {
    /// One table for all tests: it takes most of a second.
    static let shared = Result { () throws(CryptographyError) in try SignatureCompletion() }
    let completion: SignatureCompletion

    init() throws { completion = try Self.shared.get() }

    @Test("gives the signature that it was made of, byte for byte", arguments: SignatureTests.rfc8032.indices)
    func same(index: Int) throws {
        let vector = SignatureTests.rfc8032[index]
        let signature = try Signature(bytes(vector.signature))
        let truncated = try #require(TruncatedSignature(signature))
        let key = try PublicKey(bytes(vector.publicKey))
        #expect(try completion.complete(truncated, of: bytes(vector.message), by: key) == signature)
    }

    @Test("finds nothing for another message, another key or another S, be it of the neighbouring stretch")
    func wrong() throws {
        let key = try Sample.signingKey(1)
        let message = Array("message".utf8)
        let truncated = try #require(TruncatedSignature(key.sign(message)))
        let other = try Sample.signingKey(2).publicKey
        #expect(completion.complete(truncated, of: flipped(message, 3), by: key.publicKey) == nil)
        #expect(completion.complete(truncated, of: message, by: other) == nil)
        // Bit 0 of what is carried is bit 32 of S: the missing number would be just below zero, or above 2^32.
        for bit in [0, 219] {
            let high = flipped(truncated.high, bit)
            let changed = try #require(TruncatedSignature(r: truncated.r, high: high))
            #expect(completion.complete(changed, of: message, by: key.publicKey) == nil)
        }
    }

    @Test("finds nothing for an R with any bit the other way")
    func wrongR() throws {
        let key = try Sample.signingKey(1)
        let truncated = try #require(TruncatedSignature(key.sign([])))
        var plausible = 0
        for bit in 0..<256 {
            let changed = try #require(TruncatedSignature(r: flipped(truncated.r, bit), high: truncated.high))
            // Those that R does not tell take a whole search each, so one stands for them.
            if changed.isPlausible { plausible += 1 }
            if changed.isPlausible, plausible > 1 { continue }
            #expect(completion.complete(changed, of: [], by: key.publicKey) == nil)
        }
        #expect((1...40).contains(plausible))
    }

    @Test(
        "finds nothing for an R or a key of small order, outside the group, not canonical or of another size")
    func strangePoints() throws {
        let key = try Sample.signingKey(1).publicKey
        let good = try #require(TruncatedSignature(Sample.signingKey(1).sign([])))
        let strange =
            try (SignatureTests.smallOrder + TruncatedSignatureTests.mixedOrder).map(bytes)
            + TruncatedSignatureTests.notCanonical()
        for point in strange {
            let truncated = try #require(TruncatedSignature(r: point, high: good.high))
            #expect(completion.complete(truncated, of: [], by: key) == nil)
            let zero = try TruncatedSignatureTests.with(r: point)
            #expect(completion.complete(zero, of: [], by: key) == nil)
            #expect(completion.complete(good, of: [], by: try PublicKey(point)) == nil)
        }
        for count in [0, 31, 33] {
            let key = PublicKey(uncheckedBytes: .init(repeating: 1, count: count))
            #expect(completion.complete(good, of: [], by: key) == nil)
        }
    }

    /// The first three centres of a stretch, the borders between stretches, and the neighbours of each.
    static let border = 2 * MultiplesTable.count + 1
    static let early: [UInt32] = [
        0, 1, 2, MultiplesTable.count - 1, MultiplesTable.count, MultiplesTable.count + 1, border - 2,
        border - 1,
        border, border + 1, border + MultiplesTable.count - 1, border + MultiplesTable.count,
        border + MultiplesTable.count + 1, 2 * border - 1, 2 * border, 2 * border + MultiplesTable.count,
    ]
    /// The last stretch, which goes beyond 2^32, begins with `last`.
    static let last = UInt32.max / border * border

    @Test(
        "finds each missing number: the neutral element, the least, the greatest, and where one stretch meets the next",
        arguments: early + [last - 1, last, .max])
    func borders(missing: UInt32) throws {
        let point = try #require(CurvePoint(baseTimes: MultiplesTable.scalar(missing)))
        #expect(completion.logarithm(of: point) { $0 == missing } == missing)
    }

    @Test("tries nothing below zero or from 2^32 on, though the table reaches there")
    func outside() throws {
        var two32 = MultiplesTable.scalar(0)
        two32[4] = 1
        let above = try #require(CurvePoint(baseTimes: two32))
        var tried: [UInt32] = []
        let none = completion.logarithm(of: above) { candidate in
            tried.append(candidate)
            return false
        }
        #expect(none == nil)
        // Only its mirror image in the last stretch, which is a number below 2^32.
        let centre = Self.last + MultiplesTable.count
        #expect(tried == [centre - (.max - centre + 1)])
        let base = try #require(CurvePoint(baseTimes: MultiplesTable.scalar(1)))
        let below = try #require(CurvePoint.neutral.subtracting(base))
        #expect(completion.logarithm(of: below) { _ in true } == nil)
    }

    @Test("tries a number and its mirror image within the stretch, and goes on after those that do not hold")
    func tries() throws {
        let point = try #require(CurvePoint(baseTimes: MultiplesTable.scalar(5)))
        var tried: [UInt32] = []
        let found = completion.logarithm(of: point) { candidate in
            tried.append(candidate)
            return candidate == 2 * MultiplesTable.count - 5
        }
        #expect(found == 2 * MultiplesTable.count - 5)
        #expect(tried == [5, 2 * MultiplesTable.count - 5])
    }
}

@Suite("The table of multiples")
struct MultiplesTableTests {
    @Test("tells every multiple up to its count and the next not, so that no two have the same key")
    func all() throws {
        let table = try MultiplesTable()
        let base = try #require(CurvePoint(baseTimes: MultiplesTable.scalar(1)))
        var point = CurvePoint.neutral
        var wrong = 0
        for multiple in 0...MultiplesTable.count {
            if table.multiple(lowY: point.lowY) != multiple { wrong += 1 }
            point = try #require(point.adding(base))
        }
        #expect(wrong == 0)
        #expect(table.multiple(lowY: point.lowY) == nil)
        #expect(point == CurvePoint(baseTimes: MultiplesTable.scalar(MultiplesTable.count + 1)))
    }

    @Test("tells of a negative the multiple that it is the negative of")
    func negatives() throws {
        let table = try SignatureCompletionTests.shared.get()
        for multiple in [1, 2, 1_000, MultiplesTable.count] as [UInt32] {
            let point = try #require(CurvePoint(baseTimes: MultiplesTable.scalar(multiple)))
            let negative = try #require(CurvePoint.neutral.subtracting(point))
            #expect(negative != point)
            #expect(table.table.multiple(lowY: negative.lowY) == multiple)
        }
    }
}

@Suite("A point of the curve")
struct CurvePointTests {
    @Test("times zero, and less itself, is the neutral element, which sums take and give")
    func neutral() throws {
        let base = try #require(CurvePoint(baseTimes: MultiplesTable.scalar(1)))
        #expect(CurvePoint(baseTimes: MultiplesTable.scalar(0)) == .neutral)
        #expect(base.times(MultiplesTable.scalar(0)) == .neutral)
        #expect(base.subtracting(base) == .neutral)
        #expect(CurvePoint.neutral.adding(.neutral) == .neutral)
        #expect(CurvePoint.neutral.adding(base) == base)
        #expect(base.subtracting(.neutral) == base)
        #expect(CurvePoint(CurvePoint.neutral.encoding) == nil)
    }

    @Test("is not made of a scalar of another size or of the group order, nor multiplied with one")
    func scalars() throws {
        let base = try #require(CurvePoint(baseTimes: MultiplesTable.scalar(1)))
        let order = try bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        for scalar in [[], [1], [UInt8](repeating: 1, count: 33), order] {
            #expect(CurvePoint(baseTimes: scalar) == nil)
            #expect(base.times(scalar) == nil)
        }
        #expect(base.times(MultiplesTable.scalar(7)) == CurvePoint(baseTimes: MultiplesTable.scalar(7)))
    }
}
