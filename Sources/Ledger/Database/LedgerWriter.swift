import Refusals

/// A ledger that is being changed, in one transaction; valid only inside the closure it was given to.
///
/// It reads what it has written. Each change belongs to an event: those that are made before ``appendAudit(_:)`` belong to
/// the one that it tells of.
package final class LedgerWriter: LedgerReader {
    let signer: HeadSigner?
    /// The end of the log, once it was read in this transaction.
    var end: LogEnd?
    /// The events of this transaction, by their numbers.
    var drafts: [EventDraft] = []
    /// The one that changes belong to now.
    var current: EventDraft?

    /// On what the next event rests, as far as it was read before the event was begun.
    var reliances: [LedgerEvent.Reliance] = []
    /// The last seat of each license that was taken in this transaction.
    var lastTaken: [[UInt8]: Int64] = [:]

    init(_ statements: Statements, keys: LedgerKeys?, signer: HeadSigner?) {
        self.signer = signer
        super.init(statements, keys: keys)
    }

    override func isBeingMade(_ event: Int64) -> Bool {
        guard let first = drafts.first else { return false }
        return (first.number..<first.number + Int64(drafts.count)).contains(event)
    }

    override func rely(on reliance: LedgerEvent.Reliance) {
        if let current {
            if !current.reliances.contains(reliance) { current.reliances.append(reliance) }
        } else if !reliances.contains(reliance) {
            reliances.append(reliance)
        }
    }

    override func lastTaken(ofLicense id: [UInt8]) -> Int64? { lastTaken[id] }
}
