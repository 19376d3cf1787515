import GRDB

extension LedgerSchema {
    /// What keeps the work for an answer the same however many were given before.
    static let version4 = seatNumbers + seatMarks + answered + corrections + audit + calls

    /// A license's seats are numbered from 1 in the order in which they were taken, and none is ever removed. So many
    /// as the last one's number, less those that were given back, are in use.
    private static let seatNumbers = """
        ALTER TABLE activations ADD COLUMN number INTEGER NOT NULL DEFAULT 0 CHECK (number >= 0);
        UPDATE activations SET number = numbered.place FROM (
            SELECT id, row_number() OVER (PARTITION BY license_id ORDER BY id) AS place FROM activations
        ) AS numbered WHERE numbered.id = activations.id;
        CREATE UNIQUE INDEX activations_by_number ON activations (license_id, number);
        DROP INDEX activations_in_use;
        CREATE INDEX activations_returned ON activations (license_id) WHERE returned_at IS NOT NULL;

        """

    /// What is told of a machine by telephone. It follows from the fingerprint, and proves nothing by itself.
    private static let seatMarks = """
        ALTER TABLE activations ADD COLUMN mark INTEGER CHECK (mark BETWEEN 0 AND 127);
        CREATE INDEX activations_by_mark ON activations (license_id, mark)
            WHERE returned_at IS NULL AND mark IS NOT NULL;

        """

    /// Which request an answer names, as it names it; and whether that request tells what the machine is. Answers are
    /// found by both, and no longer by walking through those of the license.
    private static let answered = """
        DROP TRIGGER responses_never_updated;
        ALTER TABLE responses ADD COLUMN answers BLOB CHECK (length(answers) = 12);
        ALTER TABLE responses ADD COLUMN shows_machine INTEGER NOT NULL DEFAULT 0
            CHECK (shows_machine BETWEEN 0 AND 1);
        UPDATE responses SET shows_machine = 1 WHERE request_digest IN (
            SELECT digest FROM requests
            WHERE kind <> \(RequestRecord.timeCorrectionKind) AND carrier <> 'phone');

        """

    /// How many time corrections each seat has had.
    private static let corrections = """
        ALTER TABLE activations ADD COLUMN corrections INTEGER NOT NULL DEFAULT 0 CHECK (corrections >= 0);
        UPDATE activations SET corrections = counted.number FROM (
            SELECT s.activation_id, count(*) AS number FROM requests q
            JOIN responses s ON s.request_digest = q.digest
            WHERE q.kind = \(RequestRecord.timeCorrectionKind) AND s.activation_id IS NOT NULL
            GROUP BY s.activation_id
        ) AS counted WHERE counted.activation_id = activations.id;
        DROP INDEX requests_for_time;
        DROP INDEX requests_by_license;

        """

    private static let audit = """
        CREATE INDEX audit_by_action ON audit (action, at);
        CREATE INDEX audit_by_subject ON audit (subject);

        """

    /// Calls that were never ended, and codes that were tried, are many after years.
    private static let calls = """
        DROP INDEX calls_open;
        CREATE INDEX calls_open ON calls (updated_at) WHERE ended_at IS NULL;
        CREATE INDEX phone_attempts_by_code ON phone_attempts (code);
        CREATE INDEX requests_by_phone ON requests (received_at) WHERE carrier = 'phone';

        """

    /// Once the answers that are there are filled in.
    private static let answersAreFinal = """
        CREATE INDEX responses_by_answered ON responses (answers) WHERE answers IS NOT NULL;
        CREATE INDEX responses_by_machine ON responses (activation_id) WHERE shows_machine = 1;
        CREATE TRIGGER responses_never_updated BEFORE UPDATE ON responses
        BEGIN SELECT RAISE(ABORT, 'rows of responses are never changed'); END;

        """

    /// Fills in what only the documents tell.
    static func deriveAgain(_ database: Database, _ backfill: LedgerDatabase.Backfill) throws {
        try deriveMarks(database, backfill)
        try deriveAnswered(database, backfill)
        try database.execute(sql: answersAreFinal)
    }

    private static func deriveMarks(_ database: Database, _ backfill: LedgerDatabase.Backfill) throws {
        let change = try database.makeStatement(sql: "UPDATE activations SET mark = ? WHERE id = ?")
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT a.id, a.fingerprint, l.binding FROM activations a JOIN licenses l ON l.id = a.license_id
                """)
        while try rows.next() != nil {
            let columns = Columns(rows._statement.sqliteStatement)
            guard let mark = backfill.spoken(try columns.blob(1), try columns.choice(2)) else { continue }
            try change.execute(
                arguments: StatementArguments([mark.databaseValue, (try columns.integer(0)).databaseValue]))
        }
    }

    private static func deriveAnswered(_ database: Database, _ backfill: LedgerDatabase.Backfill) throws {
        let change = try database.makeStatement(sql: "UPDATE responses SET answers = ? WHERE rowid = ?")
        let rows = try Row.fetchCursor(database, sql: "SELECT rowid, bytes FROM responses")
        while try rows.next() != nil {
            let columns = Columns(rows._statement.sqliteStatement)
            guard let answered = backfill.answered(try columns.blob(1)), answered.count == 12 else {
                continue
            }
            try change.execute(
                arguments: StatementArguments([
                    answered.databaseValue(), (try columns.integer(0)).databaseValue,
                ]))
        }
    }
}
