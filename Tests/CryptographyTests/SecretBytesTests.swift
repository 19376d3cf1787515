import Cryptography
import TestSupport
import Testing

@Suite("Secret bytes")
struct SecretBytesTests {
    @Test("are taken away from where they came from: zeros are left")
    func taking() throws {
        var bytes: [UInt8] = [1, 2, 3, 255]
        let secret = try SecretBytes(taking: &bytes)
        #expect(bytes == [0, 0, 0, 0])
        #expect(secret.withUnsafeBytes { Array($0) } == [1, 2, 3, 255])
        #expect(secret.count == 4)
    }

    @Test("zeroed, are zeros in the memory where they stood")
    func zeroize() {
        var bytes = [UInt8](repeating: 0xaa, count: 100)
        // The storage is not shared, so what is zeroed is the very place that this looks at before and after.
        let before = bytes.withUnsafeBytes { $0.baseAddress }
        bytes.zeroize()
        let after = bytes.withUnsafeBytes { ($0.baseAddress, $0.allSatisfy { $0 == 0 }) }
        #expect(before == after.0 && after.1)
        var none: [UInt8] = []
        none.zeroize()
        #expect(none.isEmpty)
    }

    @Test("may be none")
    func empty() throws {
        var none: [UInt8] = []
        let secret = try SecretBytes(taking: &none)
        #expect(secret.count == 0)
        #expect(secret.withUnsafeBytes { $0.isEmpty })
    }

    @Test("are put together and cut without leaving locked memory")
    func parts() throws {
        let secret = try Sample.secret([1, 2, 3])
        #expect(try secret.followed(by: [4, 5]).withUnsafeBytes { Array($0) } == [1, 2, 3, 4, 5])
        #expect(try secret.followed(by: []).withUnsafeBytes { Array($0) } == [1, 2, 3])
        for (length, bytes) in [(2, [1, 2]), (3, [1, 2, 3]), (9, [1, 2, 3]), (0, []), (-1, [])]
            as [(Int, [UInt8])]
        {
            #expect(try secret.prefix(length).withUnsafeBytes { Array($0) } == bytes)
        }
    }

    @Test("come from the source they are drawn from, as many as asked for")
    func drawn() throws {
        let secret = try SecretBytes.random(count: 20, from: SeededRandom(seed: 7))
        #expect(secret.withUnsafeBytes { Array($0) } == SeededRandom(seed: 7).bytes(count: 20))
        let system = SystemRandom()
        #expect(system.bytes(count: 0).isEmpty)
        let draws = (0..<8).map { _ in system.bytes(count: 32) }
        #expect(Set(draws).count == 8 && draws.allSatisfy { $0.count == 32 })
    }

    @Test("give another key for each purpose: BLAKE2b, keyed with them, of the label")
    func derived() throws {
        let secret = try Sample.secret(Array(0..<32))
        let one = try secret.derived("one").withUnsafeBytes { Array($0) }
        #expect(one == (try KeyedHash.tag(of: Array("one".utf8), publicKey: Array(0..<32), size: 32)))
        #expect(try secret.derived("two").withUnsafeBytes { Array($0) } != one)
        #expect(try secret.derived("one", size: 16).count == 16)
        #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: 15)) {
            try secret.derived("one", size: 15)
        }
        #expect(throws: CryptographyError.sizeMismatch(expected: 32, found: 65)) {
            try Sample.secret([UInt8](repeating: 0, count: 65)).derived("one")
        }
    }

    @Test func `Secret bytes follow others, and are taken from the end of others, which stay as they are`()
        throws
    {
        var bytes: [UInt8] = [3, 4]
        let secret = try SecretBytes(taking: &bytes)
        let joined = try SecretBytes(joining: [1, 2], secret)
        #expect(joined.withUnsafeBytes { Array($0) } == [1, 2, 3, 4])
        #expect(try SecretBytes(joining: [], secret).withUnsafeBytes { Array($0) } == [3, 4])
        let whole: [UInt8] = [1, 2, 3]
        #expect(try SecretBytes(endOf: whole, count: 2).withUnsafeBytes { Array($0) } == [2, 3])
        #expect(try SecretBytes(endOf: whole, count: 0).count == 0)
        for count in [-1, 4] {
            #expect(throws: CryptographyError.sizeMismatch(expected: count, found: 3)) {
                try SecretBytes(endOf: whole, count: count)
            }
        }
        #expect(whole == [1, 2, 3])
    }
}
