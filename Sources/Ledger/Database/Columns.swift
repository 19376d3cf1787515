import Cryptography
import GRDBSQLite
import Refusals

/// The columns of one result row, by position. Reading one of another type than asked for throws.
struct Columns {
    private let statement: OpaquePointer
    private let base: Int

    /// The row that a statement of SQLite stands on. Of no use when it goes on.
    init(_ statement: OpaquePointer) { self.init(statement, from: 0) }

    private init(_ statement: OpaquePointer, from base: Int) {
        self.statement = statement
        self.base = base
    }

    /// The same row without its first columns.
    func from(_ place: Int) -> Columns { Columns(statement, from: base + place) }

    private func column(_ index: Int) -> Int32 { Int32(clamping: base + index) }

    func integer(_ index: Int) throws -> Int64 {
        try require(SQLITE_INTEGER, at: index)
        return sqlite3_column_int64(statement, column(index))
    }

    func optionalInteger(_ index: Int) throws -> Int64? { isNull(index) ? nil : try integer(index) }

    func text(_ index: Int) throws -> String {
        try require(SQLITE_TEXT, at: index)
        let index = column(index)
        guard let start = sqlite3_column_text(statement, index) else { throw Refusal(.vaultDamaged) }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
        return String(decoding: bytes, as: UTF8.self)
    }

    func optionalText(_ index: Int) throws -> String? { isNull(index) ? nil : try text(index) }

    func optionalBlob(_ index: Int) throws -> [UInt8]? { isNull(index) ? nil : try blob(index) }

    func blob(_ index: Int) throws -> [UInt8] {
        try require(SQLITE_BLOB, at: index)
        let index = column(index)
        // Of an empty one there is no address.
        guard let start = sqlite3_column_blob(statement, index) else { return [] }
        return Array(
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index))))
    }

    /// Whether the column has just these bytes. The time it takes says nothing about where they differ.
    func holds(_ expected: [UInt8], at index: Int) throws -> Bool {
        KeyedHash.areEqual(try blob(index), expected)
    }

    /// Any value.
    func value(_ index: Int) throws -> LedgerValue {
        switch sqlite3_column_type(statement, column(index)) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(try integer(index))
        case SQLITE_TEXT: .text(try text(index))
        case SQLITE_BLOB: .blob(try blob(index))
        default: throw Refusal(.vaultDamaged)
        }
    }

    /// A blob that has exactly this many bytes.
    func blob(_ index: Int, count: Int) throws -> [UInt8] {
        let bytes = try blob(index)
        guard bytes.count == count else { throw Refusal(.vaultDamaged) }
        return bytes
    }

    func isNull(_ index: Int) -> Bool {
        sqlite3_column_type(statement, column(index)) == SQLITE_NULL
    }

    /// An integer that stands for one of a few cases.
    func choice<Choice: RawRepresentable<Int64>>(_ index: Int) throws -> Choice {
        guard let choice = Choice(rawValue: try integer(index)) else { throw Refusal(.vaultDamaged) }
        return choice
    }

    /// The tables are STRICT: a value of the wrong type did not get there through this program.
    private func require(_ type: Int32, at index: Int) throws {
        guard sqlite3_column_type(statement, column(index)) == type else {
            throw Refusal(.vaultDamaged)
        }
    }
}
