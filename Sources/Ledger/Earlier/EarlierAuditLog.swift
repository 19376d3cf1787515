import Refusals

/// The audit log that ledgers had before their eighth version: rows that are chained by a keyed code.
struct EarlierAuditLog {
    private let statements: Statements
    private let key: AuditKey

    init(_ statements: Statements, key: AuditKey) {
        self.statements = statements
        self.key = key
    }

    /// The end of the log, if all of its rows and its head are as they were written.
    func verifiedEnd() throws(Refusal) -> AuditHead? {
        var end = AuditHead.empty
        var isWhole = true
        try statements.forEach(
            """
            SELECT seq, at, CAST(actor AS BLOB), CAST(action AS BLOB), CAST(carrier AS BLOB),
                   CAST(subject AS BLOB), CAST(detail AS BLOB), hash FROM audit ORDER BY seq
            """
        ) { columns in
            let row = AuditRow(at: try columns.integer(1), texts: try (2...6).map { try columns.blob($0) })
            let (sequence, hash) = (try columns.integer(0), try columns.blob(7))
            isWhole =
                try sequence == end.count + 1
                && key.hash(of: row, sequence: sequence, previous: end.hash) == hash
            end = AuditHead(count: sequence, hash: hash)
            return isWhole
        }
        let stored = try statements.first("SELECT count, hash, mac FROM audit_head WHERE id = 1") { columns in
            (
                head: AuditHead(count: try columns.integer(0), hash: try columns.blob(1)),
                code: try columns.blob(2)
            )
        }
        guard isWhole, let stored, stored.head == end, try key.mac(of: end) == stored.code else { return nil }
        return end
    }
}
