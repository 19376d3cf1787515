import Refusals

extension LedgerReader {
    private static let products = """
        SELECT id, name, vendor, salt, phone, email, portal, created_at, help, \(ProductRecord.Policy.columns) FROM products
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
                                  \(ProductRecord.Policy.columns))
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
