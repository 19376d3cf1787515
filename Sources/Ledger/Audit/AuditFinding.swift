/// The first thing that is wrong with the audit log. What comes after it is not proven either way.
package struct AuditFinding: Hashable, Sendable {
    /// What was done to the log.
    package enum Tampering: String, Hashable, Sendable, CaseIterable {
        /// The row's content or hash was changed.
        case edited
        /// The row was removed.
        case missing
        /// The row holds what belongs to another one.
        case reordered
        /// The row was not written by this program.
        case inserted
        /// The log ends before its last row.
        case cutOff = "cut-off"
        /// The head was not written by this program, or is gone.
        case headForged = "head-forged"
        /// The head was written by this program, but for another state of this log.
        case headReplaced = "head-replaced"
        /// The whole log was put back to an earlier state, or is another log than the one noted.
        case rolledBack = "rolled-back"
    }

    /// The number of the first row concerned. For the head, the number of rows it should stand for.
    package let sequence: Int64
    /// What was done to it.
    package let tampering: Tampering
}
