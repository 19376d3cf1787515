import Refusals

extension LedgerReader {
    /// The customer of this name, or nil.
    package func customer(named name: String) throws(Refusal) -> CustomerRecord? {
        try statements.first(
            "SELECT id, name, created_at FROM customers WHERE name = ?", name, decode: CustomerRecord.init)
    }

    /// The customer with this number, or nil.
    package func customer(_ id: Int64) throws(Refusal) -> CustomerRecord? {
        try statements.first(
            "SELECT id, name, created_at FROM customers WHERE id = ?", id, decode: CustomerRecord.init)
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
        try statements.all(
            "SELECT id, name, created_at FROM customers ORDER BY name", decode: CustomerRecord.init)
    }
}

extension LedgerWriter {
    /// The customer of this name, added now if there was none.
    package func findOrAddCustomer(named name: String, at time: Int64) throws(Refusal) -> CustomerRecord {
        try statements.run(
            "INSERT INTO customers (name, created_at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name, time
        )
        guard let customer = try customer(named: name) else { throw Refusal(.internalInconsistency) }
        return customer
    }
}
