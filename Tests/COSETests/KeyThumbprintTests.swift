import CBOR
import COSE
import Cryptography
import TestSupport
import Testing

@Suite("A public key in COSE")
struct KeyThumbprintTests {
    @Test("has the thumbprint and the identifier that the vectors tell")
    func vectors() throws {
        let keys = try VectorLine.all(in: "derivations.txt").filter { $0.fields[0] == "key" }
        #expect(keys.count == 3)
        for vector in keys {
            let seed = try #require(Hexadecimal.decode(vector.fields[1]))
            let key = try SigningKey(seed: Sample.secret(seed)).publicKey
            #expect(key.hexadecimal == vector.fields[2], "\(vector)")
            #expect(COSEKey.thumbprint(of: key).hexadecimal == vector.fields[3], "\(vector)")
            #expect(KeyIdentifier(of: key).hexadecimal == vector.fields[4], "\(vector)")
        }
    }

    @Test("is an octet key pair on Ed25519 with x, and reads back")
    func map() throws {
        let key = try Sample.signingKey(1).publicKey
        #expect(COSEKey.cbor(key) == [1: 1, -1: 6, -2: .bytes(key.bytes)])
        #expect(COSEKey.publicKey(from: COSEKey.cbor(key)) == key)
    }

    @Test(
        "is not read from a map that is anything else",
        arguments: [
            [:], [1: 1, -1: 6], [1: 2, -1: 6, -2: x], [1: 1, -1: 4, -2: x], [1: 1, -1: 6, -2: "x"],
            [1: 1, -1: 6, -2: .bytes([UInt8](repeating: 7, count: 31))],
            [1: 1, -1: 6, -2: .bytes([UInt8](repeating: 7, count: 33))],
            [1: 1, -1: 6, -2: x, 3: -19], [1: 1, -1: 6, -2: x, -4: x], x, [1, 6, x],
        ] as [CBORValue])
    func others(value: CBORValue) {
        #expect(COSEKey.publicKey(from: value) == nil)
    }

    static let x: CBORValue = .bytes([UInt8](repeating: 7, count: 32))
}
