/// The end of the audit log at some moment. Noted outside the vault (on paper, in another system), it proves
/// later that no row up to it was changed, and that the log was not put back to an earlier state.
package struct AuditHead: Hashable, Sendable {
    /// How many rows there were.
    package let count: Int64
    /// The hash of the last one, 32 bytes; zeros when there was none.
    package let hash: [UInt8]

    /// The head of a log of `count` rows that ends with `hash` (32 bytes).
    package init(count: Int64, hash: [UInt8]) {
        self.count = count
        self.hash = hash
    }

    /// The head of a log without rows.
    package static let empty = AuditHead(count: 0, hash: [UInt8](repeating: 0, count: 32))
}
