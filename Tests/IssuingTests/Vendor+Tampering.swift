import GRDB
import SimulatedDesk
import Simulation

extension Vendor {
    /// What somebody with the file and SQLite could do to it.
    func tamper(_ statements: String...) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: temporary("vault/ledger.sqlite"), configuration: configuration)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA ignore_check_constraints = 1")
            for statement in statements { try database.execute(sql: statement) }
        }
        try queue.close()
    }

    /// Adds a row that is like another one, but for some columns.
    func plant(in table: String, like condition: String, but change: String) throws {
        try tamper(
            "CREATE TABLE planted AS SELECT * FROM \(table) WHERE \(condition) LIMIT 1",
            "UPDATE planted SET \(change)", "INSERT INTO \(table) SELECT * FROM planted",
            "DROP TABLE planted")
    }

    /// Keeps rows of a table as they are now, to put them back later.
    func keep(_ table: String, where condition: String = "true") throws {
        try tamper("CREATE TABLE kept_\(table) AS SELECT * FROM \(table) WHERE \(condition)")
    }

    /// Puts the rows that were kept over those that are there now, with all their columns or only with these.
    func putBack(_ table: String, key: String = "id", columns: [String]? = nil) throws {
        guard let columns else {
            return try tamper("INSERT OR REPLACE INTO \(table) SELECT * FROM kept_\(table)")
        }
        let list = columns.joined(separator: ", ")
        try tamper(
            """
            UPDATE \(table) SET (\(list)) = (SELECT \(list) FROM kept_\(table) k WHERE k.\(key) = \(table).\(key))
            WHERE \(key) IN (SELECT \(key) FROM kept_\(table))
            """)
    }
}
