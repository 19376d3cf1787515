import GRDB
import Refusals
import Testing

@testable import Ledger

@Suite("Verifying what follows from the events")
struct ViewVerificationTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try FullLedger.make(in: scratch)
    }

    /// What is found wrong in the ledger, which is the same with the vault's keys and without.
    private func findings(_ scratch: Scratch) throws -> [LogFinding] {
        let (open, locked) = (
            try FullLedger.open(scratch).verifyLog(), try FullLedger.open(scratch, keys: nil).verifyLog()
        )
        #expect(open.findings == locked.findings && open.findingCount == locked.findingCount)
        #expect(open.root == locked.root && open.size == locked.size)
        return open.findings
    }

    private func view(_ number: UInt64) throws -> LedgerView {
        try #require(LedgerView.all.first { $0.number == number })
    }

    @Test func `A ledger that nobody changed is whole, with the audit keys that it names`() throws {
        #expect(try findings(try scratch.copy()) == [])
        for keys in [Scratch.keys, nil] {
            let report = try FullLedger.open(scratch, keys: keys).verifyLog()
            #expect(report.isWhole && report.findingCount == 0)
            #expect(report.auditKeys == [Sample.auditKey(certificate: [1], event: 1)])
            #expect(report.head == Scratch.head(UInt64(report.size), report.root, 1000))
        }
    }

    @Test func `There are no other tables than those that are looked at`() throws {
        let tables = try DatabaseQueue(path: scratch.path).read { database in
            try String.fetchSet(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        }
        let others = ["events", "log_end", "documents", "activation_marks", "grdb_migrations"]
        #expect(tables == Set(LedgerView.all.map(\.table) + others))
        #expect(Set(LedgerView.all.map(\.number)).count == LedgerView.all.count)
    }

    @Test func `Each view has the columns of its table`() throws {
        try DatabaseQueue(path: scratch.path).read { database in
            for view in LedgerView.all {
                let columns = try database.columns(in: view.table).map(\.name)
                #expect(Set(columns) == Set(view.columns.map(\.name) + ["event", "row_code"]))
                #expect(columns.count == view.columns.count + 2)
                let key = try database.primaryKey(view.table).columns
                #expect(key == view.columns.prefix(view.keyCount).map(\.name), "\(view.table)")
            }
        }
    }

    @Test(arguments: LedgerView.all.map(\.number))
    func `A row of which a column was changed is found`(number: UInt64) throws {
        let view = try view(number)
        for (place, column) in view.columns.map(\.name).enumerated() {
            let changed = try scratch.copy()
            try changed.change(column, of: view.table)
            let findings = try findings(changed).filter { $0.sentence.contains("table '\(view.table)'") }
            let first = try #require(findings.first, "\(column)")
            if place < view.keyCount {
                #expect(first.sentence.contains("it was added"), "\(column)")
            } else {
                #expect(first.sentence.contains("is not what event"), "\(column)")
                #expect(first.event != nil && findings.count == 1)
            }
        }
        let changed = try scratch.copy()
        try changed.change("event", of: view.table)
        #expect(try findings(changed).map(\.sentence).contains { $0.contains("is not what event") })
    }

    @Test(arguments: LedgerView.all.map(\.number))
    func `A row with another code is found, with the keys`(number: UInt64) throws {
        let view = try view(number)
        try scratch.change("row_code", of: view.table)
        #expect(try FullLedger.open(scratch, keys: nil).findings() == [])
        let findings = try FullLedger.open(scratch).verifyLog().findings
        #expect(findings.count == 1)
        #expect(findings.first?.sentence.contains("code of a row of the table '\(view.table)'") == true)
        #expect(findings.first?.event != nil)
    }

    @Test(arguments: LedgerView.all.map(\.number))
    func `A row that was removed is found`(number: UInt64) throws {
        let view = try view(number)
        let row = "WHERE event = (SELECT max(event) FROM \(view.table))"
        let event = try DatabaseQueue(path: scratch.path).read { database in
            try Int64.fetchOne(database, sql: "SELECT max(event) FROM \(view.table)")
        }
        try scratch.tamper("DELETE FROM \(view.table) \(row)")
        let findings = try findings(scratch).filter { $0.sentence.contains("table '\(view.table)'") }
        #expect(!findings.isEmpty && findings.allSatisfy { $0.event == event })
        #expect(findings.allSatisfy { $0.sentence.contains("is missing") })
    }

    @Test(arguments: LedgerView.all.map(\.number))
    func `A row that was added is found`(number: UInt64) throws {
        let view = try view(number)
        try scratch.edit { database in
            // A copy of the last row with other values wherever they must be unique.
            let columns = view.columns.map(\.name) + ["event", "row_code"]
            let unique = ["name", "public_key", "number"].filter { columns.contains($0) }
            let list = columns.joined(separator: ", ")
            for index in try database.indexes(on: view.table) where !index.name.hasPrefix("sqlite") {
                try database.execute(sql: "DROP INDEX \(index.name)")
            }
            try database.execute(
                sql: "CREATE TABLE planted AS SELECT \(list) FROM \(view.table) ORDER BY event DESC LIMIT 1")
            for column in Set(unique + [view.columns[view.keyCount - 1].name, view.columns[0].name]) {
                let kind = try String.fetchOne(database, sql: "SELECT typeof(\(column)) FROM planted")
                let value =
                    switch kind {
                    case "integer": "99"
                    case "text": "'planted'"
                    default: "randomblob(length(\(column)))"
                    }
                try database.execute(sql: "UPDATE planted SET \(column) = \(value)")
            }
            try database.execute(sql: "INSERT INTO \(view.table) (\(list)) SELECT \(list) FROM planted")
            try database.execute(sql: "DROP TABLE planted")
        }
        let findings = try findings(scratch).filter { $0.sentence.contains("table '\(view.table)'") }
        #expect(findings.map(\.event) == [nil])
        #expect(findings.first?.sentence.contains("written by no event: it was added") == true)
    }

    @Test func `An older row put back is found`() throws {
        try scratch.tamper(
            "CREATE TABLE kept AS SELECT * FROM licenses",
            "UPDATE licenses SET revoked_at = NULL, revocation_reason = NULL, event = 6")
        let findings = try findings(scratch)
        #expect(findings.count == 1 && findings.first?.sentence.contains("'licenses'") == true)
    }

    @Test(arguments: [
        "DELETE FROM activation_marks WHERE activation_id = 1",
        "DELETE FROM activation_marks WHERE mark = 10 AND activation_id = 2",
        "INSERT INTO activation_marks VALUES (x'0102030405', 77, 1)",
        "UPDATE activation_marks SET mark = 77 WHERE mark = 3",
        "UPDATE activation_marks SET license_id = zeroblob(5) WHERE mark = 3",
    ])
    func `Traces that do not follow from the machines are found`(change: String) throws {
        try scratch.tamper(change)
        let findings = try findings(scratch).map(\.sentence)
        #expect(findings.count == 1 && findings.first?.contains("'activation_marks'") == true)
    }

    @Test func `Documents that are missing, changed or added are found`() throws {
        let isRequest = "bytes = x'0102'"
        for (change, found) in [
            ("DELETE FROM documents WHERE \(isRequest)", "is missing"),
            ("UPDATE documents SET bytes = x'0103' WHERE \(isRequest)", "another one than was written"),
            ("INSERT INTO documents VALUES (zeroblob(32), x'00')", "named by no event"),
            ("UPDATE documents SET digest = zeroblob(32) WHERE bytes = x'0301'", "is missing"),
        ] {
            let changed = try scratch.copy()
            try changed.tamper(change)
            let findings = try findings(changed).map(\.sentence)
            #expect(findings.contains { $0.contains(found) }, "\(change): \(findings)")
        }
    }

    @Test func `Of very much that is wrong, some is told, and the rest counted`() throws {
        try scratch.edit { database in
            for number in 0..<40 {
                try database.execute(
                    sql: "INSERT INTO features VALUES ('planted', \(number), 'f\(number)', 1, zeroblob(16))")
            }
            try database.execute(sql: "INSERT INTO documents VALUES (zeroblob(32), x'00')")
        }
        let report = try FullLedger.open(scratch).verifyLog()
        #expect(report.findings.count == LogReport.mostFindings)
        #expect(report.findingCount == 41)
    }
}
