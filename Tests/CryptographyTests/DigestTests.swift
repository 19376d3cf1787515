import Cryptography
import TestSupport
import Testing

@Suite("A digest")
struct DigestTests {
    static let two56Bits = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"

    @Test(
        "with SHA-256 is that of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (two56Bits, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        ])
    func sha256(text: String, digest: String) {
        #expect(SHA256Digest(of: Array(text.utf8)).hexadecimal == digest)
    }

    @Test("with BLAKE2b is that of RFC 7693, and that of the digest again for each further round")
    func blake2bRepeated() {
        func digest(_ text: String, _ rounds: Int) -> String {
            Hexadecimal.encode(BLAKE2b.repeated(Array(text.utf8), rounds: rounds))
        }
        let once =
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d3"
            + "8aa8dbf1925ab92386edd4009923"
        #expect(digest("abc", 1) == once)
        #expect(digest("abc", 0) == once)
        #expect(
            digest("abc", 3)
                == "2ddda015a6b31d39fa9e6d54bb55bab1999a224d23b094fb1f77c41a1ea597c485e10bc721dd5531f1cddc52fdafa09c03ac"
                + "4fbaaac9271241bd1da64dbd390c")
        #expect(
            digest("", 64)
                == "c51e3ff27ac3185708fa3d9545b309ef924bf2bb5b5df96ce0158df673c9b5ca7c8928b1d1c61174a4d8d08e117275deeeca"
                + "df465a3da21a571bbf8167925e8e")
    }

    @Test("with a key is BLAKE2b's: the authors' vector, and one with an activation key's 15 bytes")
    func blake2b() throws {
        #expect(
            Hexadecimal.encode(try KeyedHash.tag(of: [], publicKey: Array(0..<64), size: 64))
                == "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b005f42d2ff4233499"
                + "391653df7aefcbc13fc51568")
        let message = Array("countersign".utf8)
        #expect(
            Hexadecimal.encode(try KeyedHash.tag(of: message, publicKey: Array(0..<15), size: 16))
                == "d212d3670550544e5dd681dfdd5df7a9")
        #expect(
            try KeyedHash.tag(of: message, key: Sample.secret(Array(0..<15)), size: 16)
                == KeyedHash.tag(of: message, publicKey: Array(0..<15), size: 16))
    }

    @Test("with a key has a key of 15 to 64 bytes and a size of 16 to 64")
    func blake2bSizes() throws {
        for count in [0, 14, 65] {
            #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: count)) {
                try KeyedHash.tag(of: [], publicKey: [UInt8](repeating: 0, count: count), size: 32)
            }
            #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: count)) {
                try KeyedHash.tag(of: [], publicKey: Array(0..<32), size: count)
            }
        }
        #expect(try KeyedHash.tag(of: [], publicKey: Array(0..<32), size: 16).count == 16)
        let whole = try KeyedHash.tag(of: [], publicKey: Array(0..<32), size: 64)
        #expect(try KeyedHash.tag(of: [], publicKey: Array(0..<32), size: 32) != Array(whole.prefix(32)))
    }

    @Test("equals another in every byte and in length")
    func equality() {
        #expect(KeyedHash.areEqual([], []))
        #expect(KeyedHash.areEqual([1, 2, 3], [1, 2, 3]))
        for bit in 0..<24 { #expect(!KeyedHash.areEqual([1, 2, 3], flipped([1, 2, 3], bit))) }
        #expect(!KeyedHash.areEqual([1, 2, 3], [1, 2]))
        #expect(!KeyedHash.areEqual([1, 2], [1, 2, 3]))
    }

    @Test("in hexadecimal has two lower-case digits a byte, and either case is read")
    func hexadecimal() {
        let all = Array(0...255 as ClosedRange<UInt8>)
        let text = Hexadecimal.encode(all)
        #expect(text.hasPrefix("000102030405060708090a0b0c0d0e0f10") && text.hasSuffix("fdfeff"))
        #expect(Hexadecimal.decode(text) == all)
        #expect(Hexadecimal.decode(text.uppercased()) == all)
        #expect(Hexadecimal.decode("") == [])
        for wrong in ["0", "000", "0g", "g0", "0 ", "-1", "0x", "é", "٠٠", "００"] {
            #expect(Hexadecimal.decode(wrong) == nil)
        }
    }
}
