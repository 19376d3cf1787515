import Cryptography
import GRDB
import Refusals
import Testing

@testable import Ledger

@Suite("A ledger of the seventh version that is brought over")
struct BringingOverTests {
    let scratch: Scratch
    /// What was in it.
    let before: [String: [[DatabaseValue]]]

    init() throws {
        scratch = try Scratch()
        try OlderLedger.make(at: scratch.path, version: "v7", rows: Self.rows, log: Self.log)
        before = try Self.contents(of: scratch)
    }

    static let rows = [
        """
        INSERT INTO products VALUES
            ('crane', 'Crane Control', 'Hafen GmbH', zeroblob(16), '+49 40 1', 'a@b.example', 'b.example', 100,
             80, 1, 2, 0, 1, 7, 'b.example/help'),
            ('anchor', 'Anchor', 'Hafen GmbH', zeroblob(16), NULL, NULL, NULL, 50, 45, 0, 0, 1, 24, 3, NULL);
        INSERT INTO features VALUES ('crane', 0, 'base'), ('crane', 1, 'report'), ('anchor', 0, 'base');
        INSERT INTO product_files VALUES ('crane', 1, x'0301', 110), ('crane', 2, x'0302', 120);
        INSERT INTO signing_keys VALUES
            (x'0909090909090909', x'\(String(repeating: "05", count: 32))', x'01', 0, NULL, NULL, 10),
            (x'0808080808080808', x'\(String(repeating: "06", count: 32))', x'02', 1, 9, 5, 20);
        INSERT INTO customers VALUES (1, 'Werft', 100), (5, 'Dock', 130);
        INSERT INTO licenses VALUES
            (x'0202030405', 'crane', 5, x'0808', 0, NULL, NULL, 1, 3, '', NULL, 130, ''),
            (x'0102030405', 'crane', 1, x'0707', 2, 99, 30, 0, 2, '0,1', 98, 100, 'by post');
        INSERT INTO revocations VALUES (x'0202030405', 140, 'stolen');
        """,
        """
        INSERT INTO activations (id, license_id, fingerprint, device_key, first_at, last_at, returned_at, number, mark,
                                 corrections) VALUES
            (1, x'0102030405', x'0a01', zeroblob(32), 201, 202, NULL, 1, 11, 1),
            (3, x'0202030405', x'0b', zeroblob(32), 203, 204, NULL, 1, NULL, 0),
            (7, x'0102030405', x'0a02', zeroblob(32), 205, 206, 207, 2, 12, 0);
        INSERT INTO devices VALUES
            (x'0102030405', zeroblob(32), 1, 201), (x'0102030405', x'\(String(repeating: "03", count: 32))', 1, 202),
            (x'0202030405', zeroblob(32), 3, 0), (x'0102030405', zeroblob(32), 7, 205);
        INSERT INTO activation_marks VALUES
            (x'0102030405', 10, 1), (x'0102030405', 1, 1), (x'0102030405', 10, 7), (x'0102030405', 2, 7);
        INSERT INTO rebindings VALUES
            (x'0102030405', 2, 2, 1, 202, 'file', NULL), (x'0102030405', 3, 1, 1, 203, 'phone', 'new disk');
        INSERT INTO calls VALUES
            (1, 300, 301, 'Anna', NULL, NULL, '', 0, NULL, NULL, 1, NULL),
            (4, 302, 303, 'Bert', x'0102030405', \(code), 'digits', 3, '2', zeroblob(32), 2, 305);
        INSERT INTO phone_attempts VALUES (310, x'0102030405', \(code)), (311, x'0909090909', zeroblob(21));
        INSERT INTO phone_refusals VALUES (\(code), 4, 'Bert', 320), (\(code), 1, 'Anna', 321);
        """,
        answer("01", 1, kind: 0, "file", shows: 1), answer("02", 1, kind: 0, "phone", shows: 0),
        answer("03", 1, kind: 3, "qr", shows: 0), answer("04", 7, kind: 1, "file", shows: 1),
    ]

    private static let code = "x'\(String(repeating: "01", count: 21))'"

    private static func answer(_ byte: String, _ seat: Int, kind: Int, _ carrier: String, shows: Int)
        -> String
    {
        let digest = String(repeating: byte, count: 32)
        let answered = byte == "03" ? "NULL" : "x'\(String(repeating: byte, count: 12))'"
        return """
            INSERT INTO requests VALUES (x'\(digest)', x'0102030405', x'01\(byte)', '\(carrier)', 2\(byte), \(kind));
            INSERT INTO responses VALUES
                (x'\(digest)', \(seat), x'0909090909090909', x'02\(byte)', 3\(byte), \(answered), \(shows));
            """
    }

    static let log: [(action: String, subject: String)] = [
        ("vault.init", ""), ("key.add", "0909090909090909"), ("product.add", "anchor"),
        ("product.add", "crane"),
        ("product.export", "crane"), ("product.export", "crane"), ("license.add", "L-1"),
        ("license.add", "L-2"),
        ("request.granted", "L-1"), ("seat.rebound", "L-1"), ("seat.rebound", "L-1"),
        ("license.revoke", "L-2"),
        ("request.granted", "L-1"), ("request.time-corrected", "L-1"), ("request.refused", ""),
        ("request.granted", "L-1"),
    ]

    private static func contents(of scratch: Scratch) throws -> [String: [[DatabaseValue]]] {
        try DatabaseQueue(path: scratch.path).read { database in
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            var contents = [
                "schema": try rows("SELECT type, name, tbl_name, sql FROM sqlite_master", database)
            ]
            for table in tables { contents[table] = try rows("SELECT * FROM \(table)", database) }
            return contents
        }
    }

    private static func rows(_ sql: String, _ database: Database) throws -> [[DatabaseValue]] {
        try Row.fetchAll(database, sql: sql).map { Array($0.databaseValues) }.sorted { "\($0)" < "\($1)" }
    }

    private func opened(_ scratch: Scratch? = nil) throws -> LedgerDatabase {
        try LedgerDatabase.open(
            at: (scratch ?? self.scratch).path, keys: Scratch.keys, backfill: FullLedger.backfill,
            bringing: Scratch.bringing
        ).signing(with: Scratch.signer)
    }

    private func findings() throws -> [String] {
        let (open, locked) = (
            try opened().verifyLog(), try FullLedger.open(scratch, keys: nil).verifyLog()
        )
        #expect(open.findings == locked.findings)
        return open.findings.map(\.sentence)
    }

    @Test func `It has rows in every table, and is whole afterwards`() throws {
        for table in EarlierLedger.tables { #expect(before[table]?.isEmpty == false, "\(table)") }
        #expect(try findings() == [])
        let report = try opened().verifyLog()
        #expect(report.auditKeys == [Sample.auditKey(event: 1)])
        #expect(report.head == Scratch.head(UInt64(report.size), report.root, 5000))
        for view in LedgerView.all {
            let count = try DatabaseQueue(path: scratch.path).read { database in
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \(view.table)")
            }
            #expect(count ?? 0 > 0, "\(view.table)")
        }
        #expect(
            try Self.contents(of: scratch).keys.allSatisfy { !$0.hasPrefix("earlier_") })
    }

    @Test func `All of its rows are there`() throws {
        try opened().close()
        let queue = try DatabaseQueue(path: scratch.path)
        let same = [
            "customers": "id, name, created_at",
            "products": """
            id, name, vendor, salt, phone, email, portal, created_at, threshold, reads_root_only, virtual_machines,
            containers, clock_hours, rebindings, help
            """,
            "features": "product_id, number, name",
            "activations": """
            id, license_id, fingerprint, device_key, first_at, last_at, returned_at, number, mark, corrections
            """,
            "devices": "license_id, device_key, activation_id, first_at",
            "activation_marks": "license_id, mark, activation_id",
            "rebindings": "license_id, number, parts, activation_id, at, carrier, reason",
            "calls": """
            id, opened_at, updated_at, agent, license_id, code, typed, position, seat, shown, session, ended_at
            """,
            "phone_attempts": "at, license_id, code", "phone_refusals": "code, call_id, agent, at",
            "audit": "*", "audit_head": "*",
        ]
        try queue.read { database in
            for (table, columns) in same {
                let after = try Self.rows("SELECT \(columns) FROM \(table)", database)
                #expect(after == before[table], "\(table)")
            }
            let files = try Self.rows(
                """
                SELECT product_id, version, bytes, created_at FROM product_files JOIN documents ON digest = document
                """, database)
            #expect(files == before["product_files"])
            let requests = try Self.rows(
                """
                SELECT request_digest, license_id, bytes, carrier, received_at, kind
                FROM answers JOIN documents ON digest = request
                """, database)
            #expect(requests == before["requests"])
            let responses = try Self.rows(
                """
                SELECT request_digest, activation_id, kid, bytes, issued_at, answered, shows_machine
                FROM answers JOIN documents ON digest = response
                """, database)
            #expect(responses == before["responses"])
            let revocations = try Self.rows(
                """
                SELECT id, revoked_at, revocation_reason FROM licenses WHERE revoked_at IS NOT NULL
                """, database)
            #expect(revocations == before["revocations"])
        }
    }

    @Test func `What was sealed is sealed for its event, and the rest of licenses and keys is as it was`()
        throws
    {
        try opened().read { reader throws(Refusal) in
            let first = try reader.license(Sample.licenseID)
            guard let license = first?.license else { throw Refusal(.vaultDamaged) }
            #expect(
                license
                    == LicenseRecord(
                        id: Sample.licenseID, productID: "crane", customerID: 1,
                        sealedProof: [7, 7, UInt8(license.event)], kind: .lease, endsOn: 99, days: 30,
                        seats: 2,
                        features: [0, 1], maintenanceUntil: 98, createdAt: 100, note: "by post",
                        event: license.event))
            #expect(first?.seatsInUse == 1 && first?.customerName == "Werft")
            let second = try reader.license([2, 2, 3, 4, 5])
            #expect(second?.revocation == LicenseRecord.Revocation(at: 140, reason: "stolen"))
            #expect(second?.license.binding == .user && second?.seatsInUse == 1)
            let keys = try reader.signingKeys()
            #expect(keys.map(\.sealedSecret) == zip([1, 2], keys).map { [$0, UInt8($1.event)] })
            #expect(keys.map(\.withdrawnSince) == [nil, 5] && keys.map(\.notAfter) == [nil, 9])
        }
    }

    @Test func `What is counted is what was there, and everything is found as before`() throws {
        try opened().read { reader throws(Refusal) in
            let id = Sample.licenseID
            #expect(try reader.product("crane")?.featureCount == 2)
            #expect(try reader.product("crane")?.fileVersion == 2)
            #expect(try reader.product("anchor")?.fileVersion == 0)
            #expect(try reader.latestProductFile(ofProduct: "crane")?.bytes == [3, 2])
            #expect(try reader.features(ofProduct: "crane").map(\.name) == ["base", "report"])
            #expect(try reader.activationCount(ofLicense: id) == 2)
            #expect(try reader.rebindings(ofLicense: id, after: 0) == 3)
            #expect(try reader.rebindings(ofLicense: id, after: 202) == 1)
            #expect(try reader.activation(1)?.corrections == 1)
            #expect(try reader.activations(ofLicense: id, sharing: [10]).map(\.id) == [7, 1])
            #expect(try reader.activationsInUse(ofLicense: id, deviceKey: Sample.deviceKey).map(\.id) == [1])
            #expect(try reader.latestRequests(ofActivation: 1) == [[1, 1]])
            #expect(try reader.lastLicense(ofActivation: 1) == [2, 2])
            let answered = [UInt8](repeating: 4, count: 12)
            #expect(try reader.responses(ofLicense: id, answering: answered).map(\.bytes) == [[2, 4]])
            #expect(try reader.latestSigning(amongLast: 9) == 304)
            #expect(
                try reader.phoneRefusals(ofCode: FullLedger.code, limit: 9).map(\.agent) == ["Anna", "Bert"])
            #expect(try reader.phoneAttempt(ofLicense: id, before: 0, in: 0..<999) == 310)
            #expect(try reader.phoneAttempt(ofLicense: id, before: 1, in: 0..<999) == nil)
        }
    }

    @Test func `It is gone on with`() throws {
        let ledger = try opened()
        try ledger.write { writer throws(Refusal) in
            let seat = try Sample.takeSeat(writer, fingerprint: [10, 9])
            #expect((seat.id, seat.number) == (8, 3))
            try writer.setTraces([10, 9], insteadOf: [], ofActivation: seat.id, license: Sample.licenseID)
            #expect(try writer.openCall(agent: "Anna", at: 9) == 5)
            try writer.tell()
            try writer.addFeatures(["export"], toProduct: "crane")
            try writer.tell(Sample.crane)
        }
        #expect(try findings() == [])
        #expect(
            try ledger.read { reader throws(Refusal) in try reader.seatsInUse(ofLicense: Sample.licenseID) }
                == 2)
    }
}

extension BringingOverTests {
    @Test func `Its audit log is part of the log, row by row, before the state`() throws {
        let records =
            try opened().read { reader throws(Refusal) in
                try reader.auditRecords(limit: 999).reversed()
            } as [AuditRecord]
        let count = Self.log.count
        #expect(records.first?.action == "ledger.brought-over")
        let hash = try #require(before["audit_head"]?.first?[2])
        guard case .blob(let end) = hash.storage else { throw Refusal(.vaultDamaged) }
        #expect(
            records.first?.detail
                == "\(count) rows of the earlier audit log, which ends with \(Hexadecimal.encode([UInt8](end)))"
        )
        let told = records.dropFirst().prefix(count)
        #expect(told.map(\.action) == Self.log.map(\.action))
        #expect(told.map(\.subject) == Self.log.map(\.subject))
        #expect(told.map(\.at) == (0..<count).map { 1000 + Int64($0) })
        #expect(told.allSatisfy { $0.actor == "desk" && $0.carrier == "file" })
        #expect(told.map(\.detail) == (1...count).map { "row \($0)" })
        let state = records.dropFirst(count + 1)
        #expect(
            !state.isEmpty
                && state.allSatisfy { $0.action == "ledger.state" && $0.at == 5000 && $0.actor == "Anna" })
        let events = try opened().read { reader throws(Refusal) in
            var changes: [Int] = []
            try reader.forEachEvent(in: 1...Int64(count + 1)) { bytes in
                changes.append(LedgerEvent(encoded: bytes)?.changes.count ?? -1)
            }
            return changes
        }
        #expect(events == [1] + [Int](repeating: 0, count: count))
    }

    @Test func `What is told of a license is found under it, before it was brought over and after`() throws {
        let records = try opened().read { reader throws(Refusal) in
            try reader.auditRecords(AuditFilter(subjects: [.license([2, 2, 3, 4, 5], "")]), limit: 99)
        }
        #expect(
            records.map(\.action) == [
                "ledger.state", "ledger.state", "ledger.state", "license.revoke", "license.add",
            ])
        let crane = try opened().read { reader throws(Refusal) in
            try reader.auditRecords(AuditFilter(subjects: [Sample.crane]), limit: 99)
        }
        #expect(crane.count == 6)
    }

    static let changesOfLog = [
        "UPDATE audit SET at = at + 1 WHERE seq = 5", "UPDATE audit SET actor = 'x' WHERE seq = 5",
        "UPDATE audit SET action = 'x' WHERE seq = 5", "UPDATE audit SET carrier = '' WHERE seq = 5",
        "UPDATE audit SET subject = 'x' WHERE seq = 5", "UPDATE audit SET detail = 'x' WHERE seq = 5",
        "UPDATE audit SET detail = CAST(x'ff' AS TEXT) WHERE seq = 5",
        "UPDATE audit SET detail = detail || char(0) || 'x' WHERE seq = 5",
        "UPDATE audit SET carrier = subject, subject = carrier WHERE seq = 5",
        "UPDATE audit SET hash = zeroblob(32) WHERE seq = 5", "DELETE FROM audit WHERE seq = 5",
        "DELETE FROM audit WHERE seq = 1", "DELETE FROM audit WHERE seq = 16", "DELETE FROM audit",
        "UPDATE audit SET seq = seq + 1 WHERE seq = 16",
        "INSERT INTO audit VALUES (17, 1, 'a', 'b', '', '', '', zeroblob(32))",
        "UPDATE audit_head SET count = 15", "UPDATE audit_head SET hash = zeroblob(32)",
        "UPDATE audit_head SET mac = zeroblob(32)", "DELETE FROM audit_head",
    ]

    @Test func `Its audit log is pinned: whatever is changed in it afterwards is found`() throws {
        try opened().close()
        for change in Self.changesOfLog + ["DROP TABLE audit; DROP TABLE audit_head"] {
            let changed = try scratch.copy()
            try changed.tamper(change)
            for keys in [Scratch.keys, nil] {
                let findings = try FullLedger.open(changed, keys: keys).findings()
                #expect(
                    findings.count == 1 && findings[0].contains("earlier version"), "\(change): \(findings)")
            }
        }
    }

    @Test func `Bytes that are no text cannot be exchanged for what stands for them`() throws {
        try opened().close()
        let digest = { (scratch: Scratch) in
            try FullLedger.open(scratch).read { reader throws(Refusal) in
                try EarlierLedger.digestOfLog(reader.statements)
            }
        }
        let (one, other) = (try scratch.copy(), try scratch.copy())
        try one.tamper("UPDATE audit SET detail = CAST(x'ff' AS TEXT) WHERE seq = 5")
        try other.tamper("UPDATE audit SET detail = CAST(x'efbfbd' AS TEXT) WHERE seq = 5")
        #expect(try digest(one) != digest(other))
    }

    /// Expects that the changed ledger is refused, and that nothing of it is changed.
    private func expectRefused(_ change: String, location: SourceLocation = #_sourceLocation) throws {
        let changed = try scratch.copy()
        try changed.tamper(change)
        let before = try Self.contents(of: changed)
        #expect(
            refusalCode { _ = try opened(changed) } == .auditBroken, "\(change)", sourceLocation: location)
        #expect(try Self.contents(of: changed) == before, "\(change)", sourceLocation: location)
    }

    @Test func `One whose audit log is broken is refused, and nothing is changed`() throws {
        for change in Self.changesOfLog { try expectRefused(change) }
    }

    @Test(arguments: [
        // Planted, each.
        "INSERT INTO revocations VALUES (x'0102030405', 1, '')",
        "INSERT INTO products SELECT 'bolt', name, vendor, salt, phone, email, portal, created_at, threshold, "
            + "reads_root_only, virtual_machines, containers, clock_hours, rebindings, help FROM products LIMIT 1",
        "INSERT INTO product_files VALUES ('anchor', 1, x'00', 1)",
        "INSERT INTO licenses SELECT x'0302030405', product_id, customer_id, sealed_proof, kind, ends_on, days, "
            + "binding, seats, features, maintenance_until, created_at, note FROM licenses LIMIT 1",
        "INSERT INTO rebindings VALUES (x'0102030405', 4, 1, 1, 209, 'file', NULL)",
        BringingOverTests.answer("05", 1, kind: 0, "file", shows: 1),
        // Removed.
        "DELETE FROM revocations", "DELETE FROM product_files WHERE version = 2",
        "DELETE FROM rebindings WHERE number = 3",
        "DELETE FROM responses WHERE request_digest = "
            + "x'0202020202020202020202020202020202020202020202020202020202020202'",
        // One in the place of another.
        "UPDATE revocations SET license_id = x'0102030405'",
        "UPDATE product_files SET product_id = 'anchor', version = 9 WHERE version = 1",
        "UPDATE products SET id = 'bolt' WHERE id = 'anchor'; DELETE FROM features WHERE product_id = 'anchor'",
        "UPDATE licenses SET id = x'0302030405' WHERE id = x'0202030405'",
    ])
    func `One with rows that its audit log does not tell of is refused, and nothing is changed`(
        change: String
    ) throws {
        try expectRefused(change)
    }

    @Test func `With other keys it is refused, and nothing is changed`() throws {
        let code = refusalCode {
            _ = try LedgerDatabase.open(
                at: scratch.path, keys: Scratch.keys(8), backfill: FullLedger.backfill,
                bringing: Scratch.bringing)
        }
        #expect(code == .auditBroken)
        #expect(try Self.contents(of: scratch) == before)
    }

    @Test func `What the vault refuses to bring over is left as it was`() throws {
        let refusing = BringingOver(
            at: 1, actor: "Anna", auditKey: Scratch.bringing.auditKey,
            license: { (_, _) throws(Refusal) in throw Refusal(.vaultDamaged) },
            signingKey: Scratch.bringing.signingKey, subject: Scratch.bringing.subject,
            licenseText: Scratch.bringing.licenseText, isTold: Scratch.bringing.isTold)
        let code = refusalCode {
            _ = try LedgerDatabase.open(
                at: scratch.path, keys: Scratch.keys, backfill: FullLedger.backfill, bringing: refusing)
        }
        #expect(code == .vaultDamaged)
        #expect(try Self.contents(of: scratch) == before)
        #expect(try findings() == [])
    }

    @Test func `Without the vault's keys, or what decides, it is refused, and nothing is changed`() throws {
        for keys in [Scratch.keys, nil] {
            let code = refusalCode { _ = try FullLedger.open(scratch, keys: keys) }
            #expect(code == .vaultFromOlderVersion)
        }
        #expect(try Self.contents(of: scratch) == before)
    }

    @Test func `A long log is brought over in parts, and is whole`() throws {
        let long = try Scratch()
        let log =
            [(action: "vault.init", subject: "")]
            + (1...2500).map { (action: "request.refused", subject: "r\($0 % 7)") }
        try OlderLedger.make(at: long.path, version: "v7", log: log)
        let report = try opened(long).verifyLog()
        #expect(report.isWhole && report.size == 2502)
    }
}
