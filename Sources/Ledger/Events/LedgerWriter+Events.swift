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
        func hidden(_ value: LedgerValue) throws(Refusal) -> [UInt8] {
            let place = ErasableValue(salt: try keys.bytes(LedgerEvent.saltSize), value: value)
            places.append(place)
            return place.hash
        }
        let detail = entry.detail.isEmpty ? nil : try hidden(.text(entry.detail))
        var changes: [LedgerEvent.Change] = []
        for change in draft.changes {
            let columns = change.view.columns.dropFirst(change.view.keyCount)
            func contents(_ values: [LedgerValue]?) throws(Refusal) -> [LedgerEvent.Content]? {
                guard let values else { return nil }
                var contents: [LedgerEvent.Content] = []
                contents.reserveCapacity(values.count)
                for (column, value) in zip(columns, values) {
                    contents.append(
                        column.isErasable && value != .null
                            ? .erasable(hash: try hidden(value)) : .value(value))
                }
                return contents
            }
            changes.append(
                LedgerEvent.Change(
                    view: change.view.number, key: change.key, before: try contents(change.before),
                    after: try contents(change.after)))
        }
        let thing = entry.subject.thing
        var previous: Int64?
        if let thing {
            previous = latest[thing]
            if previous == nil { previous = try lastEvent(of: thing) }
            latest[thing] = draft.number
        }
        let event = LedgerEvent(
            number: draft.number, at: entry.at, actor: entry.actor, action: entry.action,
            carrier: entry.carrier, subject: entry.subject.text, license: entry.subject.license,
            scope: draft.scope, previous: previous, detail: detail, changes: changes,
            documents: draft.documents, nonce: try keys.bytes(LedgerEvent.nonceSize))
        let bytes = event.encoded
        // As many values as this many bytes can have can be read again.
        guard bytes.count <= LedgerEvent.maximumItems || LedgerEvent(encoded: bytes) != nil else {
            throw Refusal(.internalInconsistency, "An event of the ledger is too large.")
        }
        try statements.run(
            """
            INSERT INTO events (number, at, action, thing, scope, bytes, beside) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            event.number, event.at, event.action, thing, event.scope, bytes, EventValues(places).encoded)
        return MerkleHash.leaf(bytes)
    }

    private func lastEvent(of thing: [UInt8]) throws(Refusal) -> Int64? {
        try statements.first("SELECT max(number) FROM events WHERE thing = ?", thing) {
            try $0.optionalInteger(0)
        } ?? nil
    }
}

/// The end of the log: what has to be kept so that events can be appended.
struct LogEnd: Sendable {
    private(set) var frontier: MerkleFrontier
    /// The hash of the last event, 32 bytes; zeros where there is none.
    private(set) var last: [UInt8]

    var count: UInt64 { frontier.count }

    static let empty = LogEnd(frontier: MerkleFrontier(), last: [UInt8](repeating: 0, count: 32))

    init(frontier: MerkleFrontier, last: [UInt8]) {
        self.frontier = frontier
        self.last = last
    }

    mutating func append(_ leaf: SHA256Digest) {
        frontier.append(leaf)
        last = leaf.bytes
    }

    fileprivate var peaks: [UInt8] { frontier.peaks.flatMap(\.bytes) }

    /// What the code of the end is computed over.
    fileprivate func message(head: [UInt8]) -> [UInt8] {
        CBOREncoder.encode(
            .array([
                .text("countersign.log.1"), .unsigned(count), .bytes(peaks), .bytes(last), .bytes(head),
            ]))
    }
}

/// The end of the log as it is stored, before its code is checked.
struct StoredLogEnd {
    let end: LogEnd
    /// The signed tree head, without its root.
    let head: [UInt8]
    private let code: [UInt8]

    /// Whether the end was written with the vault's keys.
    func isCoded(by keys: LedgerKeys) throws(Refusal) -> Bool {
        KeyedHash.areEqual(try keys.full(end.message(head: head)), code)
    }

    fileprivate init(_ columns: Columns) throws {
        let count = try columns.integer(0)
        let peaks = try columns.blob(1)
        let digests = stride(from: 0, to: peaks.count, by: 32).map { start in
            SHA256Digest(uncheckedBytes: Array(peaks[start..<min(start + 32, peaks.count)]))
        }
        guard
            peaks.count % 32 == 0, let size = UInt64(exactly: count),
            let frontier = MerkleFrontier(count: size, peaks: digests)
        else { throw Refusal(.auditBroken, "The end of the audit log was changed outside this program.") }
        end = LogEnd(frontier: frontier, last: try columns.blob(2, count: 32))
        head = try columns.blob(3)
        code = try columns.blob(4)
    }
}

extension LedgerReader {
    /// The end of the log as it is stored; nil where somebody removed it, or there never was one.
    func storedLogEnd() throws(Refusal) -> StoredLogEnd? {
        try statements.first(
            "SELECT size, peaks, last, head, code FROM log_end WHERE id = 1", decode: StoredLogEnd.init)
    }
}

extension LedgerWriter {
    /// The end of the log: read once in a transaction, because other processes append too; and believed only when its code
    /// is right and the last event is the one it knows, so that a cut is not covered by new events.
    func logEnd() throws(Refusal) -> LogEnd {
        if let end { return end }
        let end = try believedEnd()
        self.end = end
        return end
    }

    private func believedEnd() throws(Refusal) -> LogEnd {
        let keys = try requireKeys()
        let last = try statements.first("SELECT number, bytes FROM events ORDER BY number DESC LIMIT 1") {
            (number: try $0.integer(0), bytes: try $0.blob(1))
        }
        guard let stored = try storedLogEnd() else {
            guard last == nil else { throw Refusal(.auditBroken, "The end of the audit log is missing.") }
            return .empty
        }
        guard try stored.isCoded(by: keys) else {
            throw Refusal(.auditBroken, "The end of the audit log was changed outside this program.")
        }
        guard
            let last, UInt64(exactly: last.number) == stored.end.count,
            MerkleHash.leaf(last.bytes).bytes == stored.end.last
        else {
            throw Refusal(
                .auditBroken, "The audit log does not end with event \(stored.end.count), as it should.")
        }
        return stored.end
    }

    fileprivate func store(_ end: LogEnd, head: [UInt8]) throws(Refusal) {
        let code = try requireKeys().full(end.message(head: head))
        guard let size = Int64(exactly: end.count) else { throw Refusal(.internalInconsistency) }
        try statements.run(
            """
            INSERT INTO log_end (id, size, peaks, last, head, code) VALUES (1, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET size = excluded.size, peaks = excluded.peaks, last = excluded.last,
                                           head = excluded.head, code = excluded.code
            """, size, end.peaks, end.last, head, code)
    }
}
