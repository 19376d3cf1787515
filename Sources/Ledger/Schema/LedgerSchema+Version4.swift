extension LedgerSchema {
    /// What keeps the work for an answer the same however many were given before.
    static let version4 = seatNumbers

    /// A license's seats are numbered from 1 in the order in which they were taken, and none is ever removed.
    private static let seatNumbers = """
        ALTER TABLE activations ADD COLUMN number INTEGER NOT NULL DEFAULT 0 CHECK (number >= 0);
        UPDATE activations SET number = numbered.place FROM (
            SELECT id, row_number() OVER (PARTITION BY license_id ORDER BY id) AS place FROM activations
        ) AS numbered WHERE numbered.id = activations.id;
        CREATE UNIQUE INDEX activations_by_number ON activations (license_id, number);

        """
}
