extension LedgerSchema {
    /// The address at which the vendor explains refusals.
    static let version6 = """
        ALTER TABLE products ADD COLUMN help TEXT;

        """
}
