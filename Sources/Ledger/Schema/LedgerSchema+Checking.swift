import GRDB
import Refusals

/// What somebody with SQL could do to a ledger beside its rows: plant a trigger or a view, make an index that leaves rows
/// out, or change a table.
extension LedgerSchema {
    /// Something that the schema of a file has, as SQLite keeps it.
    private struct Item: Hashable {
        let type: String
        let name: String
        let sql: String

        /// Whether it does something when rows are read or written.
        var acts: Bool {
            let text = sql.uppercased()
            return type != "table" || text.hasPrefix("CREATE VIRTUAL") || text.contains("GENERATED ALWAYS")
                || text.contains(" AS (")
        }
    }

    /// What in the file acts by itself and is not this program's, in words: triggers, views, indices, and tables that compute
    /// what they say. What is only missing, or only lies there, changes no answer.
    static func strangers(in database: Database) throws -> [String] {
        let found = try items(of: database)
        let expected = try expectedItems(withEarlierLog: found.contains { $0.name == "audit" })
        return found.subtracting(expected).filter(\.acts).map { item in
            "the \(item.type) '\(item.name)' is not this program's"
        }.sorted()
    }

    /// - Throws: `vault.damaged` where the schema of the file was changed.
    static func requireOwn(_ queue: DatabaseQueue, at location: LedgerLocation) throws {
        guard let first = try queue.read(strangers).first else { return }
        throw Refusal(
            .vaultDamaged, "\(location.path): \(first): the ledger was changed outside this program.")
    }

    /// What SQLite finds wrong with the file, at most so many: damaged pages, and indices that are not those of their tables
    /// (<https://www.sqlite.org/pragma.html#pragma_integrity_check>).
    static func damages(in database: Database, limit: Int) throws -> [String] {
        try String.fetchAll(database, sql: "PRAGMA integrity_check(\(limit))").filter { $0 != "ok" }
    }

    private static func items(of database: Database) throws -> Set<Item> {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL
                AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                """)
        return Set(rows.map { Item(type: $0[0], name: $0[1], sql: $0[2]) })
    }

    private static func expectedItems(withEarlierLog: Bool) throws -> Set<Item> {
        let now = try items(ofStatements: [version8])
        guard withEarlierLog else { return now }
        let before = try items(
            ofStatements: [version1, version2, version3, version4, version5, version6, version7])
        return now.union(before.filter { $0.name.hasPrefix("audit") })
    }

    private static func items(ofStatements statements: [String]) throws -> Set<Item> {
        try DatabaseQueue().inDatabase { database in
            for statement in statements { try database.execute(sql: statement) }
            return try items(of: database)
        }
    }
}
