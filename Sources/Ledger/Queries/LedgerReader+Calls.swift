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

    /// In which calls agents refused a request, by its code of 21 bytes, who did and when; the latest first.
    package func phoneRefusals(
        ofCode code: [UInt8], limit: Int64
    ) throws(Refusal) -> [(call: Int64, agent: String, at: Int64)] {
        try statements.all(
            """
            SELECT call_id, agent, at FROM phone_refusals INDEXED BY phone_refusals_by_code WHERE code = ?
            ORDER BY rowid DESC LIMIT ?
            """, code, limit
        ) { (try $0.integer(0), try $0.text(1), try $0.integer(2)) }
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

    /// Writes down that an agent refused a request in a call. In no call counts as shown what was shown of it before.
    ///
    /// - Parameters:
    ///   - code: the request's code, 21 bytes.
    ///   - license: its license, 5 bytes.
    package func addPhoneRefusal(
        ofCode code: [UInt8], license: [UInt8], call: Int64, agent: String, at time: Int64
    ) throws(Refusal) {
        try statements.run(
            "INSERT INTO phone_refusals (code, call_id, agent, at) VALUES (?, ?, ?, ?)", code, call, agent,
            time)
        try statements.run(
            "UPDATE calls INDEXED BY calls_by_license SET shown = NULL WHERE license_id = ? AND code = ?",
            license, code)
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
