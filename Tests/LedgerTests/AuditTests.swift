import Ledger
import Refusals
import Testing

struct AuditTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        let ledger = try scratch.create()
        for batch in 0..<3 {
            try ledger.write { writer throws(Refusal) in
                for row in 1...3 { try writer.appendAudit(Sample.entry(Int64(3 * batch + row))) }
            }
        }
        try ledger.close()
    }

    private func verify(noted: AuditHead? = nil) throws -> AuditReport {
        try scratch.open().read { reader throws(Refusal) in try reader.verifyAudit(noted: noted) }
    }

    private func expect(
        _ tampering: AuditFinding.Tampering, at sequence: Int64, noted: AuditHead? = nil,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let finding = try verify(noted: noted).finding
        #expect(finding?.tampering == tampering, sourceLocation: location)
        #expect(finding?.sequence == sequence, sourceLocation: location)
    }

    @Test func `an untouched log is whole`() throws {
        let report = try verify()
        #expect(report.isWhole)
        #expect(report.rowCount == 9)
        #expect(report.intact.count == 9)
        let ledger = try scratch.open()
        #expect(try ledger.read { reader throws(Refusal) in try reader.auditHead() } == report.intact)
    }

    @Test(arguments: [
        "at = at + 1", "actor = 'nobody'", "action = action || ' '", "carrier = ''", "subject = 'S5'",
        "detail = detail || char(0) || 'more'", "detail = CAST(x'ff' AS TEXT)", "hash = zeroblob(32)",
        "carrier = subject, subject = carrier", "actor = actor || action, action = ''",
    ])
    func `a row that was edited is named`(change: String) throws {
        try scratch.tamper("UPDATE audit SET \(change) WHERE seq = 5")
        try expect(.edited, at: 5)
    }

    @Test(arguments: [1, 9] as [Int64])
    func `the first and the last row are as protected as the others`(row: Int64) throws {
        try scratch.tamper("UPDATE audit SET detail = 'x' WHERE seq = \(row)")
        try expect(.edited, at: row)
    }

    @Test(arguments: [1, 5] as [Int64])
    func `a row that was removed is named`(row: Int64) throws {
        try scratch.tamper("DELETE FROM audit WHERE seq = \(row)")
        try expect(.missing, at: row)
    }

    @Test func `a row that was removed is named even when the others were renumbered`() throws {
        try scratch.tamper(
            "DELETE FROM audit WHERE seq = 4",
            "UPDATE audit SET seq = seq - 1 WHERE seq > 4")
        try expect(.missing, at: 4)
    }

    @Test func `removing the last row, or all, is found`() throws {
        try scratch.tamper("DELETE FROM audit WHERE seq = 9")
        try expect(.cutOff, at: 9)
        try scratch.tamper("DELETE FROM audit")
        try expect(.cutOff, at: 1)
    }

    @Test(arguments: [(2, 6), (4, 5), (1, 9), (1, 2)] as [(Int64, Int64)])
    func `two rows that were exchanged are named`(one: Int64, other: Int64) throws {
        try scratch.tamper(
            "UPDATE audit SET seq = 1000 WHERE seq = \(one)",
            "UPDATE audit SET seq = \(one) WHERE seq = \(other)",
            "UPDATE audit SET seq = \(other) WHERE seq = 1000")
        try expect(.reordered, at: one)
    }

    @Test func `a row that was copied over another is named`() throws {
        try scratch.tamper(
            "DELETE FROM audit WHERE seq = 7",
            """
            INSERT INTO audit SELECT 7, at, actor, action, carrier, subject, detail, hash
            FROM audit WHERE seq = 3
            """)
        try expect(.reordered, at: 7)
    }

    @Test func `a row put in the middle is named`() throws {
        try scratch.tamper(
            "UPDATE audit SET seq = seq + 101 WHERE seq >= 5",
            "UPDATE audit SET seq = seq - 100 WHERE seq > 100",
            "INSERT INTO audit VALUES (5, 1, 'a', 'b', '', '', '', zeroblob(32))")
        try expect(.inserted, at: 5)
    }

    @Test func `a row put at the end is named`() throws {
        try scratch.tamper("INSERT INTO audit VALUES (10, 1, 'a', 'b', '', '', '', zeroblob(32))")
        try expect(.inserted, at: 10)
    }

    @Test func `row numbers at the ends of what SQLite holds do no harm`() throws {
        try scratch.tamper(
            "PRAGMA ignore_check_constraints = ON",
            "UPDATE audit SET seq = \(Int64.max) WHERE seq = 9", "UPDATE audit SET hash = x'00' WHERE seq = 8"
        )
        try expect(.edited, at: 8)
        try scratch.tamper(
            "PRAGMA ignore_check_constraints = ON",
            "INSERT INTO audit VALUES (\(Int64.min), 1, 'a', 'b', '', '', '', zeroblob(32))")
        try expect(.inserted, at: .min)
    }

    @Test(arguments: ["hash = zeroblob(32)", "mac = zeroblob(32)", "count = 8"])
    func `a head that was edited is named`(change: String) throws {
        try scratch.tamper("UPDATE audit_head SET \(change)")
        try expect(.headForged, at: 9)
    }

    /// Each a log that ends as its head says, but for the head's code, which only the key makes.
    static let forgedEnds = [
        [
            "DELETE FROM audit WHERE seq = 9",
            "UPDATE audit_head SET count = 8, hash = (SELECT hash FROM audit WHERE seq = 8)",
        ],
        [
            "INSERT INTO audit VALUES (10, 1, 'a', 'b', '', '', '', zeroblob(32))",
            "UPDATE audit_head SET count = 10, hash = zeroblob(32)",
        ],
        ["DELETE FROM audit", "UPDATE audit_head SET count = 0, hash = zeroblob(32)"],
    ]

    @Test(arguments: forgedEnds)
    func `a head that fits the rows, and was not written with the key, is neither told nor appended to`(
        changes: [String]
    ) throws {
        for change in changes { try scratch.tamper(change) }
        #expect(try !verify().isWhole)
        let ledger = try scratch.open()
        #expect(
            refusalCode { _ = try ledger.read { reader throws(Refusal) in try reader.auditHead() } }
                == .auditBroken)
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in try writer.appendAudit(Sample.entry(10)) }
        }
        #expect(code == .auditBroken)
    }

    @Test(arguments: [
        "DELETE FROM audit_head", "UPDATE audit_head SET mac = zeroblob(32)",
        "UPDATE audit_head SET count = 8",
    ])
    func `a head that is gone or forged is not told`(change: String) throws {
        try scratch.tamper(change)
        let ledger = try scratch.open()
        #expect(
            refusalCode { _ = try ledger.read { reader throws(Refusal) in try reader.auditHead() } }
                == .auditBroken)
    }

    @Test func `a head that was removed is named`() throws {
        try scratch.tamper("DELETE FROM audit_head")
        try expect(.headForged, at: 9)
    }

    @Test func `an earlier head on all the rows is named`() throws {
        let old = try oldHead()
        try scratch.tamper(old)
        try expect(.headReplaced, at: 11)
    }

    @Test func `rows cut to fewer than an earlier head stands for are missed`() throws {
        let old = try oldHead()
        try scratch.tamper("DELETE FROM audit WHERE seq > 8", old)
        try expect(.cutOff, at: 9)
    }

    @Test func `a log put back whole is found by a head noted elsewhere, and only so`() throws {
        let old = try oldHead()
        let noted = try scratch.open().read { reader throws(Refusal) in try reader.auditHead() }
        #expect(try verify(noted: noted).isWhole)
        try scratch.tamper("DELETE FROM audit WHERE seq > 9", old)
        #expect(try verify().isWhole)
        try expect(.rolledBack, at: 10, noted: noted)
        // Continued from there, it is another log.
        try scratch.open().write { writer throws(Refusal) in
            for row in 20...22 { try writer.appendAudit(Sample.entry(Int64(row))) }
        }
        #expect(try verify().isWhole)
        try expect(.rolledBack, at: 11, noted: noted)
    }

    /// Appends two rows to the nine, and gives the statement that puts the head of the nine back.
    private func oldHead() throws -> String {
        try scratch.tamper("CREATE TABLE kept AS SELECT * FROM audit_head")
        try scratch.open().write { writer throws(Refusal) in
            try writer.appendAudit(Sample.entry(10))
            try writer.appendAudit(Sample.entry(11))
        }
        return "UPDATE audit_head SET (count, hash, mac) = (SELECT count, hash, mac FROM kept)"
    }

    @Test(arguments: [
        "DELETE FROM audit WHERE seq = 9", "UPDATE audit_head SET count = 8",
        "INSERT INTO audit VALUES (10, 1, 'a', 'b', '', '', '', zeroblob(32))", "DELETE FROM audit_head",
    ])
    func `nothing is appended to a log that does not end as its head says`(change: String) throws {
        try scratch.tamper(change)
        let ledger = try scratch.open()
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in try writer.appendAudit(Sample.entry(10)) }
        }
        #expect(code == .auditBroken)
    }

    @Test func `another key proves nothing`() throws {
        let ledger = try LedgerDatabase.open(at: scratch.path, auditMAC: Scratch.mac(key: 8))
        let report = try ledger.read { reader throws(Refusal) in try reader.verifyAudit() }
        #expect(report.finding?.sequence == 1)
        #expect(
            refusalCode {
                try ledger.write { writer throws(Refusal) in try writer.appendAudit(Sample.entry(10)) }
            } == .auditBroken)
    }

    @Test func `without the key the log is read, but neither appended to nor verified`() throws {
        let ledger = try LedgerDatabase.open(at: scratch.path, auditMAC: nil)
        let records = try ledger.read { reader throws(Refusal) in try reader.auditRecords(limit: 2) }
        #expect(records.map(\.entry) == [Sample.entry(9), Sample.entry(8)])
        #expect(
            refusalCode { _ = try ledger.read { reader throws(Refusal) in try reader.verifyAudit() } }
                == .internalInconsistency)
        #expect(
            refusalCode {
                try ledger.write { writer throws(Refusal) in try writer.appendAudit(Sample.entry(10)) }
            } == .internalInconsistency)
    }

    @Test func `a code that is not 32 bytes is not used`() throws {
        let ledger = try LedgerDatabase.open(at: scratch.path, auditMAC: { _ in [1, 2, 3] })
        #expect(
            refusalCode { _ = try ledger.read { reader throws(Refusal) in try reader.verifyAudit() } }
                == .internalInconsistency)
    }

    @Test func `records are filtered and paged, newest first`() throws {
        let ledger = try scratch.open()
        try ledger.write { writer throws(Refusal) in
            try writer.appendAudit(AuditEntry(at: 5, actor: "desk", action: "key.withdraw", subject: "s3"))
        }
        try ledger.read { reader throws(Refusal) in
            func sequences(
                _ filter: AuditFilter, limit: Int64 = 100, offset: Int64 = 0
            ) throws(Refusal) -> [Int64] {
                try reader.auditRecords(filter, limit: limit, offset: offset).map(\.sequence)
            }
            #expect(try sequences(AuditFilter(), limit: 3, offset: 1) == [9, 8, 7])
            #expect(try sequences(AuditFilter(action: "key.withdraw")) == [10])
            #expect(try sequences(AuditFilter(subject: "s3")) == [10, 3])
            #expect(try sequences(AuditFilter(since: 1008)) == [9, 8])
            #expect(try sequences(AuditFilter(action: "license.add", subject: "s3", since: 0)) == [3])
            #expect(try sequences(AuditFilter(), limit: -1) == [])
        }
    }

    @Test func `any text can be logged, and a NUL is made visible`() throws {
        let ledger = try scratch.open()
        let entry = AuditEntry(
            at: .min, actor: "a\0b", action: "\r\n", subject: "ä😀", detail: "'; DROP TABLE audit;")
        try ledger.write { writer throws(Refusal) in
            try writer.appendAudit(entry)
            #expect(try writer.verifyAudit().isWhole)
        }
        #expect(entry.actor == "a\u{FFFD}b")
        let record = try ledger.read { reader throws(Refusal) in try reader.auditRecords(limit: 1).first }
        #expect(record?.entry == entry)
        #expect(try verify().isWhole)
    }
}
