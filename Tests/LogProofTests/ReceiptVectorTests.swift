import Cryptography
import TestSupport
import Testing

@testable import LogProof

@Suite("A log's signed document") struct ReceiptVectorTests {
    @Test func `holds, or breaks the rule that its vector names`() throws {
        let (keys, rootKey) = (try ReceiptVector.keys(), try Sample.signingKey(1).publicKey)
        for vector in try ReceiptVector.all() {
            do throws(LogProofError) {
                let again = try vector.judge(keys, rootKey)
                #expect(vector.outcome == "holds", "\(vector.testDescription)")
                #expect(again == vector.document, "\(vector.testDescription)")
            } catch {
                #expect(error.rule.rawValue == vector.outcome, "\(vector.testDescription)")
                #expect((error.encoding != nil) == (error.rule == .wellFormed), "\(vector.testDescription)")
            }
        }
    }

    @Test(arguments: LogProofRule.allCases.filter { $0 != .sequence })
    func `breaks every rule there is, in one vector or another`(rule: LogProofRule) throws {
        #expect(try ReceiptVector.all().contains { $0.outcome == rule.rawValue })
    }

    @Test func `is as small as it may be`() throws {
        for vector in try ReceiptVector.all() where vector.outcome == "holds" {
            let limit = vector.kind == "inclusion" || vector.kind == "consistency" ? 2_560 : 300
            #expect(vector.document.count <= limit, "\(vector.testDescription)")
        }
        #expect(try ReceiptVector.named("checkpoint", "of 13 entries").document.count == 183)
    }

    @Test func `does not hold after any change of a bit, nor as another kind`() throws {
        let (keys, rootKey) = (try ReceiptVector.keys(), try Sample.signingKey(1).publicKey)
        let kinds = ["certificate", "head", "checkpoint", "inclusion", "consistency"]
        for kind in kinds {
            let vector = try #require(ReceiptVector.all().last { $0.kind == kind && $0.outcome == "holds" })
            for place in vector.document.indices {
                for bit in 0..<8 {
                    var changed = vector.document
                    changed[place] ^= 1 << UInt8(bit)
                    #expect(throws: LogProofError.self, "\(kind), byte \(place)") {
                        try ReceiptVector.judge(kind, changed, vector.given, keys, rootKey)
                    }
                }
                #expect(throws: LogProofError.self) {
                    try ReceiptVector.judge(
                        kind, Array(vector.document[..<place]), vector.given, keys, rootKey)
                }
            }
            for other in kinds where other != kind {
                #expect(throws: LogProofError.self, "\(kind) as \(other)") {
                    let given = other == "consistency" ? vector.document : vector.given
                    return try ReceiptVector.judge(other, vector.document, given, keys, rootKey)
                }
            }
        }
    }

    @Test func `is refused without a trap, whatever the bytes`() throws {
        let (keys, rootKey) = (try ReceiptVector.keys(), try Sample.signingKey(1).publicKey)
        let vectors = try ReceiptVector.all()
        var random = SeededGenerator(seed: 9942)
        for _ in 0..<4_000 {
            let (one, other) = (
                try #require(vectors.randomElement(using: &random)),
                try #require(vectors.randomElement(using: &random))
            )
            var bytes =
                one.document.prefix(Int.random(in: 0...one.document.count, using: &random))
                + other.document.suffix(Int.random(in: 0...other.document.count, using: &random))
            for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            _ = try? ReceiptVector.judge(one.kind, Array(bytes), one.given, keys, rootKey)
        }
    }
}
