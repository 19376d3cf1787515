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
    private static let query = "SELECT \(LicenseRecord.view.list(of: "licenses")) FROM licenses"
    private static let standings = """
        SELECT \(LicenseRecord.view.list(of: "l")), \(CustomerRecord.view.list(of: "c")),
               \(SeatTally.view.list(of: "t"))
        FROM licenses l
        LEFT JOIN customers c ON c.id = l.customer_id
        LEFT JOIN seat_tallies t ON t.license_id = l.id
        """

    /// The license with this id (5 bytes), with its customer, the seats in use and any revocation; or nil.
    ///
    /// - Throws: `vault.damaged` where the ledger knows of a later event about it.
    package func license(_ id: [UInt8]) throws(Refusal) -> LicenseStanding? {
        guard let license = try first(LicenseRecord.self, Self.query + " WHERE id = ?", id) else {
            try requireNone(LicenseRecord.view, of: AuditSubject.thing(ofLicense: id))
            return nil
        }
        try requireLatest(license, event: license.event)
        guard let customer = try customer(license.customerID), let tally = try tally(ofLicense: id) else {
            throw Self.incomplete
        }
        return LicenseStanding(license: license, customerName: customer.name, seatsInUse: tally.inUse)
    }

    /// All licenses of a customer, the oldest first.
    package func licenses(ofCustomer id: Int64) throws(Refusal) -> [LicenseRecord] {
        try all(LicenseRecord.self, Self.query + " WHERE customer_id = ? ORDER BY created_at, id", id)
    }

    private static var incomplete: Refusal {
        Refusal(
            .vaultDamaged,
            "What belongs to a license is missing in the ledger: it was changed outside this program.")
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
        guard let part = filter.customerPart else {
            return try standings(conditions, values, limit: limit, offset: offset)
        }
        let numbers = try customers(holding: part)
        guard let last = numbers.last else { return [] }
        // In lists of few sizes, so that there are few statements.
        if let size = [1, 4, 16, 64, 256].first(where: { $0 >= numbers.count }) {
            let places = repeatElement("?", count: size).joined(separator: ", ")
            conditions.append("l.customer_id IN (\(places))")
            values += numbers + [Int64](repeating: last, count: size - numbers.count)
            return try standings(conditions, values, limit: limit, offset: offset)
        }
        return try standings(
            conditions, values, limit: limit, offset: offset, customers: Set(numbers))
    }

    private func standings(
        _ conditions: [String], _ values: [any SQLBindable], limit: Int64, offset: Int64,
        customers: Set<Int64>? = nil
    ) throws(Refusal) -> [LicenseStanding] {
        let filtering = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        let ordered = Self.standings + filtering + " ORDER BY l.created_at, l.id"
        let (limit, offset) = (max(limit, 0), max(offset, 0))
        guard let customers else {
            return try statements.all(
                ordered + " LIMIT ? OFFSET ?", values: values + [limit, offset], decode: standing)
        }
        var found: [LicenseStanding] = []
        var left = offset
        guard limit > 0 else { return found }
        try statements.forEach(ordered, values: values) { columns in
            guard customers.contains(try columns.integer(2)) else { return true }
            if left > 0 {
                left -= 1
                return true
            }
            found.append(try standing(columns))
            return Int64(found.count) < limit
        }
        return found
    }

    private func standing(_ columns: Columns) throws -> LicenseStanding {
        let license: LicenseRecord = try record(columns)
        let afterLicense = columns.from(LicenseRecord.view.listCount)
        let afterCustomer = afterLicense.from(CustomerRecord.view.listCount)
        guard !afterLicense.isNull(0), !afterCustomer.isNull(0) else { throw Self.incomplete }
        let customer: CustomerRecord = try record(afterLicense)
        let tally: SeatTally = try record(afterCustomer)
        return LicenseStanding(license: license, customerName: customer.name, seatsInUse: tally.inUse)
    }
}

extension LedgerWriter {
    /// Adds a license, unless its id is taken.
    ///
    /// - Throws: `internal.inconsistency` when its product or customer is not in the ledger, or its term does
    ///   not fit its kind.
    package func addLicense(_ license: LicenseRecord) throws(Refusal) -> LicenseAddition {
        try requireOwnEvent(license.event)
        guard try add(license, unlessThere: true) else { return .idTaken }
        try add(SeatTally(licenseID: license.id, taken: 0, returned: 0, rebindings: 0))
        return .added
    }

    /// Changes a license. Seats in use stay in use. The proof key is sealed for the terms and the event, so it comes sealed
    /// anew.
    ///
    /// - Throws: `license.unknown`; `internal.inconsistency` for what breaks a rule of the table.
    package func setLicense(_ license: LicenseRecord) throws(Refusal) {
        try requireOwnEvent(license.event)
        guard try change(to: license) else { throw Refusal(.licenseUnknown) }
    }

    /// A secret is sealed for the event that writes its row.
    func requireOwnEvent(_ event: Int64) throws(Refusal) {
        guard event == (try eventNumber()) else {
            throw Refusal(.internalInconsistency, "A row was made for another event.")
        }
    }
}
