import CBOR
import Cryptography
import MerkleTree
import Refusals

extension LedgerWriter {
    /// Gives an event its place in the log, before what it changes is known. It must be told of in the same transaction.
    ///
    /// - Throws: `audit.broken` when the log does not end as its head says: nothing is appended to a log that was
    ///   tampered with; `internal.inconsistency` when the ledger was opened without the vault's keys.
    package func reserveEvent() throws(Refusal) -> ReservedEvent {
        ReservedEvent(number: try newDraft().number)
    }

    private func draft(_ number: Int64) -> EventDraft? {
        guard let first = drafts.first else { return nil }
        let index = Int(clamping: number - first.number)
        return drafts.indices.contains(index) ? drafts[index] : nil
    }

    private func newDraft() throws(Refusal) -> EventDraft {
        let end = try logEnd()
        let draft = EventDraft(number: Int64(end.count) + Int64(drafts.count) + 1)
        drafts.append(draft)
        return draft
    }

    /// Has what `body` changes belong to an event that was given its place before.
    package func within<Value>(
        _ event: ReservedEvent, _ body: () throws(Refusal) -> Value
    ) throws(Refusal) -> Value {
        guard let draft = draft(event.number) else {
            throw Refusal(.internalInconsistency, "An event was used after its transaction had ended.")
        }
        let outer = current
        current = draft
        // What was being made before is gone on with, unless something else was begun.
        defer { if current == nil || current === draft { current = outer } }
        return try body()
    }

    /// Whether something was changed that no event tells of yet.
    package var hasUntoldChanges: Bool { current?.changes.isEmpty == false }

    /// The number of the event that is being made, which the rows that it writes have.
    package func eventNumber() throws(Refusal) -> Int64 { try draft().number }

    /// The event that is being made: what was changed just now belongs to it.
    package func openEvent() throws(Refusal) -> ReservedEvent { ReservedEvent(number: try draft().number) }

    /// The event that is being made.
    func draft() throws(Refusal) -> EventDraft {
        if let current { return current }
        let new = try newDraft()
        new.reliances = reliances
        reliances = []
        current = new
        return new
    }

    /// Says what the event is that was being made: all that was changed since the last one belongs to it.
    ///
    /// - Returns: its number.
    /// - Throws: as ``reserveEvent()``.
    @discardableResult
    package func appendAudit(_ entry: AuditEntry) throws(Refusal) -> Int64 {
        let event = try draft()
        guard event.entry == nil else {
            throw Refusal(.internalInconsistency, "An event was told of twice.")
        }
        guard !entry.action.isEmpty, entry.subject.license?.count ?? 5 == 5 else {
            throw Refusal(.internalInconsistency, "An event has no action, or is about no license's id.")
        }
        event.entry = entry
        current = nil
        return event.number
    }

    /// Writes the events of this transaction, and has their head signed.
    func settleEvents() throws(Refusal) {
        guard !drafts.isEmpty else { return }
        var end = try logEnd()
        var latest: [[UInt8]: Int64] = [:]
        var at: Int64 = 0
        for draft in drafts {
            guard let entry = draft.entry else {
                throw Refusal(.internalInconsistency, "The ledger was changed, and no event tells of it.")
            }
            at = entry.at
            let leaf = try write(draft, entry, &latest)
            end.append(leaf)
        }
        drafts = []
        guard let signer else {
            throw Refusal(.internalInconsistency, "The ledger was opened without its audit key.")
        }
        let root = end.frontier.root.bytes
        try store(end, head: try signer.sign(end.count, root, at))
        self.end = end
    }

    /// Writes one event, and returns its hash.
    private func write(
        _ draft: EventDraft, _ entry: AuditEntry, _ latest: inout [[UInt8]: Int64]
    ) throws(Refusal) -> SHA256Digest {
        let keys = try requireKeys()
        guard draft.thing == nil || draft.thing == entry.subject.thing else {
            throw Refusal(.internalInconsistency, "An event changes another thing than it is about.")
        }
        var places: [ErasableValue?] = []
        func hidden(_ value: LedgerValue, isKept: Bool = true) throws(Refusal) -> [UInt8] {
            let place = ErasableValue(salt: try keys.bytes(LedgerEvent.saltSize), value: value)
            places.append(isKept ? place : nil)
            return place.hash
        }
        let detail = entry.detail.isEmpty ? nil : try hidden(.text(entry.detail))
        var changes: [LedgerEvent.Change] = []
        for change in draft.changes {
            let columns = change.view.columns.dropFirst(change.view.keyCount)
            func contents(
                _ values: [LedgerValue]?, isReplaced: Bool
            ) throws(Refusal) -> [LedgerEvent.Content]? {
                guard let values else { return nil }
                var contents: [LedgerEvent.Content] = []
                contents.reserveCapacity(values.count)
                for (column, value) in zip(columns, values) {
                    let isForgotten = isReplaced && draft.forgets && column.kind == .personal
                    contents.append(
                        column.isErasable && value != .null
                            ? .erasable(hash: try hidden(value, isKept: !isForgotten)) : .value(value))
                }
                return contents
            }
            changes.append(
                LedgerEvent.Change(
                    view: change.view.number, key: change.key,
                    before: try contents(change.before, isReplaced: true),
                    after: try contents(change.after, isReplaced: false)))
        }
        let thing = entry.subject.thing
        var previous: Int64?
        if let thing {
            previous = latest[thing]
            if previous == nil { previous = try lastEvent(of: thing) }
            if previous == nil, try hasChanged(thing) {
                throw Refusal(
                    .auditBroken,
                    "The list of events about '\(entry.subject.text)' is empty: an index was changed outside this program."
                )
            }
            latest[thing] = draft.number
        }
        let event = LedgerEvent(
            number: draft.number, at: entry.at, actor: entry.actor, action: entry.action,
            carrier: entry.carrier, subject: entry.subject.text, license: entry.subject.license,
            scope: draft.scope, previous: previous, detail: detail, changes: changes,
            documents: draft.documents, reliances: draft.reliances,
            nonce: try keys.bytes(LedgerEvent.nonceSize))
        let bytes = event.encoded
        // As many values as this many bytes can have can be read again.
        guard bytes.count <= LedgerEvent.maximumItems || LedgerEvent(encoded: bytes) != nil else {
            throw Refusal(.internalInconsistency, "An event of the ledger is too large.")
        }
        try statements.run(
            """
            INSERT INTO events (number, at, action, thing, scope, tallied, bytes, beside)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            event.number, event.at, event.action, thing, event.scope, event.tallied, bytes,
            EventValues(places).encoded)
        return MerkleHash.leaf(bytes)
    }

    /// Whether an event changed a thing, by another index than that of all events about it.
    private func hasChanged(_ thing: [UInt8]) throws(Refusal) -> Bool {
        try statements.first("SELECT 1 FROM events WHERE thing = ? AND scope IS NOT NULL LIMIT 1", thing) {
            try $0.integer(0)
        } != nil
    }

    private func lastEvent(of thing: [UInt8]) throws(Refusal) -> Int64? {
        try statements.first("SELECT max(number) FROM events WHERE thing = ?", thing) {
            try $0.optionalInteger(0)
        } ?? nil
    }
}
