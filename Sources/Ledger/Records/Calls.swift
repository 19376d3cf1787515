import Refusals

/// A call by telephone, as far as it has come.
package struct CallRow: Hashable, Sendable {
    /// The ledger's number for it.
    package let id: Int64
    /// Seconds since 1970.
    package let openedAt: Int64
    /// Seconds since 1970.
    package var updatedAt: Int64
    /// Who has it.
    package var agent: String
    /// The license, 5 bytes, once the caller has proven the activation key.
    package var licenseID: [UInt8]?
    /// The request code, 21 bytes, once it was proven.
    package var code: [UInt8]?
    /// What was typed of the code: a line for its form, and one for each group; up to 4,096 characters.
    package var typed: String
    /// The group of the answer that is read next; 0 where none was begun.
    package var position: Int64
    /// The seat that the agent chose for the code, as he typed it; nil for none.
    package var seat: String?
    /// What the agent was shown last for the code, 32 bytes of a digest; nil where he was shown nothing.
    package var shown: [UInt8]?
    /// How often the call was opened and gone on with: the last one has it.
    package var session: Int64
    /// Seconds since 1970; nil while it goes on.
    package var endedAt: Int64?

    static let query =
        "SELECT id, opened_at, updated_at, agent, license_id, code, typed, position, ended_at, seat, shown, "
        + "session FROM calls"

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
        shown = try columns.optionalBlob(10)
        session = try columns.integer(11)
    }
}

extension LedgerReader {
    /// The call with this number, or nil.
    package func call(_ id: Int64) throws(Refusal) -> CallRow? {
        try statements.first(CallRow.query + " WHERE id = ?", id, decode: CallRow.init)
    }

    /// The calls that go on, in which at least one group was typed, and something was done since then; the latest
    /// first.
    package func openCalls(since time: Int64, limit: Int64) throws(Refusal) -> [CallRow] {
        try statements.all(
            CallRow.query + """
                 INDEXED BY calls_open WHERE ended_at IS NULL AND updated_at >= ? AND instr(typed, char(10)) > 0
                ORDER BY id DESC LIMIT ?
                """, time, limit, decode: CallRow.init)
    }

    /// The calls about a license (5 bytes), the latest first.
    package func calls(ofLicense id: [UInt8], limit: Int64) throws(Refusal) -> [CallRow] {
        try statements.all(
            CallRow.query + " WHERE license_id = ? ORDER BY id DESC LIMIT ?", id, limit,
            decode: CallRow.init)
    }
}

extension LedgerWriter {
    /// Opens a call.
    ///
    /// - Returns: its number.
    package func openCall(agent: String, at time: Int64) throws(Refusal) -> Int64 {
        try statements.insert(
            "INSERT INTO calls (opened_at, updated_at, agent, typed, position, session) VALUES (?, ?, ?, '', 0, 1)",
            time, time, agent)
    }

    /// Keeps how far a call has come.
    ///
    /// - Throws: `internal.inconsistency` when there is no such call.
    package func keep(_ call: CallRow) throws(Refusal) {
        let changed = try statements.run(
            """
            UPDATE calls SET updated_at = ?, agent = ?, license_id = ?, code = ?, typed = ?, position = ?,
                             ended_at = ?, seat = ?, shown = ?, session = ?
            WHERE id = ?
            """,
            call.updatedAt, call.agent, call.licenseID, call.code, call.typed, call.position, call.endedAt,
            call.seat, call.shown, call.session, call.id)
        guard changed == 1 else { throw Refusal(.internalInconsistency, "There is no such call.") }
    }
}
