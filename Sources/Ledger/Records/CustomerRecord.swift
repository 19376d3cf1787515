/// A customer of the vendor.
package struct CustomerRecord: Hashable, Sendable {
    /// The ledger's number for the customer.
    package let id: Int64
    /// The customer's name, unique.
    package let name: String
    /// Seconds since 1970.
    package let createdAt: Int64

    init(id: Int64, name: String, createdAt: Int64) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }
}

extension CustomerRecord: ViewRecord {
    static let view = LedgerView.customers

    var values: [LedgerValue] { [.integer(id), .text(name), .integer(createdAt)] }

    init(_ columns: Columns) throws {
        self.init(
            id: try columns.integer(0), name: try columns.text(1), createdAt: try columns.integer(2))
    }
}
