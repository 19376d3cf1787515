import Refusals

/// A customer of the vendor.
package struct CustomerRecord: Hashable, Sendable {
    /// The ledger's number for the customer.
    package let id: Int64
    /// The customer's name, unique.
    package let name: String
    /// Seconds since 1970.
    package let createdAt: Int64

    fileprivate init(_ columns: Columns) throws {
        id = try columns.integer(0)
        name = try columns.text(1)
        createdAt = try columns.integer(2)
    }
}

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
