/// What verifying the audit log found.
package struct AuditReport: Hashable, Sendable {
    /// The end of what was found whole: all rows when nothing is broken.
    package let intact: AuditHead
    /// How many rows there are, whole or not.
    package let rowCount: Int64
    /// What is wrong first, or nil.
    package let finding: AuditFinding?

    /// Whether nothing is wrong.
    package var isWhole: Bool { finding == nil }
}
