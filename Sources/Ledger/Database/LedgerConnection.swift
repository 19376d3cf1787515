import GRDB
import GRDBSQLite
import Glibc
import Refusals

/// How the ledger's SQLite connections are set up.
enum LedgerConnection {
    /// Opens a connection to a file that is there; read-only where it cannot be written.
    static func open(_ location: LedgerLocation, busyTimeout: Duration) throws(Refusal) -> DatabaseQueue {
        var configuration = configuration(busyTimeout: busyTimeout)
        // SQLite needs the folder too: the -wal and -shm files are made in it.
        let writable = access(location.path, W_OK) == 0 && access(location.folder, W_OK) == 0
        configuration.readonly = !writable
        if !writable, let queue = openImmutable(location, configuration) { return queue }
        return try location.refusing {
            try DatabaseQueue(path: plainName(location.path), configuration: configuration)
        }
    }

    /// What every connection is: patient, durable, checked, and private.
    static func configuration(busyTimeout: Duration) -> Configuration {
        var configuration = Configuration()
        configuration.label = "Ledger"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(seconds(busyTimeout))
        configuration.prepareDatabase { database in
            // No row of ours comes near to it; a planted view could make values of a gigabyte.
            sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_LENGTH, 16 << 20)
            // The cache is 32 MiB: digests are random, so their indices are read all over.
            // None of these writes: the file may yet turn out not to be a ledger.
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA synchronous = FULL;
                    PRAGMA cache_size = -32768;
                    PRAGMA wal_autocheckpoint = 8000;
                    """)
        }
        return configuration
    }

    /// A name that SQLite takes as a file whatever it looks like: not as `:memory:`, nor as a URI.
    static func plainName(_ path: String) -> String {
        path.hasPrefix("/") ? path : "./" + path
    }

    /// On a read-only medium, SQLite reads a database with a write-ahead log only when told that nobody changes
    /// it. That is so when no log is left beside it. Nil when there is one, or when this SQLite has no URI names.
    private static func openImmutable(
        _ location: LedgerLocation, _ configuration: Configuration
    ) -> DatabaseQueue? {
        var facts = stat()
        let hasLog = stat(location.path + "-wal", &facts) == 0 && facts.st_size > 0
        guard location.isOnReadOnlyMedium, !hasLog else { return nil }
        let name = "file:" + escaped(plainName(location.path)) + "?immutable=1"
        return try? DatabaseQueue(path: name, configuration: configuration)
    }

    /// The three characters that mean something in an SQLite URI, as their percent codes.
    private static func escaped(_ path: String) -> String {
        path.map { character in
            switch character {
            case "%": "%25"
            case "?": "%3f"
            case "#": "%23"
            default: String(character)
            }
        }.joined()
    }

    /// SQLite counts milliseconds in 32 bits; a day is as good as for ever.
    private static func seconds(_ duration: Duration) -> Double {
        Double(min(max(duration, .zero), .seconds(86_400)) / .milliseconds(1)) / 1000
    }
}
