extension LedgerSchema {
    /// What agents refused by telephone, and who did: a row for each time. An agent who looks at the same request later is told.
    static let version7 = """
        CREATE TABLE phone_refusals (
            code BLOB NOT NULL CHECK (length(code) = 21),
            call_id INTEGER NOT NULL REFERENCES calls (id),
            agent TEXT NOT NULL CHECK (length(agent) BETWEEN 1 AND 64),
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX phone_refusals_by_code ON phone_refusals (code);
        CREATE TRIGGER phone_refusals_never_updated BEFORE UPDATE ON phone_refusals
        BEGIN SELECT RAISE(ABORT, 'rows of phone_refusals are never changed'); END;
        CREATE TRIGGER phone_refusals_never_deleted BEFORE DELETE ON phone_refusals
        BEGIN SELECT RAISE(ABORT, 'rows of phone_refusals are never deleted'); END;

        """
}
