/// The place of an event in the log, given to it before what it changes is known.
package struct ReservedEvent: Hashable, Sendable {
    /// Its number, from 1.
    let number: Int64
}

/// An event that is being made. Its number is given to it first, because the rows that it writes have that number.
final class EventDraft {
    /// Its place in the log, from 1.
    let number: Int64
    private(set) var changes: [RowChange] = []
    private var places: [RowName: Int] = [:]
    var entry: AuditEntry?
    var scope: Int64?
    /// What it has to be about because of a row that it changes; nil for anything.
    var thing: [UInt8]?
    var documents: [[UInt8]] = []
    /// Which rows it rests on.
    var reliances: [LedgerEvent.Reliance] = []
    /// Whether the personal values that it replaces are not kept beside it.
    var forgets = false

    init(number: Int64) { self.number = number }

    /// What becomes of one row.
    struct RowChange {
        let view: LedgerView
        let key: [LedgerValue]
        let before: [LedgerValue]?
        var after: [LedgerValue]?
    }

    /// Notes what became of a row. Of several changes of one row by one event, the first tells what was before.
    func note(_ view: LedgerView, key: [LedgerValue], before: [LedgerValue]?, after: [LedgerValue]?) {
        let row = RowName(view: view.number, key: key)
        if let place = places[row] {
            changes[place].after = after
        } else {
            places[row] = changes.count
            changes.append(RowChange(view: view, key: key, before: before, after: after))
        }
    }

    private struct RowName: Hashable {
        let view: UInt64
        let key: [LedgerValue]
    }
}
