import Cryptography
import TestSupport
import Testing

@Suite("A sealed secret")
struct SealingTests {
    let key: SecretBytes
    let context = Array("what and where".utf8)

    init() throws { key = try Sample.secret(Array(0x80...0x9f)) }

    @Test("is the one that the XChaCha20-Poly1305 draft shows, appendix A.3.1, after its nonce")
    func vector() throws {
        let plain =
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
            + "would be it."
        let nonce = Array(0x40...0x57 as ClosedRange<UInt8>)
        let context = try bytes("50515253c0c1c2c3c4c5c6c7")
        let sealed = try Sealing.seal(
            Sample.secret(Array(plain.utf8)), key: key, context: context, random: FixedRandom(nonce))
        let expected = try bytes(
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c670"
                + "8c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c9763"
                + "7da9768812f615c68b13b52e" + "c0875924c1c7987947deafd8780acf49")
        #expect(sealed == nonce + expected)
        #expect(sealed.count == plain.utf8.count + Sealing.overhead)
        #expect(
            try Sealing.open(sealed, key: key, context: context).withUnsafeBytes { Array($0) }
                == Array(plain.utf8))
    }

    @Test("opens with the same key and context only, and only whole")
    func refused() throws {
        let sealed = try Sealing.seal(
            Sample.secret([1, 2, 3]), key: key, context: context, random: SeededRandom(seed: 1))
        #expect(
            try Sealing.open(sealed, key: key, context: context).withUnsafeBytes { Array($0) } == [1, 2, 3])
        let other = try Sample.secret([UInt8](repeating: 0, count: 32))
        refuses(sealed, key: other, context: context)
        refuses(sealed, key: key, context: [])
        refuses(sealed, key: key, context: context + [0])
        for bit in 0..<sealed.count * 8 { refuses(flipped(sealed, bit), key: key, context: context) }
        for count in 0..<sealed.count { refuses(Array(sealed.prefix(count)), key: key, context: context) }
        refuses(sealed + [0], key: key, context: context)
    }

    @Test("may hold nothing, and is another each time")
    func empty() throws {
        let random = SeededRandom(seed: 1)
        let one = try Sealing.seal(Sample.secret([]), key: key, context: context, random: random)
        let other = try Sealing.seal(Sample.secret([]), key: key, context: context, random: random)
        #expect(one.count == Sealing.overhead && one != other)
        #expect(try Sealing.open(one, key: key, context: context).count == 0)
    }

    @Test("has a key of 32 bytes and a nonce of 24")
    func sizes() throws {
        for count in [0, 16, 31, 33] {
            let wrong = try Sample.secret([UInt8](repeating: 0, count: count))
            #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: count)) {
                try Sealing.seal(Sample.secret([1]), key: wrong, context: [], random: SeededRandom(seed: 1))
            }
            #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: count)) {
                try Sealing.open([UInt8](repeating: 0, count: 60), key: wrong, context: [])
            }
        }
        for count in [0, 23, 25] {
            #expect(throws: CryptographyError.sizeMismatch(expected: 24, found: count)) {
                let broken = FixedRandom([UInt8](repeating: 0, count: count))
                _ = try Sealing.seal(Sample.secret([1]), key: key, context: [], random: broken)
            }
        }
    }

    private func refuses(_ sealed: [UInt8], key: SecretBytes, context: [UInt8]) {
        #expect(throws: CryptographyError.authenticationFailed) {
            try Sealing.open(sealed, key: key, context: context)
        }
    }
}

@Suite("A passphrase")
struct PassphraseTests {
    let least: PassphraseCost
    let salt = PassphraseSalt(uncheckedBytes: Array(0..<16))

    init() throws { least = try PassphraseCost(passes: 1, memoryKibibytes: 8192) }

    private func key(_ passphrase: String, _ salt: PassphraseSalt, _ cost: PassphraseCost) throws -> String {
        try SecretBytes.key(fromPassphrase: Sample.secret(Array(passphrase.utf8)), salt: salt, cost: cost)
            .withUnsafeBytes { Hexadecimal.encode($0) }
    }

    /// Made with OpenSSL's Argon2id: RFC 9106's own vectors have four lanes, and there is one here.
    @Test("stands for the key that Argon2id with one lane makes of it, the salt and the cost")
    func knownAnswer() throws {
        #expect(
            try key("correct horse battery staple", salt, least)
                == "9aeef75313e585f492c33c5e12d82e9ad253b7dd78632d537e899cd4eddd789c")
    }

    @Test("stands for another key with another salt, cost or letter")
    func others() throws {
        let keys = [
            try key("a", salt, least), try key("A", salt, least), try key("", salt, least),
            try key("a", PassphraseSalt(uncheckedBytes: Array(1...16)), least),
            try key("a", salt, PassphraseCost(passes: 2, memoryKibibytes: 8192)),
            try key("a", salt, PassphraseCost(passes: 1, memoryKibibytes: 8193)),
        ]
        #expect(Set(keys).count == keys.count)
    }

    @Test("costs neither next to nothing nor more than a machine has")
    func costs() throws {
        for (passes, memory) in [
            (0, 8192), (17, 8192), (.max, 8192), (1, 8191), (1, 0), (1, 4 << 20 + 1), (1, .max),
        ] as [(UInt64, UInt64)] {
            #expect(throws: CryptographyError.costOutOfRange) {
                try PassphraseCost(passes: passes, memoryKibibytes: memory)
            }
        }
        #expect(try PassphraseCost(passes: 16, memoryKibibytes: 4 << 20).passes == 16)
        for cost in [PassphraseCost.interactive, .moderate, .sensitive] {
            #expect(try PassphraseCost(passes: cost.passes, memoryKibibytes: cost.memoryKibibytes) == cost)
        }
    }

    @Test("is not taken with a salt that was made unchecked of another size")
    func salts() throws {
        #expect(throws: CryptographyError.sizeMismatch(expected: 16, found: 15)) {
            try key("a", PassphraseSalt(uncheckedBytes: Array(0..<15)), least)
        }
    }
}
