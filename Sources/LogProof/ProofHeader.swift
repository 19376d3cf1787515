import CBOR
import Cryptography

/// The unprotected header of a receipt: `vdp`, label 396 (RFC 9942 section 2), with one proof.
///
/// ```cddl
/// { 396 => { kind => [ bstr .cbor [ uint, uint, [1*64 bstr .size 32] ] ] } }
/// ```
struct ProofHeader: Hashable, Sendable {
    /// The kinds of proof that the structure RFC9162_SHA256 has (RFC 9942 section 4.2).
    enum Kind: Int64 {
        /// Size of the tree, place of the entry, path (section 5.2).
        case inclusion = -1
        /// Size of the earlier tree, of the later tree, path (section 5.3).
        case consistency = -2
    }

    static let label: Int64 = 396
    /// The longest path that a tree of 2^63 - 1 entries can need.
    static let longestPath = 64
    /// What a receipt can take at most: a head without its root, and a proof of the longest path.
    static let maximumReceipt = 2_560

    let kind: Kind
    let first: UInt64
    let second: UInt64
    let path: [SHA256Digest]

    init(_ kind: Kind, _ first: UInt64, _ second: UInt64, path: [SHA256Digest]) throws(LogProofError) {
        guard (1...Self.longestPath).contains(path.count) else { throw LogProofError(.path) }
        (self.kind, self.first, self.second, self.path) = (kind, first, second, path)
    }

    /// The header as a map.
    var map: CBORMap {
        let proof = CBOREncoder.encode([
            .unsigned(first), .unsigned(second), .array(path.map { .bytes($0.bytes) }),
        ])
        return [.int(Self.label): [.int(kind.rawValue): [.bytes(proof)]]]
    }

    /// Reads the unprotected header of a receipt.
    ///
    /// - Throws: `proof`, `well-formed`, `path`.
    init(_ map: CBORMap, kind: Kind) throws(LogProofError) {
        guard
            map.entries.count == 1, let proofs = map[.int(Self.label)]?.asMap, proofs.entries.count == 1,
            let list = proofs[.int(kind.rawValue)]?.asArray, list.count == 1, let bytes = list[0].asBytes
        else { throw LogProofError(.proof) }
        // The two arrays, two numbers, and the hashes, of which one too many can still be told from nonsense.
        let items = 5 + Self.longestPath
        let proof = try decoded(bytes, CBORLimits(size: Self.maximumReceipt, depth: 2, items: items))
        guard
            let parts = proof.asArray, parts.count == 3, let first = parts[0].asUInt64,
            let second = parts[1].asUInt64, let hashes = parts[2].asArray
        else { throw LogProofError(.proof) }
        var path: [SHA256Digest] = []
        for hash in hashes {
            guard let bytes = hash.asBytes, let digest = try? SHA256Digest(bytes) else {
                throw LogProofError(.path)
            }
            path.append(digest)
        }
        try self.init(kind, first, second, path: path)
    }
}
