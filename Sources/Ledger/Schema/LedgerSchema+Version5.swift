extension LedgerSchema {
    /// How often seats went to other hardware, and how often that is usual; since when a seat's device keys are known.
    ///
    /// `parts` says how many a rebinding counts. `number` is the sum of them within a license, and `at` never goes down with
    /// it, so that those since a moment are counted by looking at the first and the last of them.
    static let version5 = """
        ALTER TABLE products ADD COLUMN rebindings INTEGER NOT NULL DEFAULT 3
            CHECK (rebindings BETWEEN 0 AND 1000);

        ALTER TABLE devices ADD COLUMN first_at INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX devices_by_time ON devices (first_at, activation_id);

        CREATE INDEX responses_told ON responses (activation_id) WHERE shows_machine = 0;

        CREATE TABLE rebindings (
            license_id BLOB NOT NULL REFERENCES licenses (id),
            number INTEGER NOT NULL CHECK (number >= parts),
            parts INTEGER NOT NULL CHECK (parts BETWEEN 1 AND 10),
            activation_id INTEGER NOT NULL REFERENCES activations (id),
            at INTEGER NOT NULL,
            carrier TEXT NOT NULL,
            reason TEXT CHECK (length(reason) BETWEEN 1 AND 200),
            PRIMARY KEY (license_id, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rebindings_by_time ON rebindings (license_id, at, number);
        CREATE INDEX rebindings_of_all ON rebindings (at, license_id);
        CREATE TRIGGER rebindings_never_updated BEFORE UPDATE ON rebindings
        BEGIN SELECT RAISE(ABORT, 'rows of rebindings are never changed'); END;
        CREATE TRIGGER rebindings_never_deleted BEFORE DELETE ON rebindings
        BEGIN SELECT RAISE(ABORT, 'rows of rebindings are never deleted'); END;

        """
}
