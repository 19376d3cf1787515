import Cryptography
import MerkleTree
import Refusals
import Testing

@testable import Ledger

@Suite("Events")
struct EventAppendingTests {
    let scratch: Scratch
    let ledger: LedgerDatabase

    init() throws {
        scratch = try Scratch()
        ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
    }

    private func events() throws -> [LedgerEvent] {
        try encoded().map { try #require(LedgerEvent(encoded: $0)) }
    }

    private func encoded() throws -> [[UInt8]] {
        try ledger.read { reader throws(Refusal) in
            var events: [[UInt8]] = []
            let count = try reader.eventCount()
            if count > 0 { try reader.forEachEvent(in: 1...count) { events.append($0) } }
            return events
        }
    }

    /// The code of what `body` is refused with, after which nothing was written.
    private func refusal(_ body: (LedgerWriter) throws(Refusal) -> Void) throws -> RefusalCode? {
        let (before, tables) = (
            try encoded(), try ledger.read { reader throws(Refusal) in try reader.customers() }
        )
        let code = refusalCode { try ledger.write { writer throws(Refusal) in try body(writer) } }
        #expect(try encoded() == before)
        #expect(try ledger.read { reader throws(Refusal) in try reader.customers() } == tables)
        #expect(try ledger.findings() == [])
        return code
    }

    @Test func `They are numbered without gaps, over transactions and processes, and each is as it was told`()
        throws
    {
        let other = try scratch.open()
        for number: Int64 in 4...6 {
            try (number == 5 ? other : ledger).write { writer throws(Refusal) in
                #expect(try writer.eventNumber() == number)
                #expect(try writer.appendAudit(Sample.entry(number)) == number)
            }
        }
        let events = try events()
        #expect(events.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(events.map(\.at) == [1000, 1000, 1000, 1004, 1005, 1006])
        let last = try #require(events.last)
        #expect(
            [last.actor, last.action, last.carrier, last.subject] == ["desk", "license.add", "file", "s6"])
        #expect(last.license == nil && last.detail != nil && last.changes.isEmpty)
        #expect(events[2].license == Sample.licenseID && events[2].subject == "L-1")
        #expect(Set(events.map(\.nonce)).count == 6)
    }

    @Test func `Each names the one before it about the same thing`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.tell(Sample.license)
            try writer.tell(Sample.license)
            try writer.tell(.other("L-1"))
            try writer.tell(.none)
        }
        try ledger.write { writer throws(Refusal) in
            try writer.tell(.none)
            try writer.tell(Sample.crane)
            // The same license by another name.
            try writer.tell(.license(Sample.licenseID, "other"))
        }
        #expect(try events().map(\.previous) == [nil, nil, nil, 3, 4, nil, nil, nil, 1, 5])
        #expect(try ledger.findings() == [])
    }

    @Test func `Each says what of its subject was changed`() throws {
        try ledger.write { writer throws(Refusal) in
            let first = try Sample.takeSeat(writer)
            let second = try Sample.takeSeat(writer)
            #expect(try Sample.giveBack(first, at: 2, writer))
            try writer.addRebinding(
                RebindingRecord(
                    licenseID: Sample.licenseID, activationID: second.id, parts: 1, at: 1, carrier: "file",
                    reason: nil))
            try writer.tell(Sample.license)
            try writer.addFeatures(["base"], toProduct: "crane")
            try writer.tell(Sample.crane)
        }
        #expect(try events().map(\.scope) == [0, 0, 0, 1, 2, 1, nil, 0])
    }

    @Test func `Each has what became of rows, and a hash where it can be erased`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.addFeatures(["base"], toProduct: "crane")
            try writer.addFeatures(["base", "report"], toProduct: "crane")
            try writer.tell(Sample.crane)
        }
        let events = try events()
        let customer = events[2].changes[0]
        #expect(customer.view == LedgerView.customers.number && customer.key == [.integer(1)])
        #expect(customer.before == nil && customer.after?.count == 2)
        guard case .erasable(let hash) = customer.after?.first else { throw Refusal(.vaultDamaged) }
        #expect(customer.after?.last == .value(.integer(100)))
        let (bytes, beside) = try ledger.read { reader throws(Refusal) in
            try reader.statements.first("SELECT bytes, beside FROM events WHERE number = 3") {
                (try $0.blob(0), try $0.blob(1))
            } ?? ([], [])
        }
        let values = try #require(EventValues(encoded: beside))
        #expect(
            values.places.compactMap { $0?.value } == [
                .text("because"), .text("Werft"), .blob([7, 7]), .text("by post"),
            ])
        #expect(values.places[1]?.hash == hash)
        for secret in ["because", "Werft", "by post"] {
            #expect(!bytes.indices.contains { bytes[$0...].starts(with: secret.utf8) })
        }
        // Of several changes of one row, what it was first, and what it is last.
        let product = try #require(events[3].changes.first { $0.view == LedgerView.products.number })
        #expect(events[3].changes.count == 3)
        let count = 13
        #expect(product.before?[count] == .value(.integer(0)) && product.after?[count] == .value(.integer(2)))
        #expect(events[3].changes.map(\.view) == [3, 2, 3])
        // Nothing is hidden where there is nothing.
        #expect(events[2].changes[1].after?.suffix(2) == [.value(.null), .value(.null)])
    }

    @Test func `Documents are named by their digests`() throws {
        try ledger.write { writer throws(Refusal) in
            try writer.recordAnswer(request: Sample.request(1), response: Sample.response(1, activation: nil))
            try writer.tell(Sample.license)
            try writer.addProductFile(
                ProductFileRecord(productID: "crane", version: 1, bytes: [1, 1], createdAt: 1))
            try writer.tell(Sample.crane)
        }
        let digests: [[UInt8]] = [[1, 1], [2, 1]].map { SHA256Digest(of: $0).bytes }
        #expect(try events().suffix(2).map(\.documents) == [digests, [digests[0]]])
        #expect(try ledger.findings() == [])
    }

    @Test func `The end of the log has the root over all of them, and what was signed over it`() throws {
        try ledger.write { writer throws(Refusal) in
            for number: Int64 in 4...7 { try writer.appendAudit(Sample.entry(number)) }
        }
        var frontier = MerkleFrontier()
        for bytes in try encoded() { frontier.append(MerkleHash.leaf(bytes)) }
        let end = try ledger.read { reader throws(Refusal) in try reader.signedEnd() }
        #expect(end?.root == frontier.root.bytes)
        #expect(end?.head == Scratch.head(7, frontier.root.bytes, 1007))
        #expect(frontier.count == 7)
    }

    @Test func `A change that no event tells of is refused, and nothing is changed`() throws {
        #expect(
            try refusal { writer throws(Refusal) in _ = try writer.findOrAddCustomer(named: "Dock", at: 1) }
                == .internalInconsistency)
        #expect(
            try refusal { writer throws(Refusal) in
                try writer.tell()
                _ = try writer.findOrAddCustomer(named: "Dock", at: 1)
            } == .internalInconsistency)
        #expect(
            try refusal { writer throws(Refusal) in _ = try writer.keep(document: [5]) }
                == .internalInconsistency)
        #expect(
            try refusal { writer throws(Refusal) in _ = try writer.eventNumber() } == .internalInconsistency)
    }

    @Test func `An event has an action, and what fits an event`() throws {
        for entry in [
            AuditEntry(at: 1, actor: "a", action: ""),
            AuditEntry(at: 1, actor: "a", action: "a", subject: .license([1, 2, 3, 4], "L")),
            AuditEntry(at: 1, actor: String(repeating: "a", count: LedgerEvent.maximumSize), action: "a"),
        ] {
            #expect(
                try refusal { writer throws(Refusal) in try writer.appendAudit(entry) }
                    == .internalInconsistency)
        }
        let many = (0..<9_000).map { String($0) }
        #expect(
            try refusal { writer throws(Refusal) in
                try writer.addProduct(Sample.product("anchor"), features: many)
                try writer.tell(.other("anchor"))
            } == .internalInconsistency)
    }

    @Test func `An event changes one thing, and is about it`() throws {
        #expect(
            try refusal { writer throws(Refusal) in
                try writer.addProduct(Sample.product("anchor"))
                try writer.tell(Sample.license)
            } == .internalInconsistency)
        #expect(
            try refusal { writer throws(Refusal) in
                try writer.addProduct(Sample.product("anchor"))
                try writer.addProduct(Sample.product("bolt"))
                try writer.tell(.other("bolt"))
            } == .internalInconsistency)
        #expect(
            try refusal { writer throws(Refusal) in
                for _ in 0..<2 {
                    _ = try writer.addActivation(
                        ofLicense: Sample.licenseID, fingerprint: [1], deviceKey: Sample.deviceKey, mark: nil,
                        at: 1)
                }
                try writer.tell(Sample.license)
            } == .internalInconsistency)
    }

    @Test func `Without the vault's keys, or the audit key, nothing is appended`() throws {
        let locked = try scratch.openLocked()
        let unsigned = try LedgerDatabase.open(at: scratch.path, keys: Scratch.keys, backfill: .none)
        for ledger in [locked, unsigned] {
            let code = refusalCode {
                try ledger.write { writer throws(Refusal) in try writer.appendAudit(Sample.entry(1)) }
            }
            #expect(code == .internalInconsistency)
        }
        #expect(try encoded().count == 3)
        let records = try locked.read { reader throws(Refusal) in try reader.auditRecords() }
        #expect(records.map(\.sequence) == [3, 2, 1])
        #expect(records.map(\.detail) == ["because", "because", "because"])
    }

    @Test func `A code that is not 32 bytes is not used, nor is too little randomness`() throws {
        let code = Scratch.code(7)
        for keys in [
            LedgerKeys(
                code: { _ in [1, 2, 3] }, earlier: code, random: { [UInt8](repeating: 0, count: $0) }),
            LedgerKeys(code: code, earlier: code, random: { [UInt8](repeating: 0, count: $0 - 1) }),
        ] {
            let other = try LedgerDatabase.open(at: scratch.path, keys: keys)
            let code = refusalCode {
                try other.write { writer throws(Refusal) in try writer.appendAudit(Sample.entry(1)) }
            }
            #expect(code == .internalInconsistency)
        }
    }

    @Test func `What the audit key refuses is not written`() throws {
        let refusing = ledger.signing(
            with: HeadSigner { (_, _, _) throws(Refusal) in throw Refusal(.diskFull) })
        let code = refusalCode {
            try refusing.write { writer throws(Refusal) in try writer.appendAudit(Sample.entry(1)) }
        }
        #expect(code == .diskFull)
        #expect(try encoded().count == 3)
    }
}

extension EventAppendingTests {
    @Test func `Places are reserved, and the events are told of later, in any order`() throws {
        try ledger.write { writer throws(Refusal) in
            let first = try writer.reserveEvent()
            let second = try writer.reserveEvent()
            let (one, two) = (Sample.license, Sample.crane)
            let seat = try writer.within(first) { () throws(Refusal) in
                #expect(try writer.eventNumber() == 4)
                return try writer.addActivation(
                    ofLicense: Sample.licenseID, fingerprint: [1], deviceKey: Sample.deviceKey, mark: nil,
                    at: 1)
            }
            // It is read in the same transaction.
            #expect(try writer.activation(seat.id) == seatOfEvent(4, seat))
            #expect(try writer.seatsInUse(ofLicense: Sample.licenseID) == 1)
            try writer.within(second) { () throws(Refusal) in
                try writer.addFeatures(["base"], toProduct: "crane")
                try writer.tell(two)
            }
            #expect(try writer.appendAudit(Sample.entry(1)) == 6)
            try writer.within(first) { () throws(Refusal) in
                try writer.recordAnswer(
                    request: Sample.request(1), response: Sample.response(1, activation: seat.id))
                try writer.tell(one)
            }
        }
        let events = try events()
        #expect(events.map(\.subject).suffix(3) == ["L-1", "crane", "s1"])
        #expect(events[3].changes.map(\.view) == [9, 10, 8, 11])
        #expect(events[4].changes.map(\.view) == [3, 2])
        #expect(try ledger.findings() == [])
    }

    private func seatOfEvent(_ event: Int64, _ seat: ActivationRecord) -> ActivationRecord {
        var seat = seat
        seat.event = event
        return seat
    }

    @Test func `Two seats of one license are taken in one batch, by two events`() throws {
        try ledger.write { writer throws(Refusal) in
            let events = [try writer.reserveEvent(), try writer.reserveEvent()]
            for event in events {
                try writer.within(event) { () throws(Refusal) in
                    _ = try writer.addActivation(
                        ofLicense: Sample.licenseID, fingerprint: [1], deviceKey: Sample.deviceKey, mark: nil,
                        at: 1)
                    #expect(try writer.license(Sample.licenseID)?.seatsInUse == event.number - 3)
                }
            }
            for event in events {
                try writer.within(event) { () throws(Refusal) in try writer.tell(Sample.license) }
            }
        }
        #expect(
            try ledger.read { reader throws(Refusal) in try reader.seatsInUse(ofLicense: Sample.licenseID) }
                == 2)
        #expect(try ledger.findings() == [])
    }

    @Test func `An event that was reserved is told of, once, in its transaction`() throws {
        #expect(
            try refusal { writer throws(Refusal) in
                _ = try writer.reserveEvent()
                try writer.tell()
            } == .internalInconsistency)
        #expect(
            try refusal { writer throws(Refusal) in
                let event = try writer.reserveEvent()
                for _ in 0..<2 { try writer.within(event) { () throws(Refusal) in try writer.tell() } }
            } == .internalInconsistency)
        var kept: ReservedEvent?
        try ledger.write { writer throws(Refusal) in
            let event = try writer.reserveEvent()
            try writer.within(event) { () throws(Refusal) in try writer.tell() }
            kept = event
        }
        let event = try #require(kept)
        #expect(
            try refusal { writer throws(Refusal) in
                try writer.within(event) { () throws(Refusal) in try writer.tell() }
            } == .internalInconsistency)
    }

    @Test func `What was being made before is gone on with after an event that had its place`() throws {
        try ledger.write { writer throws(Refusal) in
            let reserved = try writer.reserveEvent()
            _ = try writer.findOrAddCustomer(named: "Dock", at: 1)
            try writer.within(reserved) { () throws(Refusal) in
                try writer.addFeatures(["base"], toProduct: "crane")
                try writer.tell(Sample.crane)
            }
            _ = try writer.findOrAddCustomer(named: "Quay", at: 1)
            try writer.tell()
        }
        let events = try events()
        #expect(events.map(\.changes.count) == [1, 1, 3, 2, 2])
        #expect(events.last?.changes.map(\.view) == [1, 1])
    }

    @Test func `What was changed just now belongs to the open event`() throws {
        try ledger.write { writer throws(Refusal) in
            let seat = try writer.addActivation(
                ofLicense: Sample.licenseID, fingerprint: [1], deviceKey: Sample.deviceKey, mark: nil, at: 1)
            let event = try writer.openEvent()
            #expect(event.number == 4)
            try writer.within(event) { () throws(Refusal) in
                try writer.recordAnswer(
                    request: Sample.request(1), response: Sample.response(1, activation: seat.id))
            }
            try writer.tell(Sample.license)
        }
        #expect(try events().last?.changes.map(\.view) == [9, 10, 8, 11])
    }
}

extension EventAppendingTests {
    @Test func `Any text can be told, and a NUL is made visible`() throws {
        let entry = AuditEntry(
            at: .min, actor: "a\0b", action: "\r\n", subject: .other("ä😀"), detail: "'; DROP TABLE events;")
        try ledger.write { writer throws(Refusal) in try writer.appendAudit(entry) }
        let record = try ledger.read { reader throws(Refusal) in try reader.auditRecords(limit: 1).first }
        #expect(record?.actor == "a\u{FFFD}b")
        #expect(record?.action == "\r\n")
        #expect(record?.subject == "ä😀")
        #expect(record?.detail == "'; DROP TABLE events;")
        #expect(record?.at == .min)
        #expect(try ledger.findings() == [])
    }

    @Test func `They are filtered and paged, newest first`() throws {
        try ledger.write { writer throws(Refusal) in
            for number: Int64 in 4...9 { try writer.appendAudit(Sample.entry(number)) }
            try writer.appendAudit(
                AuditEntry(at: 5, actor: "desk", action: "key.withdraw", subject: .other("s5")))
        }
        try ledger.read { reader throws(Refusal) in
            func sequences(
                _ filter: AuditFilter, limit: Int64 = 100, offset: Int64 = 0
            ) throws(Refusal) -> [Int64] {
                try reader.auditRecords(filter, limit: limit, offset: offset).map(\.sequence)
            }
            #expect(try sequences(AuditFilter(), limit: 3, offset: 1) == [9, 8, 7])
            #expect(try sequences(AuditFilter(action: "key.withdraw")) == [10])
            #expect(try sequences(AuditFilter(subjects: [.other("s5")])) == [10, 5])
            #expect(try sequences(AuditFilter(subjects: [.other("s5"), Sample.license])) == [10, 5, 3])
            #expect(try sequences(AuditFilter(subjects: [.other("L-1")])) == [])
            #expect(try sequences(AuditFilter(since: 1008)) == [9, 8])
            #expect(
                try sequences(AuditFilter(action: "license.add", subjects: [.other("s5")], since: 0)) == [5])
            #expect(try sequences(AuditFilter(), limit: -1) == [])
            #expect(try reader.auditEntries(of: "license.add", since: 1007).map(\.sequence) == [8, 9])
            #expect(try reader.event(10)?.record.detail == "")
            #expect(try reader.event(11) == nil)
        }
    }

    @Test func `What stands beside an event is told only if it is the event's`() throws {
        try scratch.tamper(
            "UPDATE events SET beside = (SELECT beside FROM events WHERE number = 1) WHERE number = 2")
        let code = refusalCode {
            _ = try ledger.read { reader throws(Refusal) in try reader.auditRecords() }
        }
        #expect(code == .vaultDamaged)
    }

    @Test func `Where the detail was erased, the rest is told`() throws {
        // An array of one null: erased.
        try scratch.tamper("UPDATE events SET beside = x'81f6' WHERE number = 1")
        let records = try ledger.read { reader throws(Refusal) in try reader.auditRecords() }
        #expect(records.map(\.detail) == ["because", "because", nil])
    }
}

@Suite("The end of the log")
struct LogEndTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        let ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in
            for number: Int64 in 1...6 { try writer.appendAudit(Sample.entry(number)) }
        }
        try ledger.close()
        try scratch.tamper("CREATE TABLE kept AS SELECT * FROM log_end")
        let again = try scratch.open()
        try again.write { writer throws(Refusal) in
            for number: Int64 in 7...8 { try writer.appendAudit(Sample.entry(number)) }
        }
        try again.close()
    }

    private func append(keys: LedgerKeys = Scratch.keys) throws -> RefusalCode? {
        let ledger = try LedgerDatabase.open(at: scratch.path, keys: keys)
        return refusalCode {
            try ledger.write { writer throws(Refusal) in try writer.appendAudit(Sample.entry(9)) }
        }
    }

    @Test func `An untouched log is appended to`() throws { #expect(try append() == nil) }

    @Test(arguments: [
        "DELETE FROM events WHERE number = 8", "DELETE FROM events WHERE number > 6", "DELETE FROM events",
        "INSERT INTO events SELECT 9, at, action, thing, scope, tallied, bytes, beside FROM events WHERE number = 8",
        "UPDATE events SET number = 9 WHERE number = 8",
        "UPDATE events SET bytes = (SELECT bytes FROM events WHERE number = 7) WHERE number = 8",
        "UPDATE events SET bytes = CAST(bytes || x'00' AS BLOB) WHERE number = 8",
        "DELETE FROM log_end", "UPDATE log_end SET size = 7", "UPDATE log_end SET size = 9",
        "UPDATE log_end SET peaks = zeroblob(32)", "UPDATE log_end SET peaks = zeroblob(33)",
        "UPDATE log_end SET peaks = zeroblob(64)", "UPDATE log_end SET last = zeroblob(32)",
        "UPDATE log_end SET head = CAST(head || x'00' AS BLOB)", "UPDATE log_end SET code = zeroblob(32)",
        // An earlier end put back: alone, and with the events cut to it but one.
        "UPDATE log_end SET (size, peaks, last, head, code) = (SELECT size, peaks, last, head, code FROM kept)",
        """
        DELETE FROM events WHERE number = 8;
        UPDATE log_end SET (size, peaks, last, head, code) = (SELECT size, peaks, last, head, code FROM kept)
        """,
    ])
    func `Nothing is appended where the log does not end as it should`(change: String) throws {
        try scratch.tamper(change)
        #expect(try append() == .auditBroken)
        #expect(try !scratch.open().verifyLog().isWhole)
    }

    @Test func `Another key proves nothing`() throws {
        #expect(try append(keys: Scratch.keys(8)) == .auditBroken)
    }

    @Test func `A log put back whole is found by a root noted elsewhere, and only so`() throws {
        let noted = try scratch.open().verifyLog()
        let sizes: Set<UInt64> = [6, 8]
        let before = try scratch.open().verifyLog(rootsOf: sizes).earlierRoots
        #expect(before[8] == noted.root && before[6] != nil)
        try scratch.tamper(
            "DELETE FROM events WHERE number > 6",
            "UPDATE log_end SET (size, peaks, last, head, code) = (SELECT size, peaks, last, head, code FROM kept)"
        )
        let cut = try scratch.open().verifyLog(rootsOf: sizes)
        #expect(cut.isWhole && cut.size == 6)
        #expect(cut.earlierRoots == [6: before[6]])
        for _ in 0..<2 { #expect(try append() == nil) }
        let other = try scratch.open().verifyLog(rootsOf: sizes)
        #expect(other.isWhole && other.size == 8)
        #expect(other.earlierRoots[6] == before[6] && other.earlierRoots[8] != before[8])
    }
}
