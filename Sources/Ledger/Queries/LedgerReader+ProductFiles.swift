import Refusals

extension LedgerReader {
    /// The product's newest file, or nil when there is none yet.
    ///
    /// - Throws: `vault.damaged` where it is not the last that was signed.
    package func latestProductFile(ofProduct id: String) throws(Refusal) -> ProductFileRecord? {
        let row = try first(
            ProductFileRow.self,
            """
            SELECT \(ProductFileRow.view.list()) FROM product_files WHERE product_id = ?
            ORDER BY version DESC LIMIT 1
            """, id)
        if keys != nil, try product(id)?.fileVersion ?? 0 != row?.version ?? 0 {
            throw Refusal(
                .vaultDamaged,
                "The last product file of '\(id)' is missing in the ledger: it was changed outside this program."
            )
        }
        return try row.map { (row) throws(Refusal) in
            ProductFileRecord(
                productID: row.productID, version: row.version, bytes: try document(row.document),
                createdAt: row.createdAt)
        }
    }

    /// The version that the product's next file has to have: from 1, without gaps.
    package func nextProductFileVersion(ofProduct id: String) throws(Refusal) -> Int64 {
        (try latestProductFile(ofProduct: id)?.version ?? 0) + 1
    }
}

extension LedgerWriter {
    /// Adds a product file, made for the version that ``nextProductFileVersion(ofProduct:)`` gave in this
    /// transaction.
    ///
    /// - Throws: `internal.inconsistency` for any other version.
    package func addProductFile(_ file: ProductFileRecord) throws(Refusal) {
        let next = try nextProductFileVersion(ofProduct: file.productID)
        guard file.version == next else {
            throw Refusal(
                .internalInconsistency, "The next product file has version \(next), not \(file.version).")
        }
        guard var product = try product(file.productID) else {
            throw Refusal(.productUnknown).concerning(file.productID)
        }
        try add(
            ProductFileRow(
                productID: file.productID, version: file.version, document: try keep(document: file.bytes),
                createdAt: file.createdAt))
        product.fileVersion = next
        try change(to: product)
    }
}
