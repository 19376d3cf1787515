import Refusals

extension LedgerReader {
    /// How many rebindings the license (5 bytes) has had after a moment, in seconds since 1970. It costs the same however
    /// many there are.
    ///
    /// - Throws: `vault.damaged` where one that counts is missing.
    package func rebindings(ofLicense id: [UInt8], after moment: Int64) throws(Refusal) -> Int64 {
        let last = try lastRebinding(ofLicense: id)
        if keys != nil, let tally = try tally(ofLicense: id), tally.rebindings != last?.number ?? 0 {
            throw Self.rebindingMissing
        }
        let first = try first(
            RebindingRow.self,
            RebindingRow.query + " WHERE license_id = ? AND at > ? ORDER BY at, number LIMIT 1", id, moment)
        guard let first, let last else { return 0 }
        let before = first.number - first.parts
        // The one before the first that counts is there, and does not count.
        if before > 0 {
            let earlier = try self.first(
                RebindingRow.self, RebindingRow.query + " WHERE license_id = ? AND number = ?", id, before)
            guard let earlier, earlier.at <= moment else { throw Self.rebindingMissing }
        }
        return last.number - before
    }

    private static var rebindingMissing: Refusal {
        Refusal(
            .vaultDamaged,
            "The changes of machine of a license in the ledger are not those that were counted: it was changed outside "
                + "this program.")
    }

    /// The licenses (5 bytes each) that had a rebinding since a moment, each with the latest one.
    package func licensesRebound(
        since moment: Int64, limit: Int64
    ) throws(Refusal) -> [(license: [UInt8], at: Int64)] {
        // By `+license_id` SQLite goes by the time, and not through all rebindings, license by license.
        try statements.all(
            """
            SELECT license_id, max(at) FROM rebindings
            WHERE at >= ? GROUP BY +license_id ORDER BY max(at) DESC LIMIT ?
            """, moment, limit
        ) { (try $0.blob(0, count: 5), try $0.integer(1)) }
    }

    fileprivate func lastRebinding(ofLicense id: [UInt8]) throws(Refusal) -> RebindingRow? {
        try first(
            RebindingRow.self, RebindingRow.query + " WHERE license_id = ? ORDER BY number DESC LIMIT 1", id)
    }
}

extension LedgerWriter {
    /// Notes a rebinding. One that comes while the clock is set back counts as of the latest moment before.
    package func addRebinding(_ record: RebindingRecord) throws(Refusal) {
        guard var tally = try tally(forChanging: record.licenseID) else { throw Refusal(.licenseUnknown) }
        let last = try lastRebinding(ofLicense: record.licenseID)
        tally.rebindings += record.parts
        try add(
            RebindingRow(
                licenseID: record.licenseID, number: tally.rebindings, parts: record.parts,
                activationID: record.activationID, at: max(record.at, last?.at ?? record.at),
                carrier: record.carrier, reason: record.reason))
        try change(to: tally)
    }
}
