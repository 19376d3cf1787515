import GRDB

extension LedgerSchema {
    /// How strictly a product is bound to its machines, by what a machine is found again, and what requests ask for.
    static let version2 = policy + traces + devices + kinds

    /// The defaults are what was so before, or what the documents take where nothing is said.
    private static let policy = """
        ALTER TABLE products ADD COLUMN threshold INTEGER NOT NULL DEFAULT 45
            CHECK (threshold BETWEEN 30 AND 100);
        ALTER TABLE products ADD COLUMN reads_root_only INTEGER NOT NULL DEFAULT 0
            CHECK (reads_root_only BETWEEN 0 AND 1);
        ALTER TABLE products ADD COLUMN virtual_machines INTEGER NOT NULL DEFAULT 0
            CHECK (virtual_machines BETWEEN 0 AND 2);
        ALTER TABLE products ADD COLUMN containers INTEGER NOT NULL DEFAULT 1
            CHECK (containers BETWEEN 0 AND 2);
        ALTER TABLE products ADD COLUMN clock_hours INTEGER NOT NULL DEFAULT 24
            CHECK (clock_hours BETWEEN 1 AND 720);

        """

    /// An index by a part of a fingerprint. It follows from `activations`, and proves nothing by itself; without
    /// foreign keys, because checking them for each of many traces costs half as much as the whole answer.
    private static let traces = """
        CREATE TABLE activation_marks (
            license_id BLOB NOT NULL,
            mark INTEGER NOT NULL,
            activation_id INTEGER NOT NULL,
            PRIMARY KEY (license_id, mark, activation_id)
        ) STRICT, WITHOUT ROWID;

        """

    /// All device keys that a seat was ever answered for: a user, a site, or several users of one machine have
    /// several. The column in `activations` keeps the last one.
    private static let devices = """
        CREATE TABLE devices (
            license_id BLOB NOT NULL REFERENCES licenses (id),
            device_key BLOB NOT NULL CHECK (length(device_key) = 32),
            activation_id INTEGER NOT NULL REFERENCES activations (id),
            PRIMARY KEY (license_id, device_key, activation_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO devices SELECT license_id, device_key, id FROM activations;
        DROP INDEX activations_by_device_key;

        """

    private static let kinds = """
        ALTER TABLE requests ADD COLUMN kind INTEGER NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 255);
        CREATE INDEX requests_for_time ON requests (license_id)
            WHERE kind = \(RequestRecord.timeCorrectionKind);

        """

    /// Gives the machines that are there their traces. Users and sites have none.
    static func traceActivations(_ database: Database, _ backfill: LedgerDatabase.Backfill) throws {
        let insertion = try database.makeStatement(
            sql: """
                INSERT OR IGNORE INTO activation_marks (license_id, mark, activation_id) VALUES (?, ?, ?)
                """)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT a.license_id, a.fingerprint, a.id FROM activations a
                JOIN licenses l ON l.id = a.license_id WHERE l.binding = \(LicenseRecord.Binding.machine.rawValue)
                """)
        while try rows.next() != nil {
            let columns = Columns(rows._statement.sqliteStatement)
            let (license, activation) = (try columns.blob(0), try columns.integer(2))
            for trace in backfill.parts(try columns.blob(1)) {
                try insertion.execute(
                    arguments: StatementArguments([
                        license.databaseValue(), trace.databaseValue(), activation.databaseValue(),
                    ]))
            }
        }
    }
}
