import CBOR
import Cryptography
import TestSupport
import Testing

@testable import COSE

@Suite("A signature in COSE")
struct Sign1Tests {
    @Test("covers the context, the protected bytes, the external data and the payload, and nothing else")
    func signatureStructure() throws {
        let object = try Sign1(
            payload: [1, 2, 3], type: "t", keyIdentifier: [9], key: Sample.signingKey(1), externalData: [7])
        #expect(
            CBORDiagnostic.oneLine(try CBORDecoder.decode(object.signatureStructure(externalData: [7])))
                == "[\"Signature1\", h'a30132044109106174', h'07', h'010203']")
        #expect(object.isSigned(by: try Sample.signingKey(1).publicKey, externalData: [7]))
        #expect(!object.isSigned(by: try Sample.signingKey(1).publicKey))
        #expect(!object.isSigned(by: try Sample.signingKey(2).publicKey, externalData: [7]))
    }

    @Test("covers the protected bytes as they were received, and not as this program would write them")
    func receivedBytes() throws {
        // `crit` is understood but not kept: an object built anew from the headers would lack it.
        let key = try Sample.signingKey(1)
        let protected: CBORValue = [1: -19, 2: [1]]
        let structure: CBORValue = [
            "Signature1", .bytes(CBOREncoder.encode(protected)), .bytes([]), .bytes([5]),
        ]
        let signature = try key.sign(CBOREncoder.encode(structure))
        let bytes = CBOREncoder.encode(
            .tagged(18, [.bytes(CBOREncoder.encode(protected)), [:], .bytes([5]), .bytes(signature.bytes)]))
        let object = try Sign1(decoding: bytes, limits: CBORLimits())
        #expect(CBOREncoder.encode(object.protected.cbor) != object.protectedBytes)
        #expect(object.isSigned(by: key.publicKey))
        #expect(object.encoded == bytes)
    }

    @Test("stands in an object whose parts are where they belong")
    func parts() throws {
        let object = try Sign1(payload: [5], type: "t", keyIdentifier: [9, 9], key: Sample.signingKey(1))
        let read = try Sign1(decoding: object.encoded, limits: CBORLimits())
        #expect(read == object)
        #expect(read.protected == Headers(algorithm: .ed25519, keyIdentifier: [9, 9], type: "t"))
        #expect(read.unprotected.isEmpty && !read.protected.isEmpty)
        #expect(read.payload == [5])
        let nameless = try Sign1(payload: [], type: "t", keyIdentifier: nil, key: Sample.signingKey(1))
        #expect(nameless.protected.keyIdentifier == nil)
    }

    @Test("is one of ours: its context keeps it from being a signature of anything else")
    func context() throws {
        let key = try Sample.signingKey(1)
        let object = try Sign1(payload: [5], type: "t", keyIdentifier: nil, key: key)
        #expect(!key.publicKey.verifies(object.signature, of: object.payload))
        #expect(!key.publicKey.verifies(object.signature, of: object.protectedBytes + object.payload))
    }
}
