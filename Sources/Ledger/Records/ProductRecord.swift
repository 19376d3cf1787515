/// A product of the vendor.
package struct ProductRecord: Hashable, Sendable {
    /// The product's id, as in `--product`.
    package let id: String
    /// Its name, for people.
    package let name: String
    /// The vendor's name, for people.
    package let vendor: String
    /// The 16 bytes that make this product's fingerprints its own.
    package let salt: [UInt8]
    /// The vendor's telephone number, as sites see it; nil for none.
    package let phone: String?
    /// Where to write.
    package let email: String?
    /// The address of the vendor's page.
    package let portal: String?
    /// The address at which the vendor explains refusals.
    package let help: String?
    /// How strictly it is bound to its machines.
    package let policy: Policy
    /// Seconds since 1970.
    package let createdAt: Int64

    /// All columns, as they are stored.
    package init(
        id: String, name: String, vendor: String, salt: [UInt8], phone: String? = nil, email: String? = nil,
        portal: String? = nil, help: String? = nil, policy: Policy = .standard, createdAt: Int64
    ) {
        self.id = id
        self.name = name
        self.vendor = vendor
        self.salt = salt
        self.phone = phone
        self.email = email
        self.portal = portal
        self.help = help
        self.policy = policy
        self.createdAt = createdAt
    }

    init(_ columns: Columns) throws {
        self.init(
            id: try columns.text(0), name: try columns.text(1), vendor: try columns.text(2),
            salt: try columns.blob(3, count: 16), phone: try columns.optionalText(4),
            email: try columns.optionalText(5), portal: try columns.optionalText(6),
            help: try columns.optionalText(8), policy: try Policy(columns, from: 9),
            createdAt: try columns.integer(7))
    }
}

/// A feature in a product's catalogue. Once there it keeps its number and its name.
package struct FeatureRecord: Hashable, Sendable {
    /// The number that licenses name it by, from 0.
    package let number: Int64
    /// Its name, unique within the product.
    package let name: String
}
