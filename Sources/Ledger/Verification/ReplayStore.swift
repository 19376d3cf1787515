import CBOR
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

/// The tables of the store, while it is used.
struct ReplayTables {
    let statements: Statements

    /// A row, as its columns in CBOR, and the event that wrote it.
    func row(_ view: UInt64, _ key: [UInt8]) throws(Refusal) -> (content: [UInt8], event: Int64)? {
        try statements.first(
            "SELECT content, event FROM rows WHERE view = ? AND key = ?", Int64(clamping: view), key
        ) { (try $0.blob(0), try $0.integer(1)) }
    }

    func set(_ view: UInt64, _ key: [UInt8], _ content: [UInt8]?, event: Int64) throws(Refusal) {
        guard let content else {
            try statements.run("DELETE FROM rows WHERE view = ? AND key = ?", Int64(clamping: view), key)
            return
        }
        try statements.run(
            "INSERT OR REPLACE INTO rows (view, key, content, event) VALUES (?, ?, ?, ?)",
            Int64(clamping: view), key, content, event)
    }

    func count(_ view: UInt64) throws(Refusal) -> Int64 {
        try statements.first("SELECT count(*) FROM rows WHERE view = ?", Int64(clamping: view)) {
            try $0.integer(0)
        } ?? 0
    }

    /// The last event about a thing, which becomes the one given.
    func exchange(_ thing: [UInt8], _ event: Int64) throws(Refusal) -> Int64? {
        let last = try statements.first("SELECT event FROM subjects WHERE thing = ?", thing) {
            try $0.integer(0)
        }
        try statements.run("INSERT OR REPLACE INTO subjects (thing, event) VALUES (?, ?)", thing, event)
        return last
    }

    /// All rows of a view that the events tell of.
    func forEach(_ view: UInt64, _ body: (_ key: [UInt8], _ content: [UInt8], Int64) throws -> Bool)
        throws(Refusal)
    {
        try statements.forEach(
            "SELECT key, content, event FROM rows WHERE view = ?", Int64(clamping: view)
        ) { try body(try $0.blob(0), try $0.blob(1), try $0.integer(2)) }
    }
}
