import Refusals

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
    /// Where to call.
    package let phone: String?
    /// Where to write.
    package let email: String?
    /// The address of the vendor's page.
    package let portal: String?
    /// The address at which the vendor explains refusals.
    package let help: String?
    /// How strictly it is bound to its machines.
    package let policy: ProductPolicy
    /// Seconds since 1970.
    package let createdAt: Int64

    /// All columns, as they are stored.
    package init(
        id: String, name: String, vendor: String, salt: [UInt8], phone: String? = nil, email: String? = nil,
        portal: String? = nil, help: String? = nil, policy: ProductPolicy = .standard, createdAt: Int64
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

    fileprivate init(_ columns: Columns) throws {
        self.init(
            id: try columns.text(0), name: try columns.text(1), vendor: try columns.text(2),
            salt: try columns.blob(3, count: 16), phone: try columns.optionalText(4),
            email: try columns.optionalText(5), portal: try columns.optionalText(6),
            help: try columns.optionalText(8), policy: try ProductPolicy(columns, from: 9),
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

extension LedgerReader {
    private static let products = """
        SELECT id, name, vendor, salt, phone, email, portal, created_at, help, \(ProductPolicy.columns) FROM products
        """

    /// The product with this id, or nil.
    package func product(_ id: String) throws(Refusal) -> ProductRecord? {
        try statements.first(Self.products + " WHERE id = ?", id, decode: ProductRecord.init)
    }

    /// All products, by id.
    package func products() throws(Refusal) -> [ProductRecord] {
        try statements.all(Self.products + " ORDER BY id", decode: ProductRecord.init)
    }

    /// The product's features, by number.
    package func features(ofProduct id: String) throws(Refusal) -> [FeatureRecord] {
        try statements.all(
            "SELECT number, name FROM features WHERE product_id = ? ORDER BY number", id
        ) { columns in
            FeatureRecord(number: try columns.integer(0), name: try columns.text(1))
        }
    }
}

extension LedgerWriter {
    /// Adds a product.
    ///
    /// - Throws: `product.exists` when its id is taken.
    package func addProduct(_ product: ProductRecord) throws(Refusal) {
        let added = try statements.run(
            """
            INSERT INTO products (id, name, vendor, salt, phone, email, portal, created_at, help,
                                  \(ProductPolicy.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            product.id, product.name, product.vendor, product.salt, product.phone, product.email,
            product.portal, product.createdAt, product.help, product.policy.threshold,
            Int64(product.policy.readsRootOnly ? 1 : 0), product.policy.virtualMachines,
            product.policy.containers, product.policy.clockHours, product.policy.rebindings)
        guard added == 1 else { throw Refusal(.productExists).concerning(product.id) }
    }

    /// Changes a product's names, where the vendor is reached, and its policy. Its salt and the time it was added stay.
    ///
    /// - Throws: `product.unknown`.
    package func setProduct(_ product: ProductRecord) throws(Refusal) {
        let changed = try statements.run(
            """
            UPDATE products SET name = ?, vendor = ?, phone = ?, email = ?, portal = ?, help = ?, threshold = ?,
                                reads_root_only = ?, virtual_machines = ?, containers = ?, clock_hours = ?,
                                rebindings = ?
            WHERE id = ?
            """,
            product.name, product.vendor, product.phone, product.email, product.portal, product.help,
            product.policy.threshold, Int64(product.policy.readsRootOnly ? 1 : 0),
            product.policy.virtualMachines, product.policy.containers, product.policy.clockHours,
            product.policy.rebindings, product.id)
        guard changed == 1 else { throw Refusal(.productUnknown).concerning(product.id) }
    }

    /// Adds a feature under the product's next number. One that is already there keeps its number.
    ///
    /// - Returns: the feature's number.
    /// - Throws: `product.unknown`.
    @discardableResult
    package func addFeature(named name: String, toProduct id: String) throws(Refusal) -> Int64 {
        guard try product(id) != nil else { throw Refusal(.productUnknown).concerning(id) }
        try statements.run(
            """
            INSERT INTO features (product_id, number, name)
            SELECT ?, ifnull(max(number) + 1, 0), ? FROM features WHERE product_id = ?
            ON CONFLICT (product_id, name) DO NOTHING
            """,
            id, name, id)
        let number = try statements.first(
            "SELECT number FROM features WHERE product_id = ? AND name = ?", id, name
        ) { try $0.integer(0) }
        guard let number else { throw Refusal(.internalInconsistency) }
        return number
    }
}
