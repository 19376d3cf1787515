import Ledger

/// What verifying the audit log found, in its chain and in the ledger.
package struct VerifiedAudit: Sendable {
    /// Of the chain. What comes after its first break proves nothing, so that is all that is named.
    package let report: AuditReport
    /// Of the ledger; looked for only where the chain is whole.
    package let differences: AuditDifferences

    /// Whether nothing is wrong.
    package var isWhole: Bool { report.isWhole && differences.isEmpty }
}
