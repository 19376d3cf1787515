import CBOR
import Cryptography
import LogProof
import MerkleTree

/// What must hold whatever the bytes: nothing traps, and what is read is written as it was and says what can be so.
func check(_ bytes: [UInt8]) {
    read(bytes) { (bytes) throws(LogProofError) in
        let certificate = try AuditKeyCertificate(encoded: bytes)
        require(certificate.encoded == bytes, "a certificate is written as it was")
        require(
            TreeHead.times.contains(certificate.unverifiedNotBefore), "a key begins when times can be told")
        _ = try? certificate.verified(by: certificate.unverifiedKey)
    }
    read(bytes) { (bytes) throws(LogProofError) in
        let head = try DetachedTreeHead(encoded: bytes)
        require(head.encoded == bytes, "a head is written as it was")
        require(TreeHead.sizes.contains(head.unverifiedSize), "a log that is signed has an entry")
    }
    read(bytes) { (bytes) throws(LogProofError) in
        let checkpoint = try Checkpoint(encoded: bytes)
        require(checkpoint.encoded == bytes, "a checkpoint is written as it was")
        require(TreeHead.times.contains(checkpoint.unverifiedHead.time), "its time can be told")
    }
    read(bytes) { (bytes) throws(LogProofError) in
        let receipt = try InclusionReceipt(encoded: bytes)
        require(receipt.encoded == bytes, "a receipt of inclusion is written as it was")
        let proof = receipt.unverifiedProof
        require(proof.index < proof.count, "the entry has a place in the log")
        require((1...64).contains(proof.path.count), "the path is neither empty nor too long")
        _ = proof.root(of: MerkleHash.leaf(bytes))
    }
    read(bytes) { (bytes) throws(LogProofError) in
        let receipt = try ConsistencyReceipt(encoded: bytes)
        require(receipt.encoded == bytes, "a receipt of consistency is written as it was")
        let proof = receipt.unverifiedProof
        require((1..<proof.later).contains(proof.earlier), "the earlier log is the smaller, and not empty")
        require((1...64).contains(proof.path.count), "the path is neither empty nor too long")
        _ = proof.root(extending: proof.path[0])
    }
    if let given = GivenReceipt(encoded: bytes) {
        require(given.encoded == bytes, "what is given away is written as it was")
        require((1...GivenReceipt.mostCertificates).contains(given.certificates.count), "a key is certified")
    }
}

private func read(_ bytes: [UInt8], _ read: ([UInt8]) throws(LogProofError) -> Void) {
    do throws(LogProofError) {
        try read(bytes)
    } catch {
        require(
            (error.encoding != nil) == (error.rule == .wellFormed),
            "a rule of the encoding is named where it is broken")
    }
}
