import Refusals

extension LedgerReader {
    private static let query = "SELECT \(CustomerRecord.view.list(of: "customers")) FROM customers"

    /// The customer of this name, or nil.
    package func customer(named name: String) throws(Refusal) -> CustomerRecord? {
        try first(CustomerRecord.self, Self.query + " WHERE name = ?", name)
    }

    /// The customer with this number, or nil.
    package func customer(_ id: Int64) throws(Refusal) -> CustomerRecord? {
        try first(CustomerRecord.self, Self.query + " WHERE id = ?", id)
    }

    /// The numbers of the customers with this in their names, whatever its case in any script. No character stands for
    /// others. All names are gone through, and no licenses.
    func customers(holding part: String) throws(Refusal) -> [Int64] {
        let part = Self.folded(part)
        var found: [Int64] = []
        try statements.forEach("SELECT id, name FROM customers") { columns in
            if Self.folded(try columns.text(1)).contains(part) { found.append(try columns.integer(0)) }
            return true
        }
        return found
    }

    /// Without case: first in capitals, of which some are several letters, then in small letters.
    private static func folded(_ text: String) -> String { text.uppercased().lowercased() }

    /// All customers, by name.
    package func customers() throws(Refusal) -> [CustomerRecord] {
        try all(CustomerRecord.self, Self.query + " ORDER BY name")
    }
}

extension LedgerWriter {
    /// The customer of this name, added now if there was none.
    package func findOrAddCustomer(named name: String, at time: Int64) throws(Refusal) -> CustomerRecord {
        if let known = try customer(named: name) { return known }
        let customer = CustomerRecord(
            id: try nextNumber(of: CustomerRecord.view), name: name, createdAt: time)
        try add(customer)
        return customer
    }
}
