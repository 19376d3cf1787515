import COSE
import Cryptography
import FoundationEssentials
import GRDB
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import TestSupport
import Testing

@testable import Issuing

/// Every column of every table changed, rows removed, added, and put back from the day before, one at a time: what is decided
/// then, and what `audit verify` says. `docs/tampering.md` has the result; this test compares.
@Suite("Tampering with the ledger", .serialized) struct TamperingTests {
    /// What becomes of the decisions, the worst of all rows.
    enum AtUse: Int, Comparable {
        case same, refused, changed

        static func < (one: AtUse, other: AtUse) -> Bool { one.rawValue < other.rawValue }

        var words: String {
            switch self {
            case .same: "nothing changes"
            case .refused: "refused"
            case .changed: "**changes**"
            }
        }
    }

    /// What was found of all tamperings of one kind.
    struct Cell {
        var atUse = AtUse.same
        var withPassphrase = true
        var without = true
        var tried = 0

        var row: String {
            "\(atUse.words) | \(withPassphrase ? "found" : "not found") | \(without ? "found" : "not found") |"
        }
    }

    private let original: TamperedVault
    private let expected: [String]
    private let tables: [String]

    init() throws {
        original = try TamperedVault()
        let untouched = try TamperedVault.Copy(original) { _ in }
        expected = original.decisions(in: untouched.vendor)
        tables = try untouched.names(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        .filter { $0 != "grdb_migrations" }
    }

    @Test func `What is told of tampering is so`() throws {
        let untouched = try TamperedVault.Copy(original) { _ in }
        #expect(try untouched.findings() == [true, true], "A vault that nobody touched is whole.")
        #expect(original.decisions(in: untouched.vendor) == expected, "The decisions are the same each time.")
        var lines: [String] = []
        for table in tables.sorted() {
            lines += Self.lines(of: table, try cells(of: table))
        }
        let page = try FormatsPage("docs/tampering.md").text.split(separator: "\n").filter {
            $0.hasPrefix("| `")
        }
        let told = page.map(String.init)
        for line in lines where !told.contains(line) { Issue.record("Not on the page: \(line)") }
        for line in told where !lines.contains(line) { Issue.record("Not so: \(line)") }
    }

    /// A line for each result, with all that has it.
    private static func lines(of table: String, _ cells: [(name: String, cell: Cell)]) -> [String] {
        let tried = cells.filter { $0.cell.tried > 0 }
        var results: [String] = []
        for (_, cell) in tried where !results.contains(cell.row) { results.append(cell.row) }
        return results.map { result in
            let names = tried.filter { $0.cell.row == result }.map(\.name)
            return "| `\(table)` | \(names.joined(separator: ", ")) | \(result)"
        }
    }

    private func cells(of table: String) throws -> [(String, Cell)] {
        let copy = try TamperedVault.Copy(original) { _ in }
        let columns = try copy.names("SELECT name FROM pragma_table_info('\(table)')")
        let key = try copy.names("SELECT name FROM pragma_table_info('\(table)') WHERE pk > 0 ORDER BY pk")
        let rows = try copy.rows(of: table)
        var cells: [(String, Cell)] = []
        // Which row of this index a decision goes by is chance, so all are changed at once.
        let isIndex = table == "activation_marks"
        for column in columns {
            var cell = Cell()
            if isIndex {
                let value = column == "license_id" ? "x'0000000000'" : "\(column) + 1000"
                try note(&cell) { try $0.execute(sql: "UPDATE \(table) SET \(column) = \(value)") }
            }
            for row in isIndex ? [] : rows {
                try note(&cell) { database in
                    try database.execute(
                        sql: "UPDATE \(table) SET \(column) = ? WHERE rowid_or_key".replacing(
                            "rowid_or_key", with: Self.condition(key)),
                        arguments: StatementArguments([Self.other(row[column])] + key.map { row[$0] }))
                }
            }
            cells.append(("`\(column)`", cell))
        }
        var removed = Cell()
        var duplicated = Cell()
        var restored = Cell()
        for row in rows {
            let keys = StatementArguments(key.map { row[$0] })
            try note(&removed) {
                try $0.execute(
                    sql: isIndex
                        ? "DELETE FROM \(table)" : "DELETE FROM \(table) WHERE \(Self.condition(key))",
                    arguments: isIndex ? [] : keys)
            }
            try note(&duplicated) { database in
                let values = columns.map { column in
                    column == key.last ? Self.other(row[column]) : row[column]
                }
                try database.execute(
                    sql: "INSERT INTO \(table) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))",
                    arguments: StatementArguments(values))
            }
            try note(&restored) { database in
                let isOther =
                    try Bool.fetchOne(
                        database,
                        sql: """
                            SELECT count(*) > 0 FROM (SELECT * FROM yesterday.\(table) WHERE \(Self.condition(key))
                            EXCEPT SELECT * FROM main.\(table))
                            """, arguments: keys) ?? false
                guard isOther else { throw Skipped() }
                try database.execute(
                    sql: "DELETE FROM main.\(table) WHERE \(Self.condition(key))", arguments: keys)
                try database.execute(
                    sql:
                        "INSERT INTO main.\(table) SELECT * FROM yesterday.\(table) WHERE \(Self.condition(key))",
                    arguments: keys)
            }
        }
        return cells + [("row removed", removed), ("row added", duplicated), ("row of yesterday", restored)]
    }

    /// Not every row was changed since yesterday, and not every change is one that the table takes.
    private struct Skipped: Error {}

    private func note(_ cell: inout Cell, _ tamper: (Database) throws -> Void) throws {
        let copy: TamperedVault.Copy
        do {
            copy = try TamperedVault.Copy(original, tamper)
        } catch is Skipped {
            return
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            return
        } catch let refusal as Refusal {
            // The vault does not even open.
            cell.tried += 1
            cell.atUse = max(cell.atUse, refusal.isOfTampering ? .refused : .changed)
            return
        }
        cell.tried += 1
        let isWhole = try copy.findings()
        cell.withPassphrase = cell.withPassphrase && !isWhole[0]
        cell.without = cell.without && !isWhole[1]
        for (decision, before) in zip(original.decisions(in: copy.vendor), expected) where decision != before
        {
            let isRefused = ["vault.damaged", "audit.broken", "vault.no-issuing-key"].contains(decision)
            cell.atUse = max(cell.atUse, isRefused ? .refused : .changed)
        }
    }

    private static func condition(_ key: [String]) -> String {
        key.map { "\($0) = ?" }.joined(separator: " AND ")
    }

    /// Another value of the same kind.
    private static func other(_ value: DatabaseValue?) -> DatabaseValue {
        switch value?.storage {
        case .int64(let number): (number + 1).databaseValue
        case .string(let text): (text + "x").databaseValue
        case .blob(let data):
            Data(data.dropLast() + data.suffix(1).map { $0 ^ 1 }).databaseValue
        default: 1.databaseValue
        }
    }
}
