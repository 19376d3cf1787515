import Refusals

/// The ledger as it is at one moment; valid only inside the closure it was given to.
///
/// Its methods are in `Queries`, `Events` and `Views`, in files named after what they read; ``LedgerWriter``'s stand beside
/// them.
package class LedgerReader {
    let statements: Statements
    /// What checks the rows that are read; nil when the vault was opened without its passphrase.
    let keys: LedgerKeys?

    init(_ statements: Statements, keys: LedgerKeys?) {
        self.statements = statements
        self.keys = keys
    }

    /// Whether an event of this number is being made in this transaction.
    func isBeingMade(_ event: Int64) -> Bool { false }

    /// Notes that what is being done rests on a row.
    func rely(on reliance: LedgerEvent.Reliance) {}

    /// The last seat of a license that was taken in this transaction; nil where none was.
    func lastTaken(ofLicense id: [UInt8]) -> Int64? { nil }
}
