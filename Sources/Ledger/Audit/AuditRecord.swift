/// A row of the audit log.
package struct AuditRecord: Hashable, Sendable {
    /// The row's number, from 1, without gaps.
    package let sequence: Int64
    /// What was written.
    package let entry: AuditEntry
    /// The 32 bytes that bind this row to all rows before it.
    package let hash: [UInt8]
}
