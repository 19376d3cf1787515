import FoundationEssentials
import GRDB
import GRDBSQLite
import Refusals

/// A Swift value that can be given to a statement.
protocol SQLBindable {
    /// Gives the value to a statement of SQLite, as its parameter of this number, and says what SQLite said.
    func bind(to statement: OpaquePointer, at number: Int32) throws(Refusal) -> Int32

    /// The value as GRDB takes it, for the migrations.
    func databaseValue() throws(Refusal) -> DatabaseValue
}

/// Says to SQLite that it has to make a copy: what it is lent is gone when the call is over.
private nonisolated(unsafe) let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: SQLBindable {
    func bind(to statement: OpaquePointer, at number: Int32) -> Int32 {
        sqlite3_bind_int64(statement, number, self)
    }

    func databaseValue() -> DatabaseValue { databaseValue }
}

extension String: SQLBindable {
    /// Refuses a NUL: SQLite would silently store only what is before it.
    func bind(to statement: OpaquePointer, at number: Int32) throws(Refusal) -> Int32 {
        try requireNoNUL()
        var text = self
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else {
                    return sqlite3_bind_text(statement, number, "", 0, copied)
                }
                return sqlite3_bind_text(statement, number, start, Int32(clamping: characters.count), copied)
            }
        }
    }

    func databaseValue() throws(Refusal) -> DatabaseValue {
        try requireNoNUL()
        return databaseValue
    }

    private func requireNoNUL() throws(Refusal) {
        guard !utf8.contains(0) else {
            throw Refusal(.internalInconsistency, "The ledger does not store a text with a NUL character.")
        }
    }
}

extension [UInt8]: SQLBindable {
    func bind(to statement: OpaquePointer, at number: Int32) -> Int32 {
        // No address would be taken for NULL.
        guard !isEmpty else { return sqlite3_bind_zeroblob(statement, number, 0) }
        return sqlite3_bind_blob(statement, number, self, Int32(clamping: count), copied)
    }

    func databaseValue() -> DatabaseValue { Data(self).databaseValue }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    func bind(to statement: OpaquePointer, at number: Int32) throws(Refusal) -> Int32 {
        try self?.bind(to: statement, at: number) ?? sqlite3_bind_null(statement, number)
    }

    func databaseValue() throws(Refusal) -> DatabaseValue { try self?.databaseValue() ?? .null }
}

extension LedgerValue: SQLBindable {
    func databaseValue() throws(Refusal) -> DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue()
        case .text(let value): try value.databaseValue()
        case .blob(let value): value.databaseValue()
        }
    }

    func bind(to statement: OpaquePointer, at number: Int32) throws(Refusal) -> Int32 {
        let value: any SQLBindable
        switch self {
        case .null: return sqlite3_bind_null(statement, number)
        case .integer(let number): value = number
        case .text(let text): value = text
        case .blob(let bytes): value = bytes
        }
        return try value.bind(to: statement, at: number)
    }
}
