/// The place of an event in the log, given to it before what it changes is known.
package struct ReservedEvent: Hashable, Sendable {
    /// Its number, from 1.
    let number: Int64
}

/// An event that is being made. Its number is given to it first, because the rows that it writes have that number.
final class EventDraft {
    /// Its place in the log, from 1.
    let number: Int64
    var changes: [RowChange] = []
    var entry: AuditEntry?
    var scope: Int64?
    var documents: [[UInt8]] = []
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
        if let index = changes.firstIndex(where: { $0.view.number == view.number && $0.key == key }) {
            changes[index].after = after
        } else {
            changes.append(RowChange(view: view, key: key, before: before, after: after))
        }
    }
}
