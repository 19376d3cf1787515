import GRDB
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
        try prepared(sql, values) { database, statement, arguments in
            try statement.execute(arguments: arguments)
            return database.changesCount
        }
    }

    /// Runs an INSERT, and returns the row's number.
    func insert(_ sql: String, _ values: any SQLBindable...) throws(Refusal) -> Int64 {
        try prepared(sql, values) { database, statement, arguments in
            try statement.execute(arguments: arguments)
            return database.lastInsertedRowID
        }
    }

    /// The first row of the result, or nil.
    func first<Value>(
        _ sql: String, _ values: any SQLBindable..., decode: (Columns) throws -> Value
    ) throws(Refusal) -> Value? {
        try prepared(sql, values) { _, statement, arguments in
            let rows = try Row.fetchCursor(statement, arguments: arguments)
            return try rows.next().map { try decode(Columns($0)) }
        }
    }

    /// All rows of the result.
    func all<Value>(
        _ sql: String, _ values: any SQLBindable..., decode: (Columns) throws -> Value
    ) throws(Refusal) -> [Value] {
        try all(sql, values: values, decode: decode)
    }

    /// All rows of the result, where the number of values varies.
    func all<Value>(
        _ sql: String, values: [any SQLBindable], decode: (Columns) throws -> Value
    ) throws(Refusal) -> [Value] {
        try prepared(sql, values) { _, statement, arguments in
            var found: [Value] = []
            let rows = try Row.fetchCursor(statement, arguments: arguments)
            while let row = try rows.next() { found.append(try decode(Columns(row))) }
            return found
        }
    }

    /// Goes through the rows of the result one at a time, until there are no more or `body` says false.
    func forEach(_ sql: String, _ values: any SQLBindable..., body: (Columns) throws -> Bool) throws(Refusal)
    {
        try prepared(sql, values) { _, statement, arguments in
            let rows = try Row.fetchCursor(statement, arguments: arguments)
            while let row = try rows.next(), try body(Columns(row)) {}
        }
    }

    private func prepared<Value>(
        _ sql: String, _ values: [any SQLBindable],
        _ body: (Database, Statement, StatementArguments) throws -> Value
    ) throws(Refusal) -> Value {
        guard let database else {
            throw Refusal(.internalInconsistency, "The ledger was used after its transaction had ended.")
        }
        return try location.refusing {
            let statement = try database.cachedStatement(sql: sql)
            // Spelt out, because for an array of one type GRDB goes through a key path, which is slow.
            let bound: [(any DatabaseValueConvertible)?] = try values.map { try $0.databaseValue() }
            return try body(database, statement, StatementArguments(bound))
        }
    }
}
