import Cryptography
import TestSupport
import Testing

@testable import LogProof

/// One line of `Tests/Vectors/receipts.txt`.
struct ReceiptVector: CustomTestStringConvertible, Sendable {
    let kind: String
    let document: [UInt8]
    /// The root, the entry or the earlier checkpoint.
    let given: [UInt8]
    /// `holds`, or the rule that is broken.
    let outcome: String
    let remark: String

    var testDescription: String { "\(kind): \(remark)" }

    static func all() throws -> [ReceiptVector] {
        try VectorLine.all(in: "receipts.txt").map { line in
            ReceiptVector(
                kind: line.fields[1], document: try #require(Hexadecimal.decode(line.fields[0])),
                given: try #require(Hexadecimal.decode(line.fields[2])), outcome: line.fields[3],
                remark: line.fields[4])
        }
    }

    /// The vector of this kind and remark.
    static func named(_ kind: String, _ remark: String) throws -> ReceiptVector {
        try #require(all().first { $0.kind == kind && $0.remark == remark })
    }

    /// The certificates under which the vectors are judged.
    static func certificates() throws -> [AuditKeyCertificate] {
        try all().filter { $0.kind == "certificate" }.prefix(2).map {
            try AuditKeyCertificate(encoded: $0.document)
        }
    }

    /// The keys of ``certificates()``.
    static func keys() throws -> AuditKeys {
        try AuditKeys(certificates(), rootKey: Sample.signingKey(1).publicKey)
    }

    /// Reads and verifies the document as its kind. The bytes that it is written as again, if it holds.
    func judge(_ keys: AuditKeys, _ rootKey: PublicKey) throws(LogProofError) -> [UInt8] {
        try Self.judge(kind, document, given, keys, rootKey)
    }

    /// Reads and verifies any bytes as a document of a kind.
    static func judge(
        _ kind: String, _ document: [UInt8], _ given: [UInt8], _ keys: AuditKeys, _ rootKey: PublicKey
    ) throws(LogProofError) -> [UInt8] {
        switch kind {
        case "certificate":
            let certificate = try AuditKeyCertificate(encoded: document)
            _ = try certificate.verified(by: rootKey)
            return certificate.encoded
        case "head":
            let head = try DetachedTreeHead(encoded: document)
            return try head.verified(root: SHA256Digest(uncheckedBytes: given), by: keys).detached.encoded
        case "checkpoint":
            return try Checkpoint(encoded: document).verified(by: keys).checkpoint.encoded
        case "inclusion":
            let receipt = try InclusionReceipt(encoded: document)
            let shown = try receipt.verified(entry: given, by: keys)
            return try shown.head.receipt(for: shown.entry, receipt.unverifiedProof).encoded
        default:
            let receipt = try ConsistencyReceipt(encoded: document)
            let earlier = try Checkpoint(encoded: given).verified(by: keys)
            let shown = try receipt.verified(extending: earlier, by: keys)
            return try shown.later.receipt(extending: shown.earlier, receipt.unverifiedProof).encoded
        }
    }
}
