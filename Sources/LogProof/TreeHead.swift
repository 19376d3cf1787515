import Cryptography

/// What a log is at one moment: how many entries it has, and the root over all of them (RFC 9162 section 2.1.1).
package struct TreeHead: Hashable, Sendable {
    /// How many entries the log has, at least 1.
    package let size: UInt64
    /// The root over all of them.
    package let root: SHA256Digest
    /// When it was signed, in seconds since 1970-01-01T00:00:00Z, by the vendor's clock.
    package let time: Int64

    /// The sizes that can be signed: SQLite's integers end at 2^63 - 1, too.
    package static let sizes: ClosedRange<UInt64> = 1...UInt64(Int64.max)
    /// The times that can be signed: to the end of the year 9999.
    package static let times: ClosedRange<Int64> = 0...253_402_300_799

    /// A head.
    ///
    /// - Throws: `size`, `time`.
    package init(size: UInt64, root: SHA256Digest, time: Int64) throws(LogProofError) {
        guard Self.sizes.contains(size) else { throw LogProofError(.size) }
        guard Self.times.contains(time) else { throw LogProofError(.time) }
        self.size = size
        self.root = root
        self.time = time
    }
}
