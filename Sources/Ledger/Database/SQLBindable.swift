import FoundationEssentials
import GRDB
import Refusals

/// A Swift value that can be given to a statement.
protocol SQLBindable {
    /// The value as SQLite takes it.
    func databaseValue() throws(Refusal) -> DatabaseValue
}

extension Int64: SQLBindable {
    func databaseValue() -> DatabaseValue { databaseValue }
}

extension String: SQLBindable {
    /// Refuses a NUL: SQLite would silently store only what is before it.
    func databaseValue() throws(Refusal) -> DatabaseValue {
        guard !utf8.contains(0) else {
            throw Refusal(.internalInconsistency, "The ledger does not store a text with a NUL character.")
        }
        return databaseValue
    }
}

extension [UInt8]: SQLBindable {
    func databaseValue() -> DatabaseValue { Data(self).databaseValue }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    func databaseValue() throws(Refusal) -> DatabaseValue { try self?.databaseValue() ?? .null }
}

/// The columns of one result row, by position. Reading one of another type than asked for throws.
struct Columns {
    private let row: Row

    init(_ row: Row) { self.row = row }

    func integer(_ index: Int) throws -> Int64 { try row.decode(Int64.self, atIndex: index) }

    func optionalInteger(_ index: Int) throws -> Int64? { try row.decode(Int64?.self, atIndex: index) }

    func text(_ index: Int) throws -> String { try row.decode(String.self, atIndex: index) }

    func optionalText(_ index: Int) throws -> String? { try row.decode(String?.self, atIndex: index) }

    func optionalBlob(_ index: Int) throws -> [UInt8]? {
        try row.decode(Data?.self, atIndex: index).map { Array($0) }
    }

    func blob(_ index: Int) throws -> [UInt8] {
        try row.withUnsafeData(atIndex: index) { data in data.map([UInt8].init) ?? [] }
    }

    /// A blob that has exactly this many bytes.
    func blob(_ index: Int, count: Int) throws -> [UInt8] {
        let bytes = try blob(index)
        guard bytes.count == count else { throw Refusal(.vaultDamaged) }
        return bytes
    }

    func isNull(_ index: Int) -> Bool { row.hasNull(atIndex: index) }

    /// An integer that stands for one of a few cases.
    func choice<Choice: RawRepresentable<Int64>>(_ index: Int) throws -> Choice {
        guard let choice = Choice(rawValue: try integer(index)) else { throw Refusal(.vaultDamaged) }
        return choice
    }
}
