import Refusals

/// Codes with a wrong proof, which are counted; and what else about calls somebody should look at.
extension LedgerReader {
    private static let attempts =
        "SELECT \(PhoneAttemptRow.view.list()) FROM phone_attempts WHERE at >= ? AND at < ?"

    /// Whether a wrong proof was given in this time for a license (5 bytes).
    package func hasPhoneAttempt(ofLicense id: [UInt8], in times: Range<Int64>) throws(Refusal) -> Bool {
        try phoneAttempt(ofLicense: id, before: 0, in: times) != nil
    }

    /// When the last but so many of the wrong proofs was given in this time for a license (5 bytes); nil if there were not
    /// as many.
    package func phoneAttempt(
        ofLicense id: [UInt8], before last: Int64, in times: Range<Int64>
    ) throws(Refusal) -> Int64? {
        try attempt(
            before: last, Self.attempts + " AND license_id = ? ORDER BY at DESC LIMIT ?", times.lowerBound,
            times.upperBound, id, last + 1)
    }

    /// The same for all licenses that there are, or for all others.
    package func phoneAttempt(
        ofLicensesThatAre areKnown: Bool, before last: Int64, in times: Range<Int64>
    ) throws(Refusal) -> Int64? {
        try attempt(
            before: last,
            Self.attempts + """
                 AND (CASE WHEN license_id IN (SELECT id FROM licenses) THEN 1 ELSE 0 END) = ?
                ORDER BY at DESC LIMIT ?
                """, times.lowerBound, times.upperBound, Int64(areKnown ? 1 : 0), last + 1)
    }

    /// The last row of as many as there have to be, the codes of all of them checked.
    private func attempt(
        before last: Int64, _ query: String, _ values: any SQLBindable...
    ) throws(Refusal) -> Int64? {
        let found = try all(PhoneAttemptRow.self, query, values: values)
        return found.count > last ? found.last?.at : nil
    }

    /// How many answers each seat was told by telephone since then, where they are more than a few.
    package func phoneAnswers(
        since time: Int64, moreThan few: Int64
    ) throws(Refusal) -> [(license: [UInt8], activation: Int64, count: Int64, first: Int64)] {
        try statements.all(
            """
            SELECT license_id, activation_id, count(*), min(received_at) FROM answers
            WHERE carrier = 'phone' AND received_at > ? AND activation_id IS NOT NULL
            GROUP BY license_id, activation_id HAVING count(*) > ?
            """, time, few
        ) { (try $0.blob(0), try $0.integer(1), try $0.integer(2), try $0.integer(3)) }
    }
}

extension LedgerWriter {
    /// Counts a wrong proof for a license (5 bytes). The very same code (21 bytes) once more tells those who guess nothing,
    /// and is not counted again.
    ///
    /// - Returns: whether it was counted.
    package func addPhoneAttempt(
        ofLicense id: [UInt8], code: [UInt8], at time: Int64
    ) throws(Refusal) -> Bool {
        try add(PhoneAttemptRow(code: code, licenseID: id, at: time), unlessThere: true)
    }
}
