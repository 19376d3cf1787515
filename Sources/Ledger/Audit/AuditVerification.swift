import Refusals

extension LedgerReader {
    /// Goes through the whole audit log, row by row, and says what is wrong first.
    ///
    /// A log that is put back whole to an earlier state, rows and head together, looks like that earlier log:
    /// only a head noted elsewhere tells them apart. Give one as `noted` where there is one.
    ///
    /// - Parameter noted: a head that ``auditHead()`` or an earlier report gave, kept outside the vault.
    /// - Throws: `internal.inconsistency` when the ledger was opened without the audit key; `vault.damaged`.
    package func verifyAudit(noted: AuditHead? = nil) throws(Refusal) -> AuditReport {
        let key = try requireAuditKey()
        try settleAudit()
        var verification = AuditVerification(statements, key: key, noted: noted)
        try verification.readRows()
        if verification.finding == nil { try verification.compareHead(try storedAuditHead()) }
        return AuditReport(
            intact: verification.intact,
            rowCount: try statements.first("SELECT count(*) FROM audit") { try $0.integer(0) } ?? 0,
            finding: verification.finding)
    }

    /// The end of the audit log now, to be noted outside the vault.
    ///
    /// - Throws: `audit.broken` when the head is gone or forged; `internal.inconsistency` without the audit key.
    package func auditHead() throws(Refusal) -> AuditHead {
        let key = try requireAuditKey()
        try settleAudit()
        guard let stored = try storedAuditHead(), try key.mac(of: stored.head) == stored.mac else {
            throw Refusal(.auditBroken)
        }
        return stored.head
    }
}

/// One pass over the audit log.
struct AuditVerification {
    /// The end of the rows found whole so far.
    private(set) var intact = AuditHead.empty
    private(set) var finding: AuditFinding?

    private let statements: Statements
    private let key: AuditKey
    private let noted: AuditHead?

    init(_ statements: Statements, key: AuditKey, noted: AuditHead?) {
        self.statements = statements
        self.key = key
        self.noted = noted
    }

    /// Follows the chain until its end, or the first row that does not fit.
    mutating func readRows() throws(Refusal) {
        var stranger: StoredAuditRow?
        try statements.forEach(StoredAuditRow.query(where: "TRUE", order: "ASC")) { columns in
            let row = try StoredAuditRow(columns)
            guard row.sequence == intact.count + 1, try fits(row, at: row.sequence, after: intact.hash) else {
                stranger = row
                return false
            }
            intact = AuditHead(count: row.sequence, hash: row.hash)
            guard noted?.count != intact.count || noted?.hash == intact.hash else {
                finding = AuditFinding(sequence: intact.count, tampering: .rolledBack)
                return false
            }
            return true
        }
        if let stranger { finding = try explain(stranger) }
    }

    /// Compares what was read with what the head says was written.
    mutating func compareHead(_ stored: (head: AuditHead, mac: [UInt8])?) throws(Refusal) {
        let found = intact.count
        if let stored, try key.mac(of: stored.head) == stored.mac {
            if stored.head.count > found {
                finding = AuditFinding(sequence: found + 1, tampering: .cutOff)
            } else if stored.head != intact {
                finding = AuditFinding(sequence: found, tampering: .headReplaced)
            } else if let noted, noted.count > found {
                finding = AuditFinding(sequence: found + 1, tampering: .rolledBack)
            }
        } else {
            finding = AuditFinding(sequence: found, tampering: .headForged)
        }
    }

    private func fits(_ row: StoredAuditRow, at sequence: Int64, after previous: [UInt8]) throws(Refusal)
        -> Bool
    {
        try key.hash(of: row.content, sequence: sequence, previous: previous) == row.hash
    }

    /// Says what was done, given the first row that does not fit. Only rows written with the key can prove
    /// anything, so each guess is tested on them; what proves nothing else was edited.
    private func explain(_ row: StoredAuditRow) throws(Refusal) -> AuditFinding {
        let expected = intact.count + 1
        if row.sequence > expected { return AuditFinding(sequence: expected, tampering: .missing) }
        if row.sequence < expected { return AuditFinding(sequence: row.sequence, tampering: .inserted) }
        if try belongsElsewhere(row) { return found(.reordered, expected) }
        let next = try statements.first(
            StoredAuditRow.query(where: "seq > ?", order: "ASC"), expected, decode: StoredAuditRow.init)
        if let next {
            // The next row is the one that should be here.
            if try fits(next, at: expected, after: intact.hash) { return found(.inserted, expected) }
            // The next row is whole and follows this hash, one number on: a row was taken out from between.
            if try fits(next, at: next.sequence &+ 1, after: row.hash) { return found(.missing, expected) }
        } else if try isBeyondHead(expected) {
            return found(.inserted, expected)
        }
        return found(.edited, expected)
    }

    private func found(_ tampering: AuditFinding.Tampering, _ sequence: Int64) -> AuditFinding {
        AuditFinding(sequence: sequence, tampering: tampering)
    }

    private func isBeyondHead(_ sequence: Int64) throws(Refusal) -> Bool {
        try statements.first("SELECT count FROM audit_head WHERE id = 1") { try $0.integer(0) < sequence }
            ?? false
    }

    /// Whether the row is whole at another place: after any row's hash, with that row's number plus one; or,
    /// when two neighbours were exchanged, with the very number of the row that its predecessor now has.
    private func belongsElsewhere(_ row: StoredAuditRow) throws(Refusal) -> Bool {
        var belongs = try fits(row, at: 1, after: AuditHead.empty.hash)
        guard !belongs else { return true }
        try statements.forEach("SELECT seq, hash FROM audit ORDER BY seq") { columns in
            let (sequence, hash) = (try columns.integer(0), try columns.blob(1))
            belongs = try fits(row, at: sequence &+ 1, after: hash) || fits(row, at: sequence, after: hash)
            return !belongs
        }
        return belongs
    }
}

/// A row of the audit log as it is stored, byte for byte: a text is not trusted to be one.
private struct StoredAuditRow {
    let sequence: Int64
    let content: AuditRow
    let hash: [UInt8]

    static func query(where condition: String, order: String) -> String {
        """
        SELECT seq, at, CAST(actor AS BLOB), CAST(action AS BLOB), CAST(carrier AS BLOB),
               CAST(subject AS BLOB), CAST(detail AS BLOB), hash
        FROM audit WHERE \(condition) ORDER BY seq \(order)
        """
    }

    init(_ columns: Columns) throws {
        sequence = try columns.integer(0)
        content = AuditRow(at: try columns.integer(1), texts: try (2...6).map { try columns.blob($0) })
        hash = try columns.blob(7)
    }
}
