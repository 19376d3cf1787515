import Refusals

/// The ledger as it is at one moment; valid only inside the closure it was given to.
///
/// Its methods are in `Queries` and `Audit`, in files named after what they read; ``LedgerWriter``'s stand beside them.
package class LedgerReader {
    let statements: Statements
    let auditKey: AuditKey?

    init(_ statements: Statements, auditKey: AuditKey?) {
        self.statements = statements
        self.auditKey = auditKey
    }

    /// Has the head of the audit log written before it is read: a reader has appended nothing.
    func settleAudit() throws(Refusal) {}
}
