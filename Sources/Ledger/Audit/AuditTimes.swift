/// When the last rows of the audit log were written, in seconds since 1970.
package struct AuditTimes: Hashable, Sendable {
    /// The earliest of them.
    package let earliest: Int64
    /// The latest of them.
    package let latest: Int64
    /// The latest of those that count; nil where none does.
    package let latestOfOthers: Int64?

    package init(earliest: Int64, latest: Int64, latestOfOthers: Int64?) {
        (self.earliest, self.latest, self.latestOfOthers) = (earliest, latest, latestOfOthers)
    }
}
