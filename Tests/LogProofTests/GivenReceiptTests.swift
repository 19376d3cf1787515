import CBOR
import Cryptography
import LogProof
import TestSupport
import Testing

@Suite("A receipt that is given away") struct GivenReceiptTests {
    private static let certificate = [UInt8](repeating: 9, count: 300)

    private func given(
        receipt: Int = 2_560, entry: Int = 5, certificates: [[UInt8]] = [certificate]
    ) throws -> GivenReceipt {
        GivenReceipt(
            receipt: [UInt8](repeating: 7, count: receipt), entry: [UInt8](repeating: 8, count: entry),
            rootKey: try Sample.signingKey(1).publicKey, certificates: certificates)
    }

    @Test func `has one encoding, and is read as it was written`() throws {
        let small = try given()
        #expect(GivenReceipt(encoded: small.encoded) == small)
        let large = try given(
            entry: GivenReceipt.maximumEntry,
            certificates: [[UInt8]](repeating: Self.certificate, count: GivenReceipt.mostCertificates))
        #expect(large.encoded.count <= GivenReceipt.maximumSize)
        #expect(GivenReceipt(encoded: large.encoded) == large)
    }

    @Test func `has parts that are no larger than they may be, and a key that is certified`() throws {
        #expect(GivenReceipt(encoded: try given(receipt: 2_561).encoded) == nil)
        #expect(GivenReceipt(encoded: try given(entry: GivenReceipt.maximumEntry + 1).encoded) == nil)
        #expect(GivenReceipt(encoded: try given(certificates: []).encoded) == nil)
        #expect(GivenReceipt(encoded: try given(certificates: [Self.certificate + [9]]).encoded) == nil)
        let many = [[UInt8]](repeating: [9], count: GivenReceipt.mostCertificates + 1)
        #expect(GivenReceipt(encoded: try given(certificates: many).encoded) == nil)
    }

    @Test func `is all of the bytes, and nothing else`() throws {
        let bytes = try given().encoded
        for count in 0..<bytes.count { #expect(GivenReceipt(encoded: Array(bytes.prefix(count))) == nil) }
        #expect(GivenReceipt(encoded: bytes + [0]) == nil)
        let key = CBORValue.bytes(try Sample.signingKey(1).publicKey.bytes)
        let wrong: [CBORValue] = [
            [.bytes([1]), .bytes([2]), key], [.bytes([1]), .bytes([2]), key, [.bytes([3])], .null],
            [.bytes([1]), .bytes([2]), .bytes([4]), [.bytes([3])]],
            [.text("1"), .bytes([2]), key, [.bytes([3])]],
            [.bytes([1]), .bytes([2]), key, [.text("3")]], [.bytes([1]), .null, key, [.bytes([3])]],
            .bytes([1]),
        ]
        for value in wrong { #expect(GivenReceipt(encoded: CBOREncoder.encode(value)) == nil, "\(value)") }
        // The same in a longer encoding.
        #expect(GivenReceipt(encoded: [0x98, 4] + bytes.dropFirst()) == nil)
    }
}
