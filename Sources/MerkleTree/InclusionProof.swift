import Cryptography

/// Shows that a tree has an entry (RFC 9162 section 2.1.3).
///
/// It shows nothing of other entries, and not that there are no others.
package struct InclusionProof: Hashable, Sendable {
    /// The entry's place, from 0.
    package let index: UInt64
    /// How many entries the tree has.
    package let count: UInt64
    /// The hashes beside the way from the entry to the root, the lowest first; at most 63.
    package let path: [SHA256Digest]

    /// A proof as it was given; only ``root(of:)`` says whether it can be one.
    package init(index: UInt64, count: UInt64, path: [SHA256Digest]) {
        self.index = index
        self.count = count
        self.path = path
    }

    /// Makes a proof.
    ///
    /// - Parameters:
    ///   - index: the entry's place, below `count`.
    ///   - count: how many entries the tree has.
    ///   - root: gives the hashes that the path is made of: at most 63 ranges, which do not overlap.
    /// - Returns: nil if there is no such entry.
    /// - Throws: what `root` throws.
    package static func make<Failure: Error>(
        of index: UInt64, in count: UInt64, root: SubtreeRoot<Failure>
    ) throws(Failure) -> InclusionProof? {
        guard index < count else { return nil }
        var (range, beside) = (0..<count, [Range<UInt64>]())
        while range.upperBound - range.lowerBound > 1 {
            let middle = range.lowerBound + MerkleRange.split(range.upperBound - range.lowerBound)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            beside.append(index < middle ? right : left)
            range = index < middle ? left : right
        }
        var path: [SHA256Digest] = []
        for range in beside.reversed() { path.append(try root(range)) }
        return InclusionProof(index: index, count: count, path: path)
    }

    /// The root of the tree that has the entry, if the proof is right (RFC 9162 section 2.1.3.2).
    ///
    /// - Parameter leaf: the entry's hash.
    /// - Returns: nil if no tree of so many entries has such a path.
    package func root(of leaf: SHA256Digest) -> SHA256Digest? {
        guard index < count else { return nil }
        var (place, last, root) = (index, count - 1, leaf)
        for hash in path {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                root = MerkleHash.node(hash, root)
                // Levels at which the last entry stands alone have no hash in the path.
                let levels = UInt64(place.trailingZeroBitCount)
                (place, last) = (place >> levels, last >> levels)
            } else {
                root = MerkleHash.node(root, hash)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 ? root : nil
    }
}
