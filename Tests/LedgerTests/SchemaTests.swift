import GRDB
import Refusals
import Testing

@testable import Ledger

struct SchemaTests {
    let scratch: Scratch
    let ledger: LedgerDatabase

    init() throws {
        scratch = try Scratch()
        ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in
            try Sample.fill(writer)
            try writer.addAuditKey(Sample.auditKey(event: try writer.eventNumber()))
            try writer.tell()
            try writer.addFeatures(["base"], toProduct: "crane")
            try writer.tell(Sample.crane)
            try writer.addProductFile(
                ProductFileRecord(productID: "crane", version: 1, bytes: [1], createdAt: 1))
            try writer.tell(Sample.crane)
            let seat = try Sample.takeSeat(writer)
            try writer.recordAnswer(
                request: Sample.request(1), response: Sample.response(1, activation: seat.id))
            try writer.addRebinding(
                RebindingRecord(
                    licenseID: Sample.licenseID, activationID: seat.id, parts: 1, at: 1, carrier: "file",
                    reason: "new disk"))
            let call = try writer.openCall(agent: "Anna", at: 1)
            let code = [UInt8](repeating: 1, count: 21)
            _ = try writer.addPhoneAttempt(ofLicense: Sample.licenseID, code: code, at: 1)
            try writer.addPhoneRefusal(
                ofCode: code, license: Sample.licenseID, call: call, agent: "Anna", at: 1)
            try writer.tell(Sample.license)
        }
    }

    /// Runs a statement as another program would, with all triggers in place.
    private func raw(_ sql: String) throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { try $0.execute(sql: sql) }
    }

    /// Refused for a rule, not for a slip in the statement.
    private func expectRefused(_ sql: String, location: SourceLocation = #_sourceLocation) {
        #expect(sourceLocation: location) {
            try raw(sql)
        } throws: { error in
            (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
        }
    }

    @Test(arguments: [
        ("events", "at = 0"), ("events", "bytes = x'00'"), ("events", "scope = NULL"),
        ("events", "thing = x'00'"), ("events", "action = ''"), ("events", "number = 99"),
        ("documents", "bytes = x'00'"), ("features", "name = 'other'"), ("product_files", "created_at = 2"),
        ("answers", "issued_at = 0"), ("rebindings", "at = 0"), ("rebindings", "reason = 'other'"),
        ("events", "tallied = NULL"), ("phone_refusals", "at = 0"),
    ])
    func `rows that are proof are neither changed nor deleted`(table: String, change: String) throws {
        expectRefused("UPDATE \(table) SET \(change)")
        expectRefused("DELETE FROM \(table)")
        expectRefused("DELETE FROM log_end")
    }

    @Test func `what stands beside an event may be erased, and the reason of a rebinding`() throws {
        try raw("UPDATE events SET beside = NULL WHERE number = 1")
        try raw("UPDATE rebindings SET reason = NULL, parts = parts, event = 9, row_code = zeroblob(16)")
    }

    @Test(arguments: [
        "UPDATE products SET salt = zeroblob(15)",
        "UPDATE products SET name = ''",
        "UPDATE products SET created_at = 'today'",
        "UPDATE products SET threshold = 29",
        "UPDATE products SET threshold = 101",
        "UPDATE products SET reads_root_only = 2",
        "UPDATE products SET virtual_machines = 3",
        "UPDATE products SET containers = -1",
        "UPDATE products SET clock_hours = 0",
        "UPDATE products SET clock_hours = 721",
        "UPDATE signing_keys SET public_key = zeroblob(31)",
        "UPDATE signing_keys SET not_after = not_before - 1",
        "UPDATE licenses SET id = zeroblob(6)",
        "UPDATE licenses SET kind = 4",
        "UPDATE licenses SET kind = 0",
        "UPDATE licenses SET kind = 1",
        "UPDATE licenses SET kind = 3, days = NULL",
        "UPDATE licenses SET binding = 3",
        "UPDATE licenses SET seats = 0",
        "UPDATE licenses SET product_id = 'none'",
        "UPDATE activations SET device_key = zeroblob(33)",
        "UPDATE activations SET fingerprint = x''",
        "UPDATE activations SET license_id = zeroblob(5)",
        "UPDATE licenses SET revoked_at = 1",
        "UPDATE licenses SET revocation_reason = ''",
        "UPDATE activations SET number = 0",
        "UPDATE activations SET mark = 128",
        "UPDATE activations SET corrections = -1",
        "UPDATE seat_tallies SET taken = -1",
        "UPDATE seat_tallies SET returned = taken + 1",
        "UPDATE seat_tallies SET rebindings = -1",
        "UPDATE audit_keys SET certificate = zeroblob(301)",
        "UPDATE audit_keys SET root_key = zeroblob(31)",
        "UPDATE products SET event = 0",
        "UPDATE licenses SET row_code = zeroblob(15)",
        "UPDATE calls SET code = zeroblob(20)",
        "UPDATE phone_attempts SET license_id = zeroblob(6)",
        "UPDATE log_end SET size = 0",
        "UPDATE log_end SET head = zeroblob(301)",
        "INSERT INTO log_end VALUES (2, 1, zeroblob(32), zeroblob(32), x'00', zeroblob(32))",
        "INSERT INTO events VALUES (0, 1, 'a', NULL, NULL, NULL, x'00', NULL)",
        "INSERT INTO events VALUES (99, 1, 'a', NULL, -1, NULL, x'00', NULL)",
        "INSERT INTO events VALUES (99, 1, 'a', NULL, NULL, NULL, zeroblob(1048577), NULL)",
        "INSERT INTO documents VALUES (zeroblob(31), x'00')",
        "INSERT INTO documents VALUES (zeroblob(32), x'')",
        "INSERT INTO documents VALUES (zeroblob(32), zeroblob(1048577))",
        "INSERT INTO product_files SELECT product_id, version, document, 9, 9, row_code FROM product_files",
        "INSERT INTO product_files SELECT product_id, 2, zeroblob(32), 9, 9, row_code FROM product_files",
        "INSERT INTO features VALUES ('crane', -1, 'minus', 1, zeroblob(16))",
        "INSERT INTO features VALUES ('crane', 1, 'base', 1, zeroblob(16))",
        """
        INSERT INTO rebindings SELECT license_id, 2, 3, activation_id, at, carrier, reason, event, row_code
        FROM rebindings
        """,
    ])
    func `the tables take nothing that is out of bounds`(sql: String) {
        expectRefused(sql)
    }

    @Test func `a product file's version goes up by one`() throws {
        for version: Int64 in [0, 1, 3] {
            let file = ProductFileRecord(productID: "crane", version: version, bytes: [2], createdAt: 2)
            let code = refusalCode {
                try ledger.write { writer throws(Refusal) in
                    try writer.addProductFile(file)
                    try writer.tell(Sample.crane)
                }
            }
            #expect(code == .internalInconsistency, "version \(version)")
        }
        let second = ProductFileRecord(productID: "crane", version: 2, bytes: [2], createdAt: 2)
        try ledger.write { writer throws(Refusal) in
            try writer.addProductFile(second)
            try writer.tell(Sample.crane)
        }
        try ledger.read { reader throws(Refusal) in
            #expect(try reader.latestProductFile(ofProduct: "crane") == second)
            #expect(try reader.nextProductFileVersion(ofProduct: "crane") == 3)
        }
    }

    @Test func `a constraint is an inconsistency, and names itself`() {
        #expect {
            try ledger.write { writer throws(Refusal) in
                try writer.setLicense(
                    Sample.license(customer: 1, seats: 0, event: try writer.eventNumber()))
            }
        } throws: { error in
            let refusal = error as? Refusal
            return refusal?.code == .internalInconsistency && refusal?.sentence.contains("seats") == true
        }
    }
}
