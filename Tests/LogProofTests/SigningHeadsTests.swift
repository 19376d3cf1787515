import Cryptography
import MerkleTree
import TestSupport
import Testing

@testable import LogProof

/// The log of the vectors: thirteen entries, and the audit keys of `Tests/Vectors/receipts.txt`.
@Suite("Signing the heads of a log") struct SigningHeadsTests {
    static let entries = (0..<13).map { Array("event \($0)".utf8) }
    static let now: Int64 = 1_795_435_200
    static let (since, changed) = (now - 300 * 86_400, now - 100 * 86_400)

    private func root(_ entries: some Sequence<[UInt8]>) -> SHA256Digest {
        var frontier = MerkleFrontier()
        for entry in entries { frontier.append(MerkleHash.leaf(entry)) }
        return frontier.root
    }

    private func subtree(_ range: Range<UInt64>) -> SHA256Digest {
        root(Self.entries[Int(range.lowerBound)..<Int(range.upperBound)])
    }

    private func signed(_ size: Int, time: Int64 = now, key: UInt8 = 4) throws -> SignedTreeHead {
        let head = try TreeHead(
            size: UInt64(size), root: root(Self.entries.prefix(size)), time: time)
        return try SignedTreeHead(
            signing: head, key: Sample.signingKey(key), under: ReceiptVector.keys())
    }

    private func certificate(
        _ key: UInt8, _ number: UInt64, notBefore: Int64 = 0
    ) throws -> CertifiedAuditKey {
        let rootKey = try Sample.signingKey(1)
        return try AuditKeyCertificate(
            signing: Sample.signingKey(key).publicKey, number: number, notBefore: notBefore, rootKey: rootKey
        ).verified(by: rootKey.publicKey)
    }

    private func rule(_ run: () throws -> Void) -> LogProofRule? {
        do {
            try run()
            return nil
        } catch {
            return (error as? LogProofError)?.rule
        }
    }

    @Test func `makes the very documents that others make`() throws {
        let head = try signed(13)
        #expect(try head.detached.encoded == ReceiptVector.named("head", "a head").document)
        #expect(
            try head.checkpoint.encoded == ReceiptVector.named("checkpoint", "of 13 entries").document)
        let inclusion = try #require(InclusionProof.make(of: 6, in: 13, root: subtree))
        #expect(
            try head.receipt(for: Self.entries[6], inclusion).encoded
                == ReceiptVector.named("inclusion", "entry 6 of 13").document)
        let consistency = try #require(ConsistencyProof.make(from: 5, to: 13, root: subtree))
        #expect(
            try head.receipt(extending: signed(5), consistency).encoded
                == ReceiptVector.named("consistency", "5 and 13 entries").document)
        let rootKey = try Sample.signingKey(1)
        for (certificate, (key, number, since)) in zip(
            try ReceiptVector.certificates(), [(UInt8(3), UInt64(1), Self.since), (4, 2, Self.changed)])
        {
            let made = try AuditKeyCertificate(
                signing: Sample.signingKey(key).publicKey, number: number, notBefore: since, rootKey: rootKey)
            #expect(made.encoded == certificate.encoded)
        }
    }

    @Test func `gives all documents from one signature, and none that would not hold`() throws {
        let (head, keys) = (try signed(13), try ReceiptVector.keys())
        let signature = head.detached.encoded.suffix(64)
        #expect(head.checkpoint.encoded.suffix(64) == signature)
        for index in UInt64(0)..<13 {
            let proof = try #require(InclusionProof.make(of: index, in: 13, root: subtree))
            let receipt = try head.receipt(for: Self.entries[Int(index)], proof)
            #expect(receipt.encoded.suffix(64) == signature)
            let shown = try InclusionReceipt(encoded: receipt.encoded)
                .verified(entry: Self.entries[Int(index)], by: keys)
            #expect(shown.index == index && shown.head == head && shown.head.keyNumber == 2)
            #expect(rule { _ = try head.receipt(for: [1], proof) } == .inclusion)
            #expect(rule { _ = try signed(12).receipt(for: Self.entries[Int(index)], proof) } == .place)
        }
        for earlier in 1..<13 {
            let proof = try #require(
                ConsistencyProof.make(from: UInt64(earlier), to: 13, root: subtree))
            let old = try signed(earlier, time: Self.since, key: 3)
            let receipt = try head.receipt(extending: old, proof)
            let shown = try ConsistencyReceipt(encoded: receipt.encoded).verified(extending: old, by: keys)
            #expect(shown.earlier == old && shown.later == head)
            #expect(shown.earlier.keyNumber == 1)
            #expect(rule { _ = try head.receipt(extending: head, proof) } == .earlierHead)
            #expect(rule { _ = try signed(12).receipt(extending: old, proof) } == .place)
            let forged = ConsistencyProof(
                earlier: proof.earlier, later: 13, path: proof.path.reversed() + [head.head.root])
            #expect(rule { _ = try head.receipt(extending: old, forged) } == .consistency)
        }
    }

    @Test func `makes no receipt for a place that there is not`() throws {
        let proof = try #require(InclusionProof.make(of: 12, in: 13, root: subtree))
        let beyond = InclusionProof(index: 13, count: 13, path: proof.path)
        #expect(rule { _ = try signed(13).receipt(for: Self.entries[12], beyond) } == .place)
    }

    @Test func `makes no receipt where there is nothing to prove`() throws {
        let only = try #require(InclusionProof.make(of: 0, in: 1, root: subtree))
        #expect(rule { _ = try signed(1).receipt(for: Self.entries[0], only) } == .path)
        let same = try #require(ConsistencyProof.make(from: 13, to: 13, root: subtree))
        #expect(rule { _ = try signed(13).receipt(extending: signed(13), same) } == .path)
    }

    @Test func `signs nothing that its readers would refuse`() throws {
        #expect(rule { _ = try signed(5, key: 5) } == .keyUnknown)
        #expect(rule { _ = try signed(5, key: 1) } == .keyUnknown)
        #expect(rule { _ = try signed(5, key: 3) } == .keyTime)
        #expect(rule { _ = try signed(5, time: Self.changed - 1) } == .keyTime)
        #expect(rule { _ = try signed(5, time: Self.changed - 1, key: 3) } == nil)
        #expect(rule { _ = try signed(5, time: Self.since - 1, key: 3) } == .keyTime)
        for size in [0, 1 << 63, .max] as [UInt64] {
            #expect(
                rule { _ = try TreeHead(size: size, root: MerkleHash.empty, time: Self.now) } == .size)
        }
        for time in [-1, 253_402_300_800, .min, .max] as [Int64] {
            #expect(rule { _ = try TreeHead(size: 1, root: MerkleHash.empty, time: time) } == .time)
        }
    }

    @Test func `a key counts only in an unbroken sequence`() throws {
        let (first, second, third) = (
            try certificate(3, 1), try certificate(4, 2, notBefore: 10), try certificate(5, 3, notBefore: 10)
        )
        #expect(try AuditKeys([first, second, third]).current == third)
        #expect(try AuditKeys([second, third]).keys == [second, third])
        #expect(rule { _ = try AuditKeys([]) } == .keyUnknown)
        #expect(rule { _ = try AuditKeys([], rootKey: Sample.signingKey(1).publicKey) } == .keyUnknown)
        for keys in [[first, third], [second, first], [first, first], [third, second, first]] {
            #expect(rule { _ = try AuditKeys(keys) } == .sequence)
        }
        #expect(rule { _ = try AuditKeys([first, certificate(3, 2)]) } == .sequence)
        #expect(rule { _ = try AuditKeys([first, second, certificate(3, 3, notBefore: 20)]) } == .sequence)
        #expect(rule { _ = try AuditKeys([first, second, certificate(5, 3, notBefore: 9)]) } == .sequence)
        #expect(rule { _ = try AuditKeys([certificate(3, 1 << 62), certificate(4, 1)]) } == .sequence)
        let other = try Sample.signingKey(99).publicKey
        #expect(rule { _ = try AuditKeys(ReceiptVector.certificates(), rootKey: other) } == .rootKey)
    }

    @Test func `the root key certifies no number that there is not, and never itself`() throws {
        let rootKey = try Sample.signingKey(1)
        let key = try Sample.signingKey(3).publicKey
        for number in [0, 1 << 63, .max] as [UInt64] {
            #expect(
                rule {
                    _ = try AuditKeyCertificate(signing: key, number: number, notBefore: 0, rootKey: rootKey)
                } == .claims)
        }
        #expect(
            rule { _ = try AuditKeyCertificate(signing: key, number: 1, notBefore: -1, rootKey: rootKey) }
                == .time)
        #expect(
            rule {
                _ = try AuditKeyCertificate(
                    signing: rootKey.publicKey, number: 1, notBefore: 0, rootKey: rootKey)
            } == .rootKey)
    }

    @Test func `a refusal says what is so, and quotes nothing`() {
        for rule in LogProofRule.allCases {
            #expect(LogProofError(rule).description.hasSuffix("(rule \(rule.rawValue))."))
        }
        do throws(LogProofError) {
            _ = try Checkpoint(encoded: [])
        } catch {
            #expect(error.description.contains("non-empty-input"))
        }
    }
}
