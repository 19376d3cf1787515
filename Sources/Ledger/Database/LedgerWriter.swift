import Refusals

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
