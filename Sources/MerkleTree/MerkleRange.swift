/// How a tree is divided (RFC 9162 section 2.1.1).
enum MerkleRange {
    /// How many entries the left subtree has: the greatest power of two below a number of entries, which is at least 2.
    static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
