import Refusals

extension LedgerReader {
    /// Rows are never removed, so those with the greatest row numbers are the last ones.
    private static let latestSigning = """
        SELECT max(at) FROM (
            SELECT * FROM (SELECT issued_at AS at FROM responses ORDER BY rowid DESC LIMIT ?1)
            UNION ALL
            SELECT * FROM (SELECT created_at FROM product_files ORDER BY rowid DESC LIMIT ?1)
        )
        """

    /// When the latest of what was signed last was signed, in seconds since 1970; nil where nothing was signed yet.
    ///
    /// - Parameter count: how many answers are looked at, and how many product files.
    package func latestSigning(amongLast count: Int64) throws(Refusal) -> Int64? {
        try statements.first(Self.latestSigning, max(count, 0)) { try $0.optionalInteger(0) } ?? nil
    }
}
