import TestSupport
import Testing

@testable import Cryptography

@Suite("A signature")
struct SignatureTests {
    /// RFC 8032 section 7.1: seed, public key, message, signature.
    static let rfc8032: [(seed: String, publicKey: String, message: String, signature: String)] = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0"
                + "595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eae"
                + "b4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9"
                + "716ed28dc027beceea1ec40a"
        ),
        (
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423"
                + "643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c"
                + "138ac17ad9bef1177331a704"
        ),
    ]

    @Test("is the one that RFC 8032 shows for each of its keys and messages", arguments: rfc8032.indices)
    func vectors(index: Int) throws {
        let vector = Self.rfc8032[index]
        let key = try SigningKey(seed: Sample.secret(bytes(vector.seed)))
        #expect(key.publicKey.hexadecimal == vector.publicKey)
        let signature = try key.sign(bytes(vector.message))
        #expect(signature.hexadecimal == vector.signature)
        #expect(key.publicKey.verifies(signature, of: try bytes(vector.message)))
        #expect(try key.seed().withUnsafeBytes { Array($0) } == bytes(vector.seed))
    }

    @Test("does not hold when any bit of it, of the message or of the key is another")
    func anyBit() throws {
        let key = try Sample.signingKey(1)
        let message = Array("message".utf8)
        let signature = try key.sign(message)
        for bit in 0..<512 {
            #expect(!key.publicKey.verifies(try Signature(flipped(signature.bytes, bit)), of: message))
        }
        for bit in 0..<message.count * 8 {
            #expect(!key.publicKey.verifies(signature, of: flipped(message, bit)))
        }
        for bit in 0..<256 {
            #expect(!(try PublicKey(flipped(key.publicKey.bytes, bit))).verifies(signature, of: message))
        }
    }

    @Test("does not hold with the group order added to S, which would be a second signature of the same")
    func malleable() throws {
        let order = try bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        let key = try Sample.signingKey(1)
        let signature = try key.sign([1, 2, 3]).bytes
        var sum = Array(signature.prefix(32))
        var carry = 0
        for (index, pair) in zip(signature.suffix(32), order).enumerated() {
            carry += Int(pair.0) + Int(pair.1)
            if index == 0 { sum.reserveCapacity(64) }
            sum.append(UInt8(carry & 255))
            carry >>= 8
        }
        #expect(carry == 0)
        #expect(!key.publicKey.verifies(try Signature(sum), of: [1, 2, 3]))
    }

    /// The points whose order divides eight, and a second encoding of two of them: under such a key a signature
    /// can be made up that holds for many messages or for all.
    static let smallOrder = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]

    @Test("never holds under a key of small order", arguments: smallOrder)
    func smallOrderKeys(point: String) throws {
        let key = try PublicKey(bytes(point))
        for other in Self.smallOrder {
            let signature = try Signature(bytes(other) + [UInt8](repeating: 0, count: 32))
            for message in 0..<16 as Range<UInt8> { #expect(!key.verifies(signature, of: [message])) }
        }
    }

    @Test("is not let out if it does not hold: a key whose halves do not belong together signs nothing")
    func selfCheck() throws {
        // Ed25519 hashes the public key into the signature. If the stored half is another, the signature would
        // tell the private key to whoever has a good one of the same message.
        let good = try Sample.signingKey(1)
        let other = try Sample.signingKey(2)
        for (half, announced) in [
            (other.publicKey.bytes, good.publicKey), (good.publicKey.bytes, other.publicKey),
            (flipped(good.publicKey.bytes, 100), good.publicKey),
        ] {
            let expanded = try Sample.secret([UInt8](repeating: 1, count: 32) + half)
            let broken = try SigningKey(expanded: expanded, publicKey: announced)
            #expect(throws: CryptographyError.selfCheckFailed) { try broken.sign([1, 2, 3]) }
        }
        let whole = try SigningKey(
            expanded: Sample.secret([UInt8](repeating: 1, count: 32) + good.publicKey.bytes),
            publicKey: good.publicKey)
        #expect(try whole.sign([1, 2, 3]) == good.sign([1, 2, 3]))
    }

    @Test("a key is made of 32 bytes, and of as many anew each time")
    func seeds() throws {
        for count in [0, 31, 33, 64] {
            #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: count)) {
                try SigningKey(seed: Sample.secret([UInt8](repeating: 1, count: count)))
            }
        }
        #expect(throws: CryptographyError.sizeMismatch(expected: 64, found: 63)) {
            let short = try Sample.secret([UInt8](repeating: 1, count: 63))
            _ = try SigningKey(expanded: short, publicKey: Sample.signingKey(1).publicKey)
        }
        let random = SeededRandom(seed: 1)
        let one = try SigningKey.generate(from: random)
        let other = try SigningKey.generate(from: random)
        #expect(one.publicKey != other.publicKey)
    }

    @Test(
        "keys, signatures and digests are of one size, and what was made unchecked of another verifies nothing"
    )
    func sizes() throws {
        #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: 31)) {
            try PublicKey([UInt8](repeating: 0, count: 31))
        }
        #expect(throws: CryptographyError.sizeMismatch(expected: 64, found: 65)) {
            try Signature([UInt8](repeating: 0, count: 65))
        }
        #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: 0)) {
            try SHA256Digest([UInt8]())
        }
        let key = try Sample.signingKey(1)
        let signature = try key.sign([])
        #expect(!PublicKey(uncheckedBytes: []).verifies(signature, of: []))
        #expect(!key.publicKey.verifies(Signature(uncheckedBytes: []), of: []))
    }
}
