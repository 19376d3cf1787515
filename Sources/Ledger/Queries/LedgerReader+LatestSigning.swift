import Refusals

extension LedgerReader {
    private static let latestSigning = """
        SELECT max(at) FROM (
            SELECT at FROM (SELECT issued_at AS at FROM answers ORDER BY event DESC LIMIT ?) AS answered
            UNION ALL
            SELECT at FROM (SELECT created_at AS at FROM product_files ORDER BY event DESC LIMIT ?) AS exported
        ) AS signed
        """

    /// When the latest of what was signed last was signed, in seconds since 1970; nil where nothing was signed yet.
    ///
    /// - Parameter count: how many answers are looked at, and how many product files.
    package func latestSigning(amongLast count: Int64) throws(Refusal) -> Int64? {
        let count = max(count, 0)
        return try statements.first(Self.latestSigning, count, count) { try $0.optionalInteger(0) } ?? nil
    }
}
