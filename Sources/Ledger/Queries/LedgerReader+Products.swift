import Refusals

extension LedgerReader {
    private static let query = "SELECT \(ProductRecord.view.list(of: "products")) FROM products"

    /// The product with this id, or nil.
    ///
    /// - Throws: `vault.damaged` where the ledger knows of a later event about it.
    package func product(_ id: String) throws(Refusal) -> ProductRecord? {
        guard let product = try first(ProductRecord.self, Self.query + " WHERE id = ?", id) else {
            try requireNone(ProductRecord.view, of: AuditSubject.thing(of: id))
            return nil
        }
        try requireLatest(product, event: product.event)
        return product
    }

    /// All products, by id.
    package func products() throws(Refusal) -> [ProductRecord] {
        try all(ProductRecord.self, Self.query + " ORDER BY id")
    }

    /// The product's features, by number.
    ///
    /// - Throws: `vault.damaged` where they are not as many as were added.
    package func features(ofProduct id: String) throws(Refusal) -> [FeatureRecord] {
        let features = try all(
            FeatureRecord.self,
            "SELECT \(FeatureRecord.view.list()) FROM features WHERE product_id = ? ORDER BY number", id)
        if keys != nil, try product(id)?.featureCount ?? 0 != Int64(features.count) {
            throw Refusal(
                .vaultDamaged,
                "The features of '\(id)' in the ledger are not those that were added: it was changed outside this program."
            )
        }
        return features
    }
}

extension LedgerWriter {
    /// Adds a product with its features, which are numbered from 0.
    ///
    /// - Throws: `product.exists` when its id is taken.
    package func addProduct(_ product: ProductRecord, features: [String] = []) throws(Refusal) {
        var product = product
        product.featureCount = Int64(features.count)
        guard try add(product, unlessThere: true) else {
            throw Refusal(.productExists).concerning(product.id)
        }
        for (number, name) in zip(Int64(0)..., features) {
            try add(FeatureRecord(productID: product.id, number: number, name: name))
        }
    }

    /// Changes a product's names, where the vendor is reached, and its policy. Its salt and the time it was added stay.
    ///
    /// - Throws: `product.unknown`.
    package func setProduct(_ product: ProductRecord) throws(Refusal) {
        guard let old = try self.product(product.id) else {
            throw Refusal(.productUnknown).concerning(product.id)
        }
        var new = ProductRecord(
            id: old.id, name: product.name, vendor: product.vendor, salt: old.salt, phone: product.phone,
            email: product.email, portal: product.portal, help: product.help, policy: product.policy,
            createdAt: old.createdAt)
        (new.featureCount, new.fileVersion) = (old.featureCount, old.fileVersion)
        try change(to: new)
    }

    /// Adds features under the product's next numbers. One that is already there keeps its number.
    ///
    /// - Throws: `product.unknown`.
    package func addFeatures(_ names: [String], toProduct id: String) throws(Refusal) {
        guard var product = try product(id) else { throw Refusal(.productUnknown).concerning(id) }
        let known = try features(ofProduct: id)
        let new = names.filter { name in !known.contains { $0.name == name } }
        var next = (known.last?.number ?? -1) + 1
        for name in new {
            try add(FeatureRecord(productID: id, number: next, name: name))
            next += 1
        }
        product.featureCount += Int64(new.count)
        try change(to: product)
    }
}
