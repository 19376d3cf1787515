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
