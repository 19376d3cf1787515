import Refusals

extension LedgerReader {
    /// The call with this number, or nil.
    package func call(_ id: Int64) throws(Refusal) -> CallRow? {
        try first(CallRow.self, CallRow.query + " WHERE id = ?", id)
    }

    /// The calls that go on, in which at least one group was typed, and something was done since then; of those without a
    /// license, since the other time. Not those whose code was told in a later call. The latest first.
    package func openCalls(
        since time: Int64, unprovenSince other: Int64, limit: Int64
    ) throws(Refusal) -> [CallRow] {
        // By `+id` SQLite goes by the time, and not through all calls in their order.
        try all(
            CallRow.self,
            CallRow.query + """
                 WHERE ended_at IS NULL AND updated_at >= ? AND typed LIKE ?
                AND (license_id IS NOT NULL OR updated_at >= ?)
                AND NOT EXISTS (
                    SELECT 1 FROM calls later WHERE later.license_id = calls.license_id AND later.code = calls.code
                    AND later.id > calls.id)
                ORDER BY +id DESC LIMIT ?
                """, time, "%\n%", other, limit)
    }

    /// The calls about a license (5 bytes), the latest first.
    package func calls(ofLicense id: [UInt8], limit: Int64) throws(Refusal) -> [CallRow] {
        try all(
            CallRow.self, CallRow.query + " WHERE license_id = ? ORDER BY id DESC LIMIT ?", id, limit)
    }

    /// In which calls agents refused a request, by its code of 21 bytes, who did and when; the latest first.
    package func phoneRefusals(
        ofCode code: [UInt8], limit: Int64
    ) throws(Refusal) -> [(call: Int64, agent: String, at: Int64)] {
        try all(
            PhoneRefusalRow.self,
            """
            SELECT \(PhoneRefusalRow.view.list()) FROM phone_refusals WHERE code = ? ORDER BY id DESC LIMIT ?
            """, code, limit
        ).map { ($0.callID, $0.agent, $0.at) }
    }
}

extension LedgerWriter {
    /// Opens a call.
    ///
    /// - Returns: its number.
    package func openCall(agent: String, at time: Int64) throws(Refusal) -> Int64 {
        let call = CallRow(id: try nextNumber(of: CallRow.view), openedAt: time, agent: agent)
        try add(call)
        return call.id
    }

    /// Writes down that an agent refused a request in a call. In no call counts as shown what was shown of it before.
    ///
    /// - Parameters:
    ///   - code: the request's code, 21 bytes.
    ///   - license: its license, 5 bytes.
    package func addPhoneRefusal(
        ofCode code: [UInt8], license: [UInt8], call: Int64, agent: String, at time: Int64
    ) throws(Refusal) {
        try add(
            PhoneRefusalRow(
                id: try nextNumber(of: PhoneRefusalRow.view), code: code, callID: call, agent: agent, at: time
            ))
        let shown = try all(CallRow.self, CallRow.query + " WHERE code = ? AND shown IS NOT NULL", code)
            .filter { $0.licenseID == license }
        for var call in shown {
            call.shown = nil
            try change(to: call)
        }
    }

    /// Keeps how far a call has come.
    ///
    /// - Throws: `internal.inconsistency` when there is no such call.
    package func keep(_ call: CallRow) throws(Refusal) {
        guard try change(to: call) else {
            throw Refusal(.internalInconsistency, "There is no such call.")
        }
    }
}
