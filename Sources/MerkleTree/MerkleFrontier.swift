import Cryptography

/// What is kept of a tree so that entries can be appended: the roots of its complete subtrees, the largest first, at most
/// 64. To append a million entries takes two million hashes in all.
package struct MerkleFrontier: Hashable, Sendable {
    /// How many entries the tree has.
    package private(set) var count: UInt64
    /// One for each bit that is set in ``count``.
    package private(set) var peaks: [SHA256Digest]

    /// An empty tree.
    package init() {
        count = 0
        peaks = []
    }

    /// What was kept of a tree.
    ///
    /// - Returns: nil if a tree of so many entries has another number of complete subtrees.
    package init?(count: UInt64, peaks: [SHA256Digest]) {
        guard peaks.count == count.nonzeroBitCount else { return nil }
        self.count = count
        self.peaks = peaks
    }

    /// Appends an entry, by its hash.
    package mutating func append(_ leaf: SHA256Digest) {
        var root = leaf
        // Each bit that is carried joins two subtrees of one size.
        for _ in 0..<(~count).trailingZeroBitCount { root = MerkleHash.node(peaks.removeLast(), root) }
        peaks.append(root)
        count += 1
    }

    /// The tree's root.
    package var root: SHA256Digest {
        guard var root = peaks.last else { return MerkleHash.empty }
        for peak in peaks.dropLast().reversed() { root = MerkleHash.node(peak, root) }
        return root
    }
}
