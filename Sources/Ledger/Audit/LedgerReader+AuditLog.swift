import Refusals

extension LedgerWriter {
    /// Appends a row to the audit log, chained to the one before it.
    ///
    /// - Returns: the row's number.
    /// - Throws: `audit.broken` when the log does not end as its head says: nothing is appended to a log that
    ///   was tampered with; `internal.inconsistency` when the ledger was opened without the audit key.
    @discardableResult
    package func appendAudit(_ entry: AuditEntry) throws(Refusal) -> Int64 {
        let key = try requireAuditKey()
        let tail = try currentAuditTail(key)
        let sequence = tail.count + 1
        let hash = try key.hash(of: AuditRow(entry), sequence: sequence, previous: tail.hash)
        try statements.run(
            """
            INSERT INTO audit (seq, at, actor, action, carrier, subject, detail, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            sequence, entry.at, entry.actor, entry.action, entry.carrier, entry.subject, entry.detail, hash)
        auditTail = AuditHead(count: sequence, hash: hash)
        auditHeadIsBehind = true
        return sequence
    }

    /// Writes the head once for all rows appended in this transaction.
    func writeAuditHead() throws(Refusal) {
        guard auditHeadIsBehind, let tail = auditTail else { return }
        let mac = try requireAuditKey().mac(of: tail)
        try statements.run(
            "UPDATE audit_head SET count = ?, hash = ?, mac = ? WHERE id = 1", tail.count, tail.hash, mac)
        auditHeadIsBehind = false
    }

    /// The end of the chain: read once in a transaction, because other processes append too; and believed only
    /// when its code is right and the last row is the one it names, so that a cut is not covered by new rows.
    private func currentAuditTail(_ key: AuditKey) throws(Refusal) -> AuditHead {
        if let auditTail { return auditTail }
        guard let stored = try storedAuditHead(), try key.mac(of: stored.head) == stored.mac,
            try lastAuditRow() == stored.head
        else { throw Refusal(.auditBroken) }
        auditTail = stored.head
        return stored.head
    }

    private func lastAuditRow() throws(Refusal) -> AuditHead {
        try statements.first("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1") { columns in
            AuditHead(count: try columns.integer(0), hash: try columns.blob(1))
        } ?? .empty
    }
}

/// Which rows of the audit log to list.
package struct AuditFilter: Hashable, Sendable {
    /// Only this action.
    package var action: String?
    /// Only this subject.
    package var subject: String?
    /// Only rows at or after this time, seconds since 1970.
    package var since: Int64?

    /// All rows, unless narrowed.
    package init(action: String? = nil, subject: String? = nil, since: Int64? = nil) {
        self.action = action
        self.subject = subject
        self.since = since
    }
}

extension LedgerReader {
    /// Rows of the audit log, newest first.
    ///
    /// - Parameters:
    ///   - limit: at most this many rows.
    ///   - offset: how many of the newest to leave out.
    package func auditRecords(
        _ filter: AuditFilter = AuditFilter(), limit: Int64 = 100, offset: Int64 = 0
    ) throws(Refusal) -> [AuditRecord] {
        // All rows of a subject may be few among many; else, from the end, until there are enough.
        let subject =
            filter.subject == nil
            ? "NOT INDEXED WHERE ?2 IS NULL" : "INDEXED BY audit_by_subject WHERE subject = ?2"
        return try statements.all(
            """
            SELECT seq, at, actor, action, carrier, subject, detail, hash FROM audit \(subject)
            AND action = ifnull(?1, action) AND at >= ifnull(?3, at)
            ORDER BY seq DESC LIMIT ?4 OFFSET ?5
            """,
            filter.action, filter.subject, filter.since, max(limit, 0), max(offset, 0)
        ) { columns in
            AuditRecord(
                sequence: try columns.integer(0),
                entry: AuditEntry(
                    at: try columns.integer(1), actor: try columns.text(2), action: try columns.text(3),
                    carrier: try columns.text(4), subject: try columns.text(5), detail: try columns.text(6)),
                hash: try columns.blob(7))
        }
    }

    /// The head as it is stored, and the code that is to prove it; nil when somebody removed it.
    func storedAuditHead() throws(Refusal) -> (head: AuditHead, mac: [UInt8])? {
        try statements.first("SELECT count, hash, mac FROM audit_head WHERE id = 1") { columns in
            (AuditHead(count: try columns.integer(0), hash: try columns.blob(1)), try columns.blob(2))
        }
    }

    func requireAuditKey() throws(Refusal) -> AuditKey {
        guard let auditKey else {
            throw Refusal(.internalInconsistency, "The ledger was opened without the key of its audit log.")
        }
        return auditKey
    }
}
