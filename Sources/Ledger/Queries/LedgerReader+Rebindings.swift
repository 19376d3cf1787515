import Refusals

extension LedgerReader {
    /// How many rebindings the license (5 bytes) has had after a moment, in seconds since 1970. It costs the same however
    /// many there are.
    package func rebindings(ofLicense id: [UInt8], after moment: Int64) throws(Refusal) -> Int64 {
        let first = try statements.first(
            """
            SELECT number - parts FROM rebindings INDEXED BY rebindings_by_time
            WHERE license_id = ? AND at > ? ORDER BY at, number LIMIT 1
            """, id, moment
        ) { try $0.integer(0) }
        guard let first, let last = try lastRebinding(ofLicense: id) else { return 0 }
        return last.number - first
    }

    /// The licenses (5 bytes each) that had a rebinding since a moment, each with the latest one.
    package func licensesRebound(
        since moment: Int64, limit: Int64
    ) throws(Refusal) -> [(license: [UInt8], at: Int64)] {
        try statements.all(
            """
            SELECT license_id, max(at) FROM rebindings INDEXED BY rebindings_of_all
            WHERE at >= ? GROUP BY license_id ORDER BY max(at) DESC LIMIT ?
            """, moment, limit
        ) { (try $0.blob(0, count: 5), try $0.integer(1)) }
    }

    /// All rebindings, license by license in the order in which they came, each with the seat's number.
    package func forEachRebinding(_ body: (RebindingRecord, _ seat: Int64) throws(Refusal) -> Void)
        throws(Refusal)
    {
        try statements.forEach(
            """
            SELECT r.license_id, r.activation_id, r.parts, r.at, r.carrier, r.reason, a.number
            FROM rebindings r JOIN activations a ON a.id = r.activation_id ORDER BY r.license_id, r.number
            """
        ) { columns in
            try body(
                RebindingRecord(
                    licenseID: try columns.blob(0, count: 5), activationID: try columns.integer(1),
                    parts: try columns.integer(2), at: try columns.integer(3), carrier: try columns.text(4),
                    reason: try columns.optionalText(5)),
                try columns.integer(6))
            return true
        }
    }

    fileprivate func lastRebinding(
        ofLicense id: [UInt8]
    ) throws(Refusal) -> (number: Int64, at: Int64)? {
        try statements.first(
            "SELECT number, at FROM rebindings WHERE license_id = ? ORDER BY number DESC LIMIT 1", id
        ) { (try $0.integer(0), try $0.integer(1)) }
    }
}

extension LedgerWriter {
    /// Notes a rebinding. One that comes while the clock is set back counts as of the latest moment before.
    package func addRebinding(_ record: RebindingRecord) throws(Refusal) {
        let last = try lastRebinding(ofLicense: record.licenseID)
        try statements.run(
            """
            INSERT INTO rebindings (license_id, number, parts, activation_id, at, carrier, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            record.licenseID, (last?.number ?? 0) + record.parts, record.parts, record.activationID,
            max(record.at, last?.at ?? record.at),
            record.carrier, record.reason)
    }
}
