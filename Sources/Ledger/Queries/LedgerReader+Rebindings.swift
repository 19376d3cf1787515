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
        guard let first, let last else {
            if let last, last.at > moment { throw Self.rebindingMissing }
            return 0
        }
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
        var found: [(license: [UInt8], at: Int64)] = []
        var seen: Set<[UInt8]> = []
        // The latest first, so that the first one of each license is its latest.
        try statements.forEach("SELECT license_id, at FROM rebindings WHERE at >= ? ORDER BY at DESC", moment)
        {
            columns in
            let license = try columns.blob(0, count: 5)
            if seen.insert(license).inserted { found.append((license, try columns.integer(1))) }
            return Int64(found.count) < limit
        }
        return found
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
