import GRDB
import GRDBSQLite
import Refusals

/// Runs the ledger's statements inside one transaction, prepared once per connection.
///
/// Not Sendable, and of no use after ``end()``: nothing can be done outside the transaction it belongs to.
final class Statements {
    private var database: Database?
    private let location: LedgerLocation

    init(_ database: Database, at location: LedgerLocation) {
        self.database = database
        self.location = location
    }

    /// Says that the transaction is over.
    func end() { database = nil }

    /// Runs a statement that changes something, and returns how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: any SQLBindable...) throws(Refusal) -> Int {
        try run(sql, values: values)
    }

    /// The same, where the number of values varies.
    @discardableResult
    func run(_ sql: String, values: [any SQLBindable]) throws(Refusal) -> Int {
        try prepared(sql, values) { database, statement in
            while try Self.step(statement, in: database) {}
            return database.changesCount
        }
    }

    /// The first row of the result, or nil.
    func first<Value>(
        _ sql: String, _ values: any SQLBindable..., decode: (Columns) throws -> Value
    ) throws(Refusal) -> Value? {
        try prepared(sql, values) { database, statement in
            try Self.step(statement, in: database) ? try decode(Columns(statement)) : nil
        }
    }

    /// All rows of the result.
    func all<Value>(
        _ sql: String, _ values: any SQLBindable..., decode: (Columns) throws -> Value
    ) throws(Refusal) -> [Value] {
        try all(sql, values: values, decode: decode)
    }

    /// All rows of the result, or the first of them, where the number of values varies.
    func all<Value>(
        _ sql: String, values: [any SQLBindable], limit: Int = .max, decode: (Columns) throws -> Value
    ) throws(Refusal) -> [Value] {
        try prepared(sql, values) { database, statement in
            var found: [Value] = []
            while found.count < limit, try Self.step(statement, in: database) {
                found.append(try decode(Columns(statement)))
            }
            return found
        }
    }

    /// Goes through the rows of the result one at a time, until there are no more or `body` says false.
    func forEach(_ sql: String, _ values: any SQLBindable..., body: (Columns) throws -> Bool) throws(Refusal)
    {
        try forEach(sql, values: values, body: body)
    }

    /// The same, where the number of values varies.
    func forEach(_ sql: String, values: [any SQLBindable], body: (Columns) throws -> Bool) throws(Refusal) {
        try prepared(sql, values) { database, statement in
            while try Self.step(statement, in: database), try body(Columns(statement)) {}
        }
    }

    /// Has a statement prepared by GRDB, which keeps it, and runs it without GRDB: going through its rows and values
    /// takes as long as SQLite does.
    private func prepared<Value>(
        _ sql: String, _ values: [any SQLBindable],
        _ body: (Database, OpaquePointer) throws -> Value
    ) throws(Refusal) -> Value {
        guard let database else {
            throw Refusal(.internalInconsistency, "The ledger was used after its transaction had ended.")
        }
        return try location.refusing {
            let statement = try database.cachedStatement(sql: sql).sqliteStatement
            guard sqlite3_stmt_busy(statement) == 0, sqlite3_bind_parameter_count(statement) == values.count
            else {
                throw Refusal(.internalInconsistency, "A statement of the ledger was used in a wrong way.")
            }
            defer {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            }
            for (number, value) in zip(Int32(1)..., values) {
                let code = try value.bind(to: statement, at: number)
                guard code == SQLITE_OK else { throw Self.error(code, of: statement) }
            }
            return try body(database, statement)
        }
    }

    /// Goes on to the next row.
    ///
    /// - Returns: false if there is none.
    private static func step(_ statement: OpaquePointer, in database: Database) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw error(code, of: statement)
        }
    }

    private static func error(_ code: Int32, of statement: OpaquePointer) -> DatabaseError {
        let connection = sqlite3_db_handle(statement)
        return DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: sqlite3_errmsg(connection).map { String(cString: $0) })
    }
}
