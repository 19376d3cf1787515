import Refusals

/// Which licenses to list.
package struct LicenseFilter: Hashable, Sendable {
    /// Only of this product.
    package var productID: String?
    /// Only of customers with this in their names, in any case.
    package var customerPart: String?

    /// All licenses, unless narrowed.
    package init(productID: String? = nil, customerPart: String? = nil) {
        self.productID = productID
        self.customerPart = customerPart
    }
}

/// What came of adding a license.
package enum LicenseAddition: Hashable, Sendable {
    /// It is in the ledger.
    case added
    /// Another license has this id: draw another one.
    case idTaken
}

extension LedgerReader {
    private static let standings = """
        SELECT \(LicenseRecord.columns), c.name,
               \(ActivationRecord.inUse(of: "l.id")),
               r.at, r.reason
        FROM licenses l
        JOIN customers c ON c.id = l.customer_id
        LEFT JOIN revocations r ON r.license_id = l.id
        """
    private static let oneStanding = standings + " WHERE l.id = ?"

    /// The license with this id (5 bytes), with its customer, the seats in use and any revocation; or nil.
    package func license(_ id: [UInt8]) throws(Refusal) -> LicenseStanding? {
        try statements.first(Self.oneStanding, id, decode: LicenseStanding.init)
    }

    /// Licenses, the oldest first.
    ///
    /// - Parameters:
    ///   - limit: at most this many.
    ///   - offset: how many of the oldest to leave out.
    package func licenses(
        _ filter: LicenseFilter = LicenseFilter(), limit: Int64 = .max, offset: Int64 = 0
    ) throws(Refusal) -> [LicenseStanding] {
        var conditions: [String] = []
        var values: [any SQLBindable] = []
        if let product = filter.productID {
            conditions.append("l.product_id = ?")
            values.append(product)
        }
        if let part = filter.customerPart {
            let numbers = try customers(holding: part)
            guard !numbers.isEmpty else { return [] }
            // By the index on the customer, however many there are.
            conditions.append("l.customer_id IN (SELECT value FROM json_each(?))")
            values.append("[\(numbers.map(String.init).joined(separator: ","))]")
        }
        let filtering = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return try statements.all(
            Self.standings + filtering + " ORDER BY l.rowid LIMIT ? OFFSET ?",
            values: values + [max(limit, 0), max(offset, 0)], decode: LicenseStanding.init)
    }

    /// All revocations, by license id: what a revocation list is made of.
    package func revocations() throws(Refusal) -> [RevocationRecord] {
        try statements.all("SELECT license_id, at, reason FROM revocations ORDER BY license_id") { columns in
            RevocationRecord(
                licenseID: try columns.blob(0, count: 5), at: try columns.integer(1),
                reason: try columns.text(2))
        }
    }
}

extension LedgerWriter {
    /// Adds a license, unless its id is taken.
    ///
    /// - Throws: `internal.inconsistency` when its product or customer is not in the ledger, or its term does
    ///   not fit its kind.
    package func addLicense(_ license: LicenseRecord) throws(Refusal) -> LicenseAddition {
        let added = try statements.run(
            """
            INSERT INTO licenses (id, product_id, customer_id, sealed_proof, kind, ends_on, days, binding,
                                  seats, features, maintenance_until, created_at, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            license.id, license.productID, license.customerID, license.sealedProof, license.kind.rawValue,
            license.endsOn, license.days, license.binding.rawValue, license.seats, license.featuresText,
            license.maintenanceUntil, license.createdAt, license.note)
        return added == 1 ? .added : .idTaken
    }

    /// Changes how many seats a license has. Seats in use stay in use. The proof key is sealed for the terms, so
    /// it comes sealed anew.
    ///
    /// - Throws: `license.unknown`; `internal.inconsistency` for less than one seat.
    package func setSeats(_ seats: Int64, sealedProof: [UInt8], ofLicense id: [UInt8]) throws(Refusal) {
        let changed = try statements.run(
            "UPDATE licenses SET seats = ?, sealed_proof = ? WHERE id = ?", seats, sealedProof, id)
        guard changed == 1 else { throw Refusal(.licenseUnknown) }
    }

    /// Revokes a license. One that is revoked already stays so, with its first reason.
    ///
    /// - Returns: whether it was in force before.
    /// - Throws: `license.unknown`.
    @discardableResult
    package func revokeLicense(_ revocation: RevocationRecord) throws(Refusal) -> Bool {
        guard try license(revocation.licenseID) != nil else { throw Refusal(.licenseUnknown) }
        let added = try statements.run(
            "INSERT INTO revocations (license_id, at, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            revocation.licenseID, revocation.at, revocation.reason)
        return added == 1
    }
}
