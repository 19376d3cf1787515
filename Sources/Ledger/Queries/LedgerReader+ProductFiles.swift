import Refusals

extension LedgerReader {
    /// The product's newest file, or nil when there is none yet.
    package func latestProductFile(ofProduct id: String) throws(Refusal) -> ProductFileRecord? {
        try statements.first(
            """
            SELECT product_id, version, bytes, created_at FROM product_files
            WHERE product_id = ? ORDER BY version DESC LIMIT 1
            """, id, decode: ProductFileRecord.init)
    }

    /// The version that the product's next file has to have: from 1, without gaps.
    package func nextProductFileVersion(ofProduct id: String) throws(Refusal) -> Int64 {
        try statements.first(
            "SELECT ifnull(max(version), 0) + 1 FROM product_files WHERE product_id = ?", id
        ) { try $0.integer(0) } ?? 1
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
        try statements.run(
            "INSERT INTO product_files (product_id, version, bytes, created_at) VALUES (?, ?, ?, ?)",
            file.productID, file.version, file.bytes, file.createdAt)
    }
}
