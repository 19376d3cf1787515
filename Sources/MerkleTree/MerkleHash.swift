import Cryptography

/// The two hashes of a Merkle tree (RFC 9162 section 2.1.1). They begin with different bytes, so that nobody can show a
/// node as an entry.
package enum MerkleHash {
    /// The root of a tree without entries.
    package static let empty = SHA256Digest(of: [])

    /// The hash of an entry: SHA-256 over 0x00 and its bytes.
    package static func leaf(_ entry: [UInt8]) -> SHA256Digest {
        SHA256Digest(of: [0] + entry)
    }

    /// The hash of a node: SHA-256 over 0x01 and the hashes of its two subtrees.
    package static func node(_ left: SHA256Digest, _ right: SHA256Digest) -> SHA256Digest {
        SHA256Digest(of: [1] + left.bytes + right.bytes)
    }
}
