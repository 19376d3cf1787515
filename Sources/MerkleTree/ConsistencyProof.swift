import Cryptography

/// Shows that a tree begins with all entries of an earlier one, in their order (RFC 9162 section 2.1.4).
package struct ConsistencyProof: Hashable, Sendable {
    /// How many entries the earlier tree has.
    package let earlier: UInt64
    /// How many entries the later tree has.
    package let later: UInt64
    /// The hashes from which both roots are made; at most 64, none where the trees have the same number of entries.
    package let path: [SHA256Digest]

    /// A proof as it was given; only ``shows(_:before:)`` says whether it is one.
    package init(earlier: UInt64, later: UInt64, path: [SHA256Digest]) {
        self.earlier = earlier
        self.later = later
        self.path = path
    }

    /// Makes a proof.
    ///
    /// - Parameters:
    ///   - earlier: how many entries the earlier tree has, at least one.
    ///   - later: how many the later one has, at least as many.
    ///   - root: gives the hashes that the path is made of: at most 64 ranges, which do not overlap.
    /// - Returns: nil if nothing can be proven so: the earlier tree is empty or has more entries.
    /// - Throws: what `root` throws.
    package static func make<Failure: Error>(
        from earlier: UInt64, to later: UInt64, root: SubtreeRoot<Failure>
    ) throws(Failure) -> ConsistencyProof? {
        guard earlier > 0, earlier <= later else { return nil }
        var (range, beside, isWhole) = (0..<later, [Range<UInt64>](), true)
        while range.upperBound != earlier {
            let middle = range.lowerBound + MerkleRange.split(range.upperBound - range.lowerBound)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            if earlier <= middle {
                beside.append(right)
                range = left
            } else {
                beside.append(left)
                (range, isWhole) = (right, false)
            }
        }
        // Those who check have the earlier root. Where it is the root of this subtree, it is left out.
        if !isWhole { beside.append(range) }
        var path: [SHA256Digest] = []
        for range in beside.reversed() { path.append(try root(range)) }
        return ConsistencyProof(earlier: earlier, later: later, path: path)
    }

    /// Whether the later tree begins with the earlier one (RFC 9162 section 2.1.4.2).
    ///
    /// - Parameters:
    ///   - old: the earlier tree's root.
    ///   - new: the later tree's root.
    package func shows(_ old: SHA256Digest, before new: SHA256Digest) -> Bool {
        root(extending: old) == new
    }

    /// The root of the later tree that begins with the earlier one, if the proof is right (RFC 9162 section 2.1.4.2).
    ///
    /// - Parameter old: the earlier tree's root.
    /// - Returns: nil if the path does not lead from that root, or no trees of so many entries have such a path.
    package func root(extending old: SHA256Digest) -> SHA256Digest? {
        guard earlier > 0, earlier <= later else { return nil }
        guard earlier < later else { return path.isEmpty ? old : nil }
        // Where the earlier tree is a complete subtree of the later one, its root is not in the path.
        var hashes = earlier & (earlier - 1) == 0 ? [old] + path : path
        guard !hashes.isEmpty else { return nil }
        var (place, last) = (earlier - 1, later - 1)
        let levels = UInt64((~place).trailingZeroBitCount)
        (place, last) = (place >> levels, last >> levels)
        var (first, second) = (hashes[0], hashes[0])
        hashes.removeFirst()
        for hash in hashes {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                (first, second) = (MerkleHash.node(hash, first), MerkleHash.node(hash, second))
                let levels = UInt64(place.trailingZeroBitCount)
                (place, last) = (place >> levels, last >> levels)
            } else {
                second = MerkleHash.node(second, hash)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && first == old ? second : nil
    }
}
