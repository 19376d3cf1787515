import Cryptography
import GRDB
import MerkleTree
import Refusals
import Testing

@testable import Ledger

@Suite("Verifying the log")
struct LogVerificationTests {
    let scratch: Scratch

    /// Eight events: product, key, license; then a customer, the license twice, and two about nothing.
    init() throws {
        scratch = try Scratch()
        let ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in
            try Sample.fill(writer)
            _ = try writer.findOrAddCustomer(named: "Dock", at: 1)
            try writer.tell(.other("Dock"))
            for seats: Int64 in 3...4 {
                try writer.setLicense(
                    Sample.license(customer: 1, seats: seats, event: try writer.eventNumber()))
                try writer.tell(Sample.license)
            }
            for _ in 0..<2 { try writer.tell() }
        }
        try ledger.close()
    }

    /// What is found wrong, which is the same with the vault's keys and without.
    private func findings() throws -> [LogFinding] {
        let (open, locked) = (try scratch.open().verifyLog(), try scratch.openLocked().verifyLog())
        #expect(open.findings == locked.findings)
        #expect(open.isWhole == open.findings.isEmpty)
        return open.findings
    }

    private func expect(
        _ words: String, at event: Int64?, location: SourceLocation = #_sourceLocation
    ) throws {
        let findings = try findings()
        #expect(findings.map(\.event) == [event], sourceLocation: location)
        #expect(findings.first?.sentence.contains(words) == true, "\(findings)", sourceLocation: location)
    }

    /// Puts another event in the place of one.
    private func forge(_ number: Int64, _ change: (LedgerEvent) -> LedgerEvent) throws {
        try scratch.edit { database in
            let bytes = try [UInt8].fetchBytes(database, "SELECT bytes FROM events WHERE number = \(number)")
            let event = change(try #require(LedgerEvent(encoded: bytes)))
            try database.execute(
                sql: "UPDATE events SET bytes = ?, tallied = ? WHERE number = \(number)",
                arguments: [event.encoded.databaseValue(), event.tallied.databaseValue()])
        }
    }

    @Test func `An untouched log is whole`() throws {
        #expect(try findings() == [])
        let report = try scratch.openLocked().verifyLog()
        #expect(report.size == 8 && report.isWhole)
        let end = try scratch.open().read { reader throws(Refusal) in try reader.signedEnd() }
        #expect(report.root == end?.root && report.head == end?.head)
    }

    @Test func `A log without events is whole`() throws {
        let empty = try Scratch()
        let report = try empty.create().verifyLog()
        #expect(report.isWhole && report.size == 0 && report.head == nil && report.auditKeys.isEmpty)
        #expect(report.root == MerkleHash.empty.bytes)
    }

    @Test func `The roots of the first so many events are told`() throws {
        var roots: [UInt64: [UInt8]] = [:]
        var frontier = MerkleFrontier()
        let ledger = try scratch.open()
        try ledger.read { reader throws(Refusal) in
            try reader.forEachEvent(in: 1...8) { bytes in
                frontier.append(MerkleHash.leaf(bytes))
                roots[frontier.count] = frontier.root.bytes
            }
        }
        #expect(try ledger.verifyLog(rootsOf: Set(0...20)).earlierRoots == roots)
        #expect(try ledger.verifyLog(rootsOf: [3]).earlierRoots == [3: roots[3]])
        #expect(try ledger.verifyLog().earlierRoots == [:])
        #expect(roots.count == 8)
    }

    @Test func `It is told how far it has come`() throws {
        let long = try Scratch()
        let ledger = try long.create()
        try ledger.write { writer throws(Refusal) in
            for _ in 0..<10_001 { try writer.appendAudit(AuditEntry(at: 1, actor: "", action: "a")) }
        }
        var told: [Int64] = []
        #expect(try ledger.verifyLog(progress: { told.append($0) }).size == 10_001)
        #expect(told == [10_000])
    }

    @Test(arguments: 1...8)
    func `An event that was changed is found`(number: Int64) throws {
        try forge(number) { $0.with(nonce: [UInt8](repeating: 9, count: 16)) }
        try expect("do not add up to the signed end", at: 8)
    }

    @Test(arguments: [
        "bytes = CAST(bytes || x'00' AS BLOB)", "bytes = x'00'", "bytes = substr(bytes, 1, 20)",
    ])
    func `An event that cannot be read is named`(change: String) throws {
        try scratch.tamper("UPDATE events SET \(change) WHERE number = 4")
        try expect("cannot be read", at: 4)
    }

    @Test(arguments: [
        "at = at + 1", "action = action || 'x'", "thing = NULL", "thing = CAST(thing || x'00' AS BLOB)",
        "scope = NULL", "scope = 1", "tallied = 1", "bytes = (SELECT bytes FROM events WHERE number = 5)",
    ])
    func `An event that is listed as another one is named`(change: String) throws {
        try scratch.tamper("UPDATE events SET \(change) WHERE number = 6")
        try expect("listed as another one", at: 6)
    }

    @Test func `An event with a scope that it has not is named`() throws {
        try scratch.tamper("UPDATE events SET scope = 0 WHERE number = 8")
        try expect("listed as another one", at: 8)
    }

    @Test(arguments: [
        "NULL", "x'80'", "x'81f6'", "CAST(beside || x'f6' AS BLOB)",
        "(SELECT beside FROM events WHERE number = 4)",
    ])
    func `Values beside an event that are not its own are found`(change: String) throws {
        try scratch.tamper("UPDATE events SET beside = \(change) WHERE number = 3")
        try expect("does not fit the values", at: 3)
    }

    @Test(arguments: [1, 4, 7] as [Int64])
    func `An event that was removed is named`(number: Int64) throws {
        try scratch.tamper("DELETE FROM events WHERE number = \(number)")
        try expect("Event \(number) is missing", at: number)
    }

    @Test func `Events that were removed at the end are named`() throws {
        try scratch.tamper("DELETE FROM events WHERE number > 6")
        try expect("events 7 to 8 are missing", at: 7)
        try scratch.tamper("DELETE FROM events")
        try expect("events 1 to 8 are missing", at: 1)
    }

    @Test func `An event that was removed is found even when the others were renumbered`() throws {
        try scratch.tamper(
            "DELETE FROM events WHERE number = 4", "UPDATE events SET number = -number WHERE number > 4",
            "UPDATE events SET number = -number - 1 WHERE number < 0")
        try expect("listed as another one", at: 4)
    }

    @Test func `An event that was put between others is found`() throws {
        try scratch.tamper(
            "UPDATE events SET number = -number WHERE number > 4",
            "UPDATE events SET number = -number + 1 WHERE number < 0",
            """
            INSERT INTO events SELECT 5, at, action, thing, scope, tallied, bytes, beside FROM events WHERE number = 4
            """)
        try expect("listed as another one", at: 5)
    }

    @Test func `An event that was put at the end is found`() throws {
        try scratch.edit { database in
            let event = LedgerEvent.bare(9)
            try database.execute(
                sql: "INSERT INTO events VALUES (9, 0, 'a', NULL, NULL, NULL, ?, NULL)",
                arguments: [event.encoded.databaseValue()])
        }
        try expect("The events up to 8 do not add up", at: 8)
    }

    @Test(arguments: [(1, 2), (5, 6), (7, 8), (1, 8)] as [(Int64, Int64)])
    func `Two events that were exchanged are found`(one: Int64, other: Int64) throws {
        try scratch.tamper(
            "UPDATE events SET number = 1000 WHERE number = \(one)",
            "UPDATE events SET number = \(one) WHERE number = \(other)",
            "UPDATE events SET number = \(other) WHERE number = 1000")
        try expect("listed as another one", at: one)
    }

    @Test(arguments: ["0", String(Int64.max), String(Int64.min)])
    func `Numbers at the ends of what SQLite holds do no harm`(number: String) throws {
        try scratch.tamper("UPDATE events SET number = \(number) WHERE number = 8")
        #expect(try findings().map(\.event) == [number == String(Int64.max) ? 8 : 1])
    }

    @Test(arguments: [
        "DELETE FROM log_end", "UPDATE log_end SET size = \(Int64.max)", "UPDATE log_end SET size = -1",
        "UPDATE log_end SET size = 0", "UPDATE log_end SET peaks = zeroblob(32)",
        "UPDATE log_end SET peaks = x''", "UPDATE log_end SET peaks = zeroblob(31)",
        "UPDATE log_end SET last = zeroblob(32)", "UPDATE log_end SET last = zeroblob(31)",
    ])
    func `An end that is not that of the events is found`(change: String) throws {
        try scratch.tamper(change)
        #expect(try findings().count == 1)
    }

    @Test(arguments: ["head = x'00'", "code = zeroblob(32)"])
    func `Who has the keys sees that the end is another`(change: String) throws {
        try scratch.tamper("UPDATE log_end SET \(change)")
        #expect(try scratch.open().findings().count == 1)
        #expect(try scratch.openLocked().verifyLog().isWhole)
    }
}

extension LogVerificationTests {
    @Test func `An event that does not name the one before it about its subject is named`() throws {
        try forge(6) { $0.with(previous: .some(3)) }
        try expect("does not name the event before it about 'L-1'", at: 6)
        try forge(6) { $0.with(previous: .some(nil)) }
        try expect("does not name the event before it about 'L-1'", at: 6)
        try forge(3) { $0.with(previous: .some(1)) }
        try expect("does not name the event before it about 'L-1'", at: 3)
    }

    @Test func `An event about nothing names none before it`() throws {
        try forge(8) { $0.with(previous: .some(7)) }
        try expect("is about nothing", at: 8)
    }

    private static let hash = [UInt8](repeating: 1, count: 32)
    private static let license: [LedgerValue] = [.blob(Sample.licenseID)]
    private static let tally: [LedgerEvent.Content] = [0, 0, 0].map { .value(.integer($0)) }

    @Test func `An event that changes what is not a table is named`() throws {
        let tally = LedgerView.seatTallies.number
        for change in [
            LedgerEvent.Change(view: 0, key: Self.license, before: nil, after: Self.tally),
            LedgerEvent.Change(view: 16, key: Self.license, before: nil, after: Self.tally),
            LedgerEvent.Change(view: .max, key: Self.license, before: nil, after: Self.tally),
            LedgerEvent.Change(view: tally, key: Self.license + [.null], before: nil, after: Self.tally),
            LedgerEvent.Change(
                view: tally, key: Self.license, before: nil, after: Array(Self.tally.dropLast())),
            LedgerEvent.Change(
                view: tally, key: Self.license, before: Self.tally + Self.tally, after: Self.tally),
        ] {
            try forge(8) { $0.with(changes: [change]) }
            try expect("changes a table that there is not", at: 8)
        }
    }

    @Test func `An event that does not follow from the others is named`() throws {
        let view = LedgerView.seatTallies.number
        let other: [LedgerEvent.Content] = [1, 0, 0].map { .value(.integer($0)) }
        let another: [LedgerValue] = [.blob([9, 9, 9, 9, 9])]
        for change in [
            // A row that there is; a row that was not so; a row that there is not.
            LedgerEvent.Change(view: view, key: Self.license, before: nil, after: other),
            LedgerEvent.Change(view: view, key: Self.license, before: other, after: Self.tally),
            LedgerEvent.Change(view: view, key: another, before: Self.tally, after: other),
            LedgerEvent.Change(view: view, key: another, before: Self.tally, after: nil),
        ] {
            try forge(8) { $0.with(changes: [change]) }
            try expect("the table 'seat_tallies' differs", at: 8)
        }
    }

    @Test func `An event that removes a row is followed`() throws {
        try forge(8) {
            $0.with(changes: [
                LedgerEvent.Change(
                    view: LedgerView.seatTallies.number, key: Self.license, before: Self.tally, after: nil)
            ])
        }
        try expect("do not add up to the signed end", at: 8)
    }

    @Test func `No event puts another audit key in the place of one`() throws {
        let ledger = try scratch.open()
        func set(_ key: AuditKeyRecord) throws {
            try ledger.write { writer throws(Refusal) in
                try writer.setAuditKey(
                    AuditKeyRecord(
                        number: 1, publicKey: key.publicKey, sealedSecret: [UInt8(try writer.eventNumber())],
                        rootKey: key.rootKey, notBefore: key.notBefore, certificate: key.certificate,
                        createdAt: 0, event: try writer.eventNumber()))
                try writer.tell(.other("audit key"))
            }
        }
        try ledger.write { writer throws(Refusal) in
            try writer.addAuditKey(Sample.auditKey(event: try writer.eventNumber()))
            try writer.tell(.other("audit key"))
        }
        try set(Sample.auditKey(certificate: [1], event: 0))
        #expect(try findings() == [])
        let (good, other) = (Sample.auditKey(event: 0), Sample.auditKey(2, event: 0))
        for key in [
            other,
            AuditKeyRecord(
                number: 1, publicKey: good.publicKey, sealedSecret: [], rootKey: other.publicKey,
                notBefore: 0,
                certificate: nil, createdAt: 0, event: 0),
            AuditKeyRecord(
                number: 1, publicKey: good.publicKey, sealedSecret: [], rootKey: good.rootKey, notBefore: 1,
                certificate: nil, createdAt: 0, event: 0),
        ] {
            let event = try ledger.read { reader throws(Refusal) in try reader.eventCount() } + 1
            try set(key)
            let first = try #require(try findings().first)
            #expect(first.event == 11 && event >= 11)
            #expect(first.sentence.contains("puts another audit key"))
        }
    }

    /// The places beside an event, with some of them erased.
    private func erase(_ places: [Int], besideEvent number: Int64) throws {
        try scratch.edit { database in
            let bytes = try [UInt8].fetchBytes(database, "SELECT beside FROM events WHERE number = \(number)")
            var values = try #require(EventValues(encoded: bytes))
            for place in places { values.places[place] = nil }
            try database.execute(
                sql: "UPDATE events SET beside = ? WHERE number = \(number)",
                arguments: [try #require(values.encoded).databaseValue()])
        }
    }

    @Test func `What was erased and is no longer in a table leaves the log whole, and its root the same`()
        throws
    {
        let root = try scratch.open().verifyLog().root
        // What is told; the first sealed proof and the first note, which the fifth event changed.
        for number: Int64 in 1...8 { try erase([0], besideEvent: number) }
        try erase([2, 3], besideEvent: 3)
        try erase([1, 2], besideEvent: 5)
        // No event says that it was erased; that is all that is wrong.
        let findings = try findings()
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0.sentence.contains("no event says that it was erased") })
        #expect(try scratch.open().verifyLog().root == root)
    }

    @Test func `A log that somebody else made adds up, and only its root and its codes are others`() throws {
        let other = try Scratch()
        let keys = Scratch.keys(8)
        let ledger = try LedgerDatabase.create(at: other.path, keys: keys)
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
        #expect(try ledger.verifyLog().isWhole)
        #expect(try other.openLocked().verifyLog().isWhole)
        let report = try other.open().verifyLog()
        #expect(report.findings.map(\.sentence).contains { $0.contains("end of the log") })
        #expect(try other.openLocked().verifyLog().root != scratch.openLocked().verifyLog().root)
    }
}

extension LedgerEvent {
    fileprivate static func bare(_ number: Int64) -> LedgerEvent {
        LedgerEvent(
            number: number, at: 0, actor: "", action: "a", carrier: "", subject: "", license: nil, scope: nil,
            previous: nil, detail: nil, changes: [], documents: [], reliances: [],
            nonce: [UInt8](repeating: 0, count: 16))
    }

    fileprivate func with(
        previous: Int64?? = nil, changes: [Change]? = nil, nonce: [UInt8]? = nil
    ) -> LedgerEvent {
        LedgerEvent(
            number: number, at: at, actor: actor, action: action, carrier: carrier, subject: subject,
            license: license, scope: scope, previous: previous ?? self.previous, detail: detail,
            changes: changes ?? self.changes, documents: documents, reliances: reliances,
            nonce: nonce ?? self.nonce)
    }
}

extension [UInt8] {
    /// The bytes in the only column of the first row.
    fileprivate static func fetchBytes(_ database: Database, _ sql: String) throws -> [UInt8] {
        let value = try #require(try DatabaseValue.fetchOne(database, sql: sql))
        guard case .blob(let data) = value.storage else { throw Refusal(.internalInconsistency) }
        return [UInt8](data)
    }
}
