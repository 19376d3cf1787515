import Cryptography
import MerkleTree

/// A receipt of consistency (RFC 9942 section 5.3.1): a tree head, and the proof that its log begins with all entries of an
/// earlier one, in their order. Read and not believed.
package struct ConsistencyReceipt: Hashable, Sendable {
    /// The largest encoding, in bytes.
    package static let maximumSize = ProofHeader.maximumReceipt

    private let object: HeadObject
    /// The proof. No signature covers it: what it leads to is checked.
    package let unverifiedProof: ConsistencyProof
    /// The time that it says, in seconds since 1970.
    package var unverifiedTime: Int64 { object.headers.time }
    /// The document.
    package var encoded: [UInt8] { object.encoded }

    init(_ proof: ConsistencyProof, _ object: HeadObject) {
        unverifiedProof = proof
        self.object = object
    }

    /// Reads a receipt.
    ///
    /// - Throws: ``LogProofError`` naming the one rule that was broken first.
    package init(encoded: [UInt8]) throws(LogProofError) {
        let object = try HeadObject(decoding: encoded, maximumSize: Self.maximumSize)
        guard object.payload == nil else { throw LogProofError(.payload) }
        let header = try ProofHeader(object.unprotected, kind: .consistency)
        guard header.second == object.headers.size, (1..<header.second).contains(header.first) else {
            throw LogProofError(.place)
        }
        self.init(
            ConsistencyProof(earlier: header.first, later: header.second, path: header.path), object)
    }

    /// Believes that the log extends an earlier head, which is itself believed: of a checkpoint, say.
    ///
    /// - Throws: `earlier-head`, `consistency`, `key-unknown`, `key-time`; `signature` if the path or the signature is not
    ///   the right one: which of them, nobody can tell.
    package func verified(
        extending earlier: SignedTreeHead, by keys: AuditKeys
    ) throws(LogProofError) -> ShownExtension {
        guard unverifiedProof.earlier == earlier.head.size else { throw LogProofError(.earlierHead) }
        guard let root = unverifiedProof.root(extending: earlier.head.root) else {
            throw LogProofError(.consistency)
        }
        return ShownExtension(believed: earlier, later: try object.verified(root: root, by: keys))
    }
}

/// Two heads of one log, of which the later is shown to extend the earlier. Only verifying a receipt makes one.
package struct ShownExtension: Hashable, Sendable {
    /// The head with fewer entries.
    package let earlier: SignedTreeHead
    /// The head with more entries. Its time may still be before the other's: clocks can be wrong.
    package let later: SignedTreeHead

    fileprivate init(believed earlier: SignedTreeHead, later: SignedTreeHead) {
        self.earlier = earlier
        self.later = later
    }
}
