import CBOR
import COSE
import Cryptography
import TestSupport
import Testing

@Suite("A COSE_Sign1 object")
struct COSEVectorTests {
    static let vectors = Result { try VectorLine.all(in: "cose.txt") }

    @Test("is signed, not signed, or breaks the rule that its vector names")
    func outcomes() throws {
        let rootKey = try Sample.signingKey(1).publicKey
        for vector in try Self.vectors.get() {
            let bytes = try #require(Hexadecimal.decode(vector.fields[0]))
            #expect(outcome(bytes, rootKey) == vector.fields[1], "\(vector)")
        }
    }

    @Test("breaks every rule there is, in one vector or another", arguments: COSERule.allCases)
    func everyRule(rule: COSERule) throws {
        #expect(try Self.vectors.get().contains { $0.fields[1] == rule.rawValue })
    }

    @Test("names the rule of the encoding, and only where the encoding is at fault")
    func encoding() throws {
        for vector in try Self.vectors.get() {
            let bytes = try #require(Hexadecimal.decode(vector.fields[0]))
            do throws(COSEError) {
                _ = try Sign1(decoding: bytes, limits: CBORLimits())
            } catch {
                #expect((error.encoding != nil) == (error.rule == .wellFormed), "\(vector)")
            }
        }
    }

    @Test("that is read encodes to the very bytes it came from")
    func roundTrip() throws {
        for vector in try Self.vectors.get() where vector.fields[1].hasSuffix("signed") {
            let bytes = try #require(Hexadecimal.decode(vector.fields[0]))
            #expect(try Sign1(decoding: bytes, limits: CBORLimits()).encoded == bytes, "\(vector)")
        }
    }

    @Test("is held to the limits it is read with")
    func limits() throws {
        let bytes = try #require(Hexadecimal.decode(Self.vectors.get()[0].fields[0]))
        _ = try Sign1(decoding: bytes, limits: CBORLimits(size: bytes.count))
        let error = #expect(throws: COSEError.self) {
            try Sign1(decoding: bytes, limits: CBORLimits(size: bytes.count - 1))
        }
        #expect(error?.rule == .wellFormed && error?.encoding?.rule == .sizeLimit)
    }

    private func outcome(_ bytes: [UInt8], _ key: PublicKey) -> String {
        do throws(COSEError) {
            let object = try Sign1(decoding: bytes, limits: CBORLimits())
            return object.isSigned(by: key) ? "signed" : "not-signed"
        } catch {
            return error.rule.rawValue
        }
    }
}
