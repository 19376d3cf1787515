import Refusals

extension LedgerReader {
    /// The call with this number, or nil.
    package func call(_ id: Int64) throws(Refusal) -> CallRow? {
        try statements.first(CallRow.query + " WHERE id = ?", id, decode: CallRow.init)
    }

    /// The calls that go on, in which at least one group was typed, and something was done since then; of those without a
    /// license, since the other time. Not those whose code was told in a later call. The latest first.
    package func openCalls(
        since time: Int64, unprovenSince other: Int64, limit: Int64
    ) throws(Refusal) -> [CallRow] {
        try statements.all(
            CallRow.query + """
                 INDEXED BY calls_open WHERE ended_at IS NULL AND updated_at >= ? AND instr(typed, char(10)) > 0
                AND (license_id IS NOT NULL OR updated_at >= ?)
                AND NOT EXISTS (
                    SELECT 1 FROM calls later WHERE later.license_id = calls.license_id AND later.code = calls.code
                    AND later.id > calls.id)
                ORDER BY id DESC LIMIT ?
                """, time, other, limit, decode: CallRow.init)
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
