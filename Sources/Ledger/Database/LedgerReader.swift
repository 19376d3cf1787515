import Refusals

/// The ledger as it is at one moment; valid only inside the closure it was given to.
///
/// Its methods are in the files named after what they read.
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

/// A ledger that is being changed, in one transaction; valid only inside the closure it was given to.
///
/// It reads what it has written. Whoever changes something also says so with ``appendAudit(_:)``, in the same
/// transaction.
package final class LedgerWriter: LedgerReader {
    /// The end of the audit chain, once it was read from the database in this transaction.
    var auditTail: AuditHead?
    /// Whether rows were appended since the head was last written.
    var auditHeadIsBehind = false

    override func settleAudit() throws(Refusal) { try writeAuditHead() }
}
