import Cryptography
import MerkleTree

/// A receipt of inclusion (RFC 9942 section 5.2.1): a tree head, and the proof that the log has one entry. Read and not
/// believed.
///
/// It shows nothing of other entries, and not that there are no others.
package struct InclusionReceipt: Hashable, Sendable {
    /// The largest encoding, in bytes.
    package static let maximumSize = ProofHeader.maximumReceipt

    private let object: HeadObject
    /// The proof. No signature covers it: what it leads to is checked.
    package let unverifiedProof: InclusionProof
    /// The time that it says, in seconds since 1970.
    package var unverifiedTime: Int64 { object.headers.time }
    /// The document.
    package var encoded: [UInt8] { object.encoded }

    init(_ proof: InclusionProof, _ object: HeadObject) {
        unverifiedProof = proof
        self.object = object
    }

    /// Reads a receipt.
    ///
    /// - Throws: ``LogProofError`` naming the one rule that was broken first.
    package init(encoded: [UInt8]) throws(LogProofError) {
        let object = try HeadObject(decoding: encoded, maximumSize: Self.maximumSize)
        guard object.payload == nil else { throw LogProofError(.payload) }
        let header = try ProofHeader(object.unprotected, kind: .inclusion)
        guard header.first == object.headers.size, header.second < header.first else {
            throw LogProofError(.place)
        }
        self.init(
            InclusionProof(index: header.second, count: header.first, path: header.path), object)
    }

    /// Believes that the log has the entry.
    ///
    /// - Throws: `inclusion`, `key-unknown`, `key-time`; `signature` if the entry, its place, the path or the signature is
    ///   not the right one: which of them, nobody can tell.
    package func verified(entry: [UInt8], by keys: AuditKeys) throws(LogProofError) -> ShownEntry {
        guard let root = unverifiedProof.root(of: MerkleHash.leaf(entry)) else {
            throw LogProofError(.inclusion)
        }
        return ShownEntry(
            believed: entry, index: unverifiedProof.index, head: try object.verified(root: root, by: keys))
    }
}

/// An entry that a log is shown to have. Only verifying a receipt makes one.
package struct ShownEntry: Hashable, Sendable {
    /// The entry's bytes.
    package let entry: [UInt8]
    /// Its place in the log, from 0.
    package let index: UInt64
    /// The head under which it stands. The log had the entry when that was signed, and perhaps long before.
    package let head: SignedTreeHead

    fileprivate init(believed entry: [UInt8], index: UInt64, head: SignedTreeHead) {
        self.entry = entry
        self.index = index
        self.head = head
    }
}
