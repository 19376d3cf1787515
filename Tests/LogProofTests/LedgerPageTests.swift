import CBOR
import Cryptography
import TestSupport
import Testing

@testable import LogProof

/// Checks `docs/ledger.md` against the code, and against the vectors that others made.
@Suite("The page on the audit log") struct LedgerPageTests {
    let page: FormatsPage

    init() throws { page = try FormatsPage("docs/ledger.md") }

    @Test(arguments: [
        ("certificate", "certificate", "its successor"), ("head", "head", "a head"),
        ("checkpoint", "checkpoint", "of 13 entries"), ("earlier checkpoint", "checkpoint", "of 8 entries"),
        ("inclusion", "inclusion", "entry 12 of 13"), ("consistency", "consistency", "8 and 13 entries"),
    ])
    func `shows documents that hold`(block: String, kind: String, remark: String) throws {
        let vector = try ReceiptVector.named(kind, remark)
        #expect(try page.bytes(block) == vector.document)
        #expect(
            try vector.judge(ReceiptVector.keys(), Sample.signingKey(1).publicKey) == vector.document)
    }

    @Test(
        arguments: [
            ("head headers", "checkpoint", nil), ("inclusion proof", "inclusion", -1),
            ("consistency proof", "consistency", -2),
        ] as [(String, String, Int64?)])
    func `shows what is in them`(block: String, document: String, kind: Int64?) throws {
        let parts = try CBORDecoder.decode(page.bytes(document)).content(ofTag: 18)?.asArray
        let proofs = kind.flatMap { parts?[1].asMap?[396]?.asMap?[.int($0)]?.asArray }
        let inner = kind == nil ? parts?[0].asBytes : proofs?[0].asBytes
        let expected = try CBORDiagnostic.indented(CBORDecoder.decode(#require(inner)))
        #expect(try page.block("diag \(block)") == expected)
    }

    @Test func `lists all rules, and no others`() throws {
        let rules = page.text.split(separator: "\n").compactMap { line in
            line.hasPrefix("| `") ? line.dropFirst(3).prefix { $0 != "`" } : nil
        }
        #expect(rules.map(String.init) == LogProofRule.allCases.map(\.rawValue))
    }

    @Test func `tells the largest sizes`() {
        let sizes = [
            AuditKeyCertificate.maximumSize, DetachedTreeHead.maximumSize, Checkpoint.maximumSize,
            InclusionReceipt.maximumSize, ConsistencyReceipt.maximumSize,
        ]
        let told = page.text.split(separator: "\n").filter { $0.hasSuffix(" bytes |") }.compactMap {
            $0.split(separator: "|").last.flatMap { Int($0.filter(\.isNumber)) }
        }
        #expect(told == sizes)
    }
}
