import Cryptography
import Refusals

extension LedgerWriter {
    /// Adds a row, for the event that is being made.
    ///
    /// - Returns: false if there is a row with this key; then nothing is changed.
    /// - Throws: `internal.inconsistency` where the row breaks another rule of its table.
    @discardableResult
    func add<Record: ViewRecord>(_ record: Record, unlessThere: Bool = false) throws(Refusal) -> Bool {
        let (view, values) = (Record.view, record.values)
        let event = try draft()
        let sql = view.insertion + (unlessThere ? " ON CONFLICT DO NOTHING" : "")
        guard try statements.run(sql, values: stamped(values, view, event)) == 1 else { return false }
        try note(record, before: nil, event)
        return true
    }

    /// Changes a row, for the event that is being made. What it was before is read, and its code checked.
    ///
    /// - Returns: false if there is no such row.
    /// - Throws: `vault.damaged` where the row is not what its event wrote.
    @discardableResult
    func change<Record: ViewRecord>(to record: Record) throws(Refusal) -> Bool {
        let (view, values) = (Record.view, record.values)
        guard let before = try row(Record.self, key: Array(values.prefix(view.keyCount))) else {
            return false
        }
        let event = try draft()
        let all = try stamped(values, view, event)
        try statements.run(
            view.update, values: Array(all.dropFirst(view.keyCount) + all.prefix(view.keyCount)))
        try note(record, before: before, event)
        return true
    }

    /// The row with this key, its code checked.
    private func row<Record: ViewRecord>(
        _ type: Record.Type, key: [LedgerValue]
    ) throws(Refusal) -> Record? {
        try all(type, Record.view.selection, values: key).first
    }

    private func note<Record: ViewRecord>(
        _ record: Record, before: Record?, _ event: EventDraft
    ) throws(Refusal) {
        let (view, values) = (Record.view, record.values)
        event.note(
            view, key: Array(values.prefix(view.keyCount)),
            before: before.map { Array($0.values.dropFirst(view.keyCount)) },
            after: Array(values.dropFirst(view.keyCount)))
        // Two of them would each pass for one that was put back.
        guard event.scope == nil || record.scope == nil || event.scope == record.scope,
            event.thing == nil || record.thing == nil || event.thing == record.thing
        else { throw Refusal(.internalInconsistency, "One event changes two things.") }
        event.scope = record.scope ?? event.scope
        event.thing = record.thing ?? event.thing
    }

    private func stamped(
        _ values: [LedgerValue], _ view: LedgerView, _ event: EventDraft
    ) throws(Refusal) -> [LedgerValue] {
        let code = try requireKeys().rowCode(view, values, event: event.number)
        return values + [.integer(event.number), .blob(code)]
    }

    /// The number that the next row of a view with numbers gets.
    ///
    /// - Throws: `vault.damaged` where there is none left: only a row that somebody planted has the last.
    func nextNumber(of view: LedgerView) throws(Refusal) -> Int64 {
        let last = try statements.first("SELECT max(id) FROM \(view.table)") { try $0.optionalInteger(0) }
        let (next, overflows) = (last.flatMap(\.self) ?? 0).addingReportingOverflow(1)
        guard !overflows, next > 0 else {
            throw Refusal(
                .vaultDamaged,
                "The table '\(view.table)' has a row that this program never wrote: it was changed outside this program."
            )
        }
        return next
    }

    /// Keeps a document by its digest, once, and has the event that is being made name it.
    ///
    /// - Returns: its digest, 32 bytes.
    func keep(document bytes: [UInt8]) throws(Refusal) -> [UInt8] {
        let digest = SHA256Digest(of: bytes).bytes
        try statements.run(
            "INSERT INTO documents (digest, bytes) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING", digest,
            bytes)
        try draft().documents.append(digest)
        return digest
    }
}
