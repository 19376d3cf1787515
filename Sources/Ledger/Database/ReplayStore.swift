import GRDB
import Refusals

/// Where the log is played again: a database of its own in a file without a name, so that it takes no more memory for a
/// million events than for ten.
final class ReplayStore {
    private let queue: DatabaseQueue

    init() throws {
        // An empty name is a temporary file that SQLite removes (https://www.sqlite.org/inmemorydb.html).
        queue = try DatabaseQueue(path: "")
        try queue.inDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF;
                    PRAGMA synchronous = OFF;
                    PRAGMA cache_size = -16384;
                    CREATE TABLE rows (
                        view INTEGER NOT NULL, key BLOB NOT NULL, content BLOB NOT NULL, event INTEGER NOT NULL,
                        PRIMARY KEY (view, key)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE scopes (
                        thing BLOB NOT NULL, scope INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (thing, scope)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE erased (
                        thing BLOB NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (thing, event)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE subjects (
                        thing BLOB NOT NULL PRIMARY KEY, event INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
    }

    /// Runs `body` in one transaction of the store.
    func use<Value>(at location: LedgerLocation, _ body: (ReplayTables) throws -> Value) throws -> Value {
        try queue.inDatabase { database in
            var value: Value?
            try database.inTransaction(.immediate) {
                let statements = Statements(database, at: location)
                defer { statements.end() }
                value = try body(ReplayTables(statements: statements))
                return .commit
            }
            guard let value else { throw Refusal(.internalInconsistency) }
            return value
        }
    }
}
