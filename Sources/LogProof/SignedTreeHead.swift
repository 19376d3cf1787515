import COSE
import Cryptography
import MerkleTree

/// A tree head that an audit key vouches for. Only verifying and signing make one.
///
/// From it come all the documents about this head, without any key: the head by itself, the ``Checkpoint``, and the
/// receipts.
package struct SignedTreeHead: Hashable, Sendable {
    /// What is signed.
    package let head: TreeHead
    /// The number of the audit key that signed.
    package let keyNumber: UInt64
    let headers: HeadHeaders
    let signature: Signature

    /// Only for what has just been verified.
    init(believed head: TreeHead, keyNumber: UInt64, headers: HeadHeaders, signature: Signature) {
        self.head = head
        self.keyNumber = keyNumber
        self.headers = headers
        self.signature = signature
    }

    /// Signs a head, and reads and verifies it before letting it out.
    ///
    /// - Parameters:
    ///   - head: what is signed.
    ///   - key: the private half of one of the audit keys.
    ///   - keys: the audit keys that readers will trust.
    /// - Throws: `key-unknown`, `key-time`; `signature` if signing failed its own check.
    package init(signing head: TreeHead, key: SigningKey, under keys: AuditKeys) throws(LogProofError) {
        let headers = HeadHeaders(
            keyIdentifier: KeyIdentifier(of: key.publicKey), size: head.size, time: head.time)
        // Before anything is signed; the key itself is compared when the head is verified.
        _ = try keys.key(headers.keyIdentifier, at: head.time)
        let signed = Sign1.signatureStructure(protectedBytes: headers.encoded, payload: head.root.bytes)
        guard let signature = try? key.sign(signed) else { throw LogProofError(.signature) }
        let object = HeadObject(headers: headers, signature: signature)
        self = try DetachedTreeHead(encoded: object.encoded).verified(root: head.root, by: keys)
    }

    /// The head by itself, without its root: what a ledger keeps, which has the root.
    package var detached: DetachedTreeHead {
        DetachedTreeHead(HeadObject(headers: headers, signature: signature))
    }

    /// The head with its root, to be kept elsewhere.
    package var checkpoint: Checkpoint {
        Checkpoint(head, HeadObject(headers: headers, payload: head.root.bytes, signature: signature))
    }

    /// A receipt for one entry of the log.
    ///
    /// - Throws: `place`, `inclusion` if the proof does not show the entry under this head; `path` if this is the log's only
    ///   entry, whose hash is the root: RFC 9942 has no proof for it.
    package func receipt(for entry: [UInt8], _ proof: InclusionProof) throws(LogProofError)
        -> InclusionReceipt
    {
        guard proof.count == head.size, proof.index < proof.count else { throw LogProofError(.place) }
        guard proof.root(of: MerkleHash.leaf(entry)) == head.root else { throw LogProofError(.inclusion) }
        let header = try ProofHeader(.inclusion, proof.count, proof.index, path: proof.path)
        return InclusionReceipt(
            proof, HeadObject(headers: headers, unprotected: header.map, signature: signature))
    }

    /// A receipt that the log begins with all entries of an earlier head.
    ///
    /// - Throws: `place`, `earlier-head`, `consistency` if the proof does not show that; `path` if both have the same
    ///   entries, where there is nothing to prove.
    package func receipt(
        extending earlier: SignedTreeHead, _ proof: ConsistencyProof
    ) throws(LogProofError) -> ConsistencyReceipt {
        guard proof.later == head.size else { throw LogProofError(.place) }
        guard proof.earlier == earlier.head.size else { throw LogProofError(.earlierHead) }
        guard proof.shows(earlier.head.root, before: head.root) else { throw LogProofError(.consistency) }
        let header = try ProofHeader(.consistency, proof.earlier, proof.later, path: proof.path)
        return ConsistencyReceipt(
            proof, HeadObject(headers: headers, unprotected: header.map, signature: signature))
    }
}
