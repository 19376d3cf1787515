import Activation
import COSE
import Cryptography
import GRDB
import Ledger
import LogProof
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import Issuing

/// What somebody with SQL does so that nobody should see it: in the indices, in the schema, for a moment only.
@Suite("A forgery that is hidden")
struct HiddenForgeryTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let id: LicenseID
    private let key: ActivationKey

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
        (id, key) = try vendor.sell(seats: 2)
    }

    private var thumbprint: SHA256Digest { COSEKey.thumbprint(of: vendor.rootKey) }

    private func answer() throws -> String {
        try vendor.answer(SimulatedMachine().request(with: file, key: key)).name
    }

    /// What is found with the passphrase, and without.
    private func expectFound(_ words: String) throws {
        for verified in [
            try vendor.vault.verifyLog(), try vendor.locked().verifyLog(believing: .thumbprint(thumbprint)),
        ] {
            #expect(verified.findings.contains { $0.sentence.contains(words) }, "\(verified.findings)")
        }
    }

    @Test func `A revocation that was taken away for one answer is found afterwards`() throws {
        try vendor.keep("licenses")
        _ = try vendor.vault.revoke(id, reason: "stolen", in: vendor.surroundings)
        let revoking = try #require(try vendor.events(limit: 1).first?.sequence)
        try vendor.tamper(
            "DROP TRIGGER events_never_updated", "CREATE TABLE real_licenses AS SELECT * FROM licenses",
            "DELETE FROM licenses", "INSERT INTO licenses SELECT * FROM kept_licenses",
            "UPDATE events SET scope = NULL WHERE number = \(revoking)")
        #expect(try answer() == "granted", "The index was made to lie, so nothing can be seen at use.")
        try vendor.tamper(
            "DELETE FROM licenses", "INSERT INTO licenses SELECT * FROM real_licenses",
            "UPDATE events SET scope = 0 WHERE number = \(revoking)")
        try expectFound("that was not the latest: an older row was put back for it")
    }

    @Test(arguments: [
        "CREATE TRIGGER planted AFTER INSERT ON answers BEGIN SELECT 1; END",
        "CREATE INDEX planted ON licenses (id, seats)", "CREATE VIEW planted AS SELECT 1",
        "DROP INDEX licenses_by_time; CREATE INDEX licenses_by_time ON licenses (created_at, id) WHERE seats > 5",
        "ALTER TABLE customers ADD COLUMN extra TEXT GENERATED ALWAYS AS (name) VIRTUAL",
    ])
    func `What acts by itself and is not this program's is found, and no vault is opened with it`(
        planted: String
    ) throws {
        try vendor.tamper(planted)
        try expectFound("is not this program's")
        #expect(refusal { try vendor.unlock() }?.code == .vaultDamaged)
    }

    @Test func `An index that leaves rows out, though it says otherwise, is found`() throws {
        try vendor.tamper(
            "DROP INDEX licenses_by_customer",
            "CREATE INDEX licenses_by_customer ON licenses (customer_id, created_at, id) WHERE seats > 5",
            "PRAGMA writable_schema = ON",
            """
            UPDATE sqlite_master SET sql = replace(sql, ' WHERE seats > 5', '') WHERE name = 'licenses_by_customer'
            """)
        try expectFound("The ledger's file is damaged, or was changed outside this program")
    }

    @Test func `An audit key without a number that counts is believed by no checkpoint`() throws {
        let kept = try vendor.locked().checkpoint().checkpoint
        try vendor.tamper("UPDATE audit_keys SET number = 0, certificate = NULL")
        let verified = try vendor.locked().verifyLog(believing: .checkpoint, extending: kept)
        #expect(!verified.isWhole && verified.extended == nil)
    }

    @Test func `A log that was emptied is not begun anew`() throws {
        try vendor.tamper(
            "DROP TRIGGER events_never_deleted", "DROP TRIGGER log_end_never_deleted", "DELETE FROM events",
            "DELETE FROM log_end")
        let id = try #require(ProductID("new.product"))
        let product = Vault.NewProduct(id: id, name: "New", vendor: "V", features: [], contact: Contact())
        #expect(refusal { try vendor.vault.add(product, in: vendor.surroundings) }?.code == .auditBroken)
        #expect(try !vendor.locked().verifyLog(believing: .thumbprint(thumbprint)).isWhole)
    }

    @Test func `What stood beside an event is not taken away unsaid`() throws {
        try vendor.tamper("UPDATE events SET beside = x'81f6' WHERE action = 'product.export'")
        try expectFound("no event says that it was erased")
    }

    @Test func `Numbers that cannot be counted on trap nothing`() throws {
        try vendor.tamper(
            "UPDATE seat_tallies SET taken = -9223372036854775808, returned = 9223372036854775807",
            "UPDATE customers SET id = 9223372036854775807",
            "UPDATE licenses SET customer_id = 9223372036854775807")
        _ = try vendor.locked().ledger().read { (reader) throws(Refusal) in try reader.licenses() }
        let license = Vault.NewLicense(
            product: Vendor.product, customer: "Another", term: .perpetual, binding: .machine, seats: 1,
            features: [], maintenanceUntil: nil)
        #expect(refusal { try vendor.vault.add(license, in: vendor.surroundings) }?.code == .vaultDamaged)
    }
}
