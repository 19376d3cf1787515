import Refusals

/// A call by telephone, as far as it has come.
public struct CallRow: Hashable, Sendable {
    /// The ledger's number for it.
    public let id: Int64
    /// Seconds since 1970.
    public let openedAt: Int64
    /// Seconds since 1970.
    public var updatedAt: Int64
    /// Who has it.
    public var agent: String
    /// The license, 5 bytes, once the caller has proven the activation key.
    public var licenseID: [UInt8]?
    /// The request code, 21 bytes, once it was proven.
    public var code: [UInt8]?
    /// What was typed of the code: a line for its form, and one for each group; up to 4,096 characters.
    public var typed: String
    /// The group of the answer that is read next; 0 where none was begun.
    public var position: Int64
    /// The seat that the agent chose last, as he typed it; nil for none.
    public var seat: String?
    /// Seconds since 1970; nil while it goes on.
    public var endedAt: Int64?

    static let query =
        "SELECT id, opened_at, updated_at, agent, license_id, code, typed, position, ended_at, seat FROM calls"

    init(_ columns: Columns) throws {
        id = try columns.integer(0)
        openedAt = try columns.integer(1)
        updatedAt = try columns.integer(2)
        agent = try columns.text(3)
        licenseID = try columns.optionalBlob(4)
        code = try columns.optionalBlob(5)
        typed = try columns.text(6)
        position = try columns.integer(7)
        endedAt = try columns.optionalInteger(8)
        seat = try columns.optionalText(9)
    }
}

extension LedgerReader {
    /// The call with this number, or nil.
    public func call(_ id: Int64) throws(Refusal) -> CallRow? {
        try statements.first(CallRow.query + " WHERE id = ?", id, decode: CallRow.init)
    }

    /// The calls that go on and in which at least one group was typed, the latest first.
    public func openCalls(limit: Int64) throws(Refusal) -> [CallRow] {
        try statements.all(
            CallRow.query
                + " WHERE ended_at IS NULL AND instr(typed, char(10)) > 0 ORDER BY id DESC LIMIT ?",
            limit, decode: CallRow.init)
    }

    /// The calls about a license (5 bytes), the latest first.
    public func calls(ofLicense id: [UInt8], limit: Int64) throws(Refusal) -> [CallRow] {
        try statements.all(
            CallRow.query + " WHERE license_id = ? ORDER BY id DESC LIMIT ?", id, limit,
            decode: CallRow.init)
    }

    /// How many wrong proofs were given in this time for a license (5 bytes).
    public func phoneAttempts(ofLicense id: [UInt8], in times: Range<Int64>) throws(Refusal) -> Int64 {
        try statements.first(
            "SELECT count(*) FROM phone_attempts WHERE at >= ? AND at < ? AND license_id = ?",
            times.lowerBound, times.upperBound, id
        ) { try $0.integer(0) } ?? 0
    }

    /// How many wrong proofs were given in this time for licenses that there are, or for others.
    public func phoneAttempts(
        ofLicensesThatAre areKnown: Bool, in times: Range<Int64>
    ) throws(Refusal) -> Int64 {
        try statements.first(
            """
            SELECT count(*) FROM phone_attempts
            WHERE at >= ? AND at < ? AND (license_id IN (SELECT id FROM licenses)) = ?
            """, times.lowerBound, times.upperBound, Int64(areKnown ? 1 : 0)
        ) { try $0.integer(0) } ?? 0
    }

    /// How many answers each seat was told by telephone since then, where they are more than a few.
    public func phoneAnswers(
        since time: Int64, moreThan few: Int64
    ) throws(Refusal) -> [(license: [UInt8], activation: Int64, count: Int64, first: Int64)] {
        try statements.all(
            """
            SELECT q.license_id, s.activation_id, count(*), min(q.received_at) FROM requests q
            JOIN responses s ON s.request_digest = q.digest
            WHERE q.carrier = 'phone' AND q.received_at > ? AND s.activation_id IS NOT NULL
            GROUP BY q.license_id, s.activation_id HAVING count(*) > ?
            """, time, few
        ) { (try $0.blob(0), try $0.integer(1), try $0.integer(2), try $0.integer(3)) }
    }

    /// How often something was done since then, by subject and by hour.
    public func auditHours(
        of action: String, since time: Int64
    ) throws(Refusal) -> [(subject: String, first: Int64, count: Int64)] {
        try statements.all(
            """
            SELECT subject, min(at), count(*) FROM audit WHERE action = ? AND at > ?
            GROUP BY subject, at / 3600 ORDER BY 2
            """, action, time
        ) { (try $0.text(0), try $0.integer(1), try $0.integer(2)) }
    }

    /// What came by this carrier since then and has such words in its detail.
    public func auditEntries(
        carrier: String, detailContaining words: String, since time: Int64
    ) throws(Refusal) -> [(at: Int64, subject: String, detail: String)] {
        try statements.all(
            """
            SELECT at, subject, detail FROM audit WHERE carrier = ? AND at > ? AND instr(detail, ?) > 0
            ORDER BY seq
            """, carrier, time, words
        ) { (try $0.integer(0), try $0.text(1), try $0.text(2)) }
    }
}

extension LedgerWriter {
    /// Opens a call.
    ///
    /// - Returns: its number.
    public func openCall(agent: String, at time: Int64) throws(Refusal) -> Int64 {
        try statements.insert(
            "INSERT INTO calls (opened_at, updated_at, agent, typed, position) VALUES (?, ?, ?, '', 0)",
            time, time, agent)
    }

    /// Keeps how far a call has come.
    ///
    /// - Throws: `internal.inconsistency` when there is no such call.
    public func keep(_ call: CallRow) throws(Refusal) {
        let changed = try statements.run(
            """
            UPDATE calls SET updated_at = ?, agent = ?, license_id = ?, code = ?, typed = ?, position = ?,
                             ended_at = ?, seat = ?
            WHERE id = ?
            """,
            call.updatedAt, call.agent, call.licenseID, call.code, call.typed, call.position, call.endedAt,
            call.seat, call.id)
        guard changed == 1 else { throw Refusal(.internalInconsistency, "There is no such call.") }
    }

    /// Counts a wrong proof for a license (5 bytes), and forgets those that count no more. The very same code (21
    /// bytes) once more tells whoever guesses nothing, and is not counted again.
    public func addPhoneAttempt(
        ofLicense id: [UInt8], code: [UInt8], at time: Int64, forgettingBefore: Int64
    ) throws(Refusal) {
        try statements.run("DELETE FROM phone_attempts WHERE at < ?", forgettingBefore)
        try statements.run(
            """
            INSERT INTO phone_attempts (at, license_id, code)
            SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM phone_attempts WHERE code = ?)
            """, time, id, code, code)
    }
}
