import GRDB
import Ledger
import Refusals
import Testing

struct SchemaTests {
    let scratch: Scratch
    let ledger: LedgerDatabase

    init() throws {
        scratch = try Scratch()
        ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in
            try Sample.fill(writer)
            try writer.addFeature(named: "base", toProduct: "crane")
            try writer.addProductFile(
                ProductFileRecord(productID: "crane", version: 1, bytes: [1], createdAt: 1))
            let activation = try writer.addActivation(
                ofLicense: Sample.licenseID, fingerprint: [1], deviceKey: Sample.deviceKey, mark: nil, at: 1)
            try writer.recordAnswer(
                request: Sample.request(1), response: Sample.response(1, activation: activation))
            try writer.appendAudit(Sample.entry(1))
        }
    }

    /// Runs a statement as another program would, with all triggers in place.
    private func raw(_ sql: String) throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { try $0.execute(sql: sql) }
    }

    @Test(arguments: ["features", "product_files", "requests", "responses", "audit"])
    func `rows that are proof are neither changed nor deleted`(table: String) throws {
        let column = table == "features" ? "name = 'other'" : table == "audit" ? "at = 0" : "bytes = x'00'"
        #expect(throws: DatabaseError.self) { try raw("UPDATE \(table) SET \(column)") }
        #expect(throws: DatabaseError.self) { try raw("DELETE FROM \(table)") }
        #expect(throws: DatabaseError.self) { try raw("DELETE FROM audit_head") }
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
        "UPDATE licenses SET features = '1;2'",
        "UPDATE licenses SET product_id = 'none'",
        "UPDATE activations SET device_key = zeroblob(33)",
        "UPDATE activations SET fingerprint = x''",
        "UPDATE activations SET license_id = zeroblob(5)",
        "INSERT INTO revocations VALUES (zeroblob(5), 1, '')",
        "INSERT INTO audit_head VALUES (2, 0, zeroblob(32), zeroblob(32))",
        "INSERT INTO product_files VALUES ('crane', 1, x'00', 1)",
        "INSERT INTO features VALUES ('crane', -1, 'minus')",
        "INSERT INTO features VALUES ('crane', 1, 'base')",
    ])
    func `the tables take nothing that is out of bounds`(sql: String) {
        #expect(throws: DatabaseError.self) { try raw(sql) }
    }

    @Test func `a product file's version goes up by one`() throws {
        for version: Int64 in [0, 1, 3] {
            let file = ProductFileRecord(productID: "crane", version: version, bytes: [2], createdAt: 2)
            let code = refusalCode {
                try ledger.write { writer throws(Refusal) in try writer.addProductFile(file) }
            }
            #expect(code == .internalInconsistency, "version \(version)")
        }
        let second = ProductFileRecord(productID: "crane", version: 2, bytes: [2], createdAt: 2)
        try ledger.write { writer throws(Refusal) in try writer.addProductFile(second) }
        #expect(
            try ledger.read { reader throws(Refusal) in try reader.latestProductFile(ofProduct: "crane") }
                == second)
    }

    @Test func `a constraint is an inconsistency, and names itself`() {
        #expect {
            try ledger.write { writer throws(Refusal) in
                try writer.setSeats(0, sealedProof: [9], ofLicense: Sample.licenseID)
            }
        } throws: { error in
            let refusal = error as? Refusal
            return refusal?.code == .internalInconsistency && refusal?.sentence.contains("seats") == true
        }
    }
}
