extension LedgerSchema {
    /// Calls by telephone, and how often a wrong proof was given.
    static let version3 = """
        CREATE TABLE calls (
            id INTEGER PRIMARY KEY,
            opened_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            agent TEXT NOT NULL CHECK (length(agent) BETWEEN 1 AND 64),
            license_id BLOB REFERENCES licenses (id),
            code BLOB CHECK (length(code) = 21),
            typed TEXT NOT NULL CHECK (length(typed) <= 4096),
            position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 64),
            seat TEXT CHECK (length(seat) <= 20),
            shown BLOB CHECK (length(shown) = 32),
            session INTEGER NOT NULL CHECK (session >= 1),
            ended_at INTEGER
        ) STRICT;
        CREATE INDEX calls_open ON calls (id) WHERE ended_at IS NULL;
        CREATE INDEX calls_by_license ON calls (license_id) WHERE license_id IS NOT NULL;

        CREATE TABLE phone_attempts (
            at INTEGER NOT NULL,
            license_id BLOB NOT NULL CHECK (length(license_id) = 5),
            code BLOB NOT NULL CHECK (length(code) = 21)
        ) STRICT;
        CREATE INDEX phone_attempts_by_time ON phone_attempts (at);

        """
}
