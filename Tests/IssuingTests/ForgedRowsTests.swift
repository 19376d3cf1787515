import Activation
import Cryptography
import Issuing
import Ledger
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

/// What somebody can do to the rows of the ledger who may write its file, and does not know the passphrase. Each attack is
/// refused where the row is read, and found where the log is verified.
@Suite("Rows that were changed, planted, moved or put back")
struct ForgedRowsTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    private func expectDamaged<Value>(_ body: () throws -> Value) {
        #expect(refusal { try body() }?.code == .vaultDamaged)
    }

    private func hex(_ id: LicenseID) -> String { "x'\(Hexadecimal.encode(id.bytes))'" }

    private func answer(_ machine: Int, _ key: ActivationKey, device: UInt8 = 7) throws -> String {
        try vendor.answer(SimulatedMachine(machine).request(with: file, key: key, device: device)).name
    }

    private func renewal(_ machine: Int, _ id: LicenseID, device: UInt8 = 7) throws -> String {
        try vendor.answer(
            SimulatedMachine(machine).vouchedRequest(with: file, for: .renewal, license: id, device: device)
        ).name
    }

    /// Nothing is signed for the license: not for a machine that has a seat, not for a new one, and not by telephone.
    private func expectNothing(for id: LicenseID, _ key: ActivationKey) throws {
        let before = try vendor.vault.verifyLog().size
        #expect(try answer(1, key) == "vault.damaged")
        #expect(try answer(9, key, device: 9) == "vault.damaged")
        #expect(try renewal(1, id) == "vault.damaged")
        let code = try RequestCode(
            of: SimulatedMachine(9).request(with: file, key: key, device: 9), key: key.proofKey()
        ).spoken
        let call = try vendor.vault.openCall(agent: "Anna", in: vendor.surroundings).held
        let desk = try vendor.vault.desk(in: vendor.surroundings)
        expectDamaged { try desk.card(for: code, in: call) }
        // Only refusals and the call were written.
        let told = try vendor.events(limit: try vendor.vault.verifyLog().size - before).map(\.action)
        #expect(Set(told) == ["request.refused", "phone.opened"])
    }

    @Test func `A revocation that was moved to another license revokes none, and frees none`() throws {
        let (stolen, stolenKey) = try vendor.sell()
        let (other, otherKey) = try vendor.sell()
        _ = try vendor.vault.revoke(stolen, reason: "stolen", in: vendor.surroundings)
        #expect(try vendor.vault.verifyLog().isWhole)
        try vendor.tamper(
            """
            UPDATE licenses SET (revoked_at, revocation_reason) =
                (SELECT revoked_at, revocation_reason FROM licenses WHERE id = \(hex(stolen)))
            WHERE id = \(hex(other))
            """,
            "UPDATE licenses SET revoked_at = NULL, revocation_reason = NULL WHERE id = \(hex(stolen))")
        try expectNothing(for: stolen, stolenKey)
        try expectNothing(for: other, otherKey)
        expectDamaged { try vendor.vault.revoke(stolen, reason: "again", in: vendor.surroundings) }
        expectDamaged { try vendor.vault.setSeats(5, of: stolen, in: vendor.surroundings) }
        #expect(try vendor.findings().filter { $0.contains("'licenses'") }.count == 2)
    }

    @Test func `A revocation that was removed is missed, also where the row is as it was before`() throws {
        let (id, key) = try vendor.sell()
        _ = try answer(1, key)
        try vendor.keep("licenses")
        _ = try vendor.vault.revoke(id, reason: "stolen", in: vendor.surroundings)
        #expect(try answer(1, key) == "license.revoked")
        // Only its columns: the row is not what its event wrote.
        try vendor.tamper("UPDATE licenses SET revoked_at = NULL, revocation_reason = NULL")
        try expectNothing(for: id, key)
        #expect(try vendor.findings().count == 1)
        // All of them, with the code: a genuine row, but not the last.
        try vendor.putBack("licenses")
        try expectNothing(for: id, key)
        #expect(
            try vendor.findings().map { String($0.prefix { $0 != "(" }) } == [
                "A row of the table 'licenses' is not what event 7 wrote "
            ])
    }

    @Test func `A first activation that was moved makes no trial longer`() throws {
        let (id, key) = try vendor.sell(.trial(days: 3), seats: 2)
        #expect(try answer(1, key) == "granted")
        vendor.clock.advance(days: 4)
        #expect(try renewal(1, id) == "license.ended")
        try vendor.tamper("UPDATE activations SET first_at = first_at + 86400 * 4")
        #expect(try answer(1, key) == "vault.damaged")
        #expect(try renewal(1, id) == "vault.damaged")
        #expect(
            try vendor.findings().map { String($0.prefix { $0 != "(" }) } == [
                "A row of the table 'activations' is not what event 6 wrote "
            ])
    }

    @Test(arguments: [
        ["seats", "sealed_proof"], ["seats", "sealed_proof", "event"],
        ["seats", "sealed_proof", "event", "row_code"],
    ])
    func `More seats than were set last are not given, though the vendor once sold them`(
        columns: [String]
    ) throws {
        let (id, key) = try vendor.sell(seats: 3)
        #expect(try answer(1, key) == "granted")
        try vendor.keep("licenses")
        try vendor.vault.setSeats(1, of: id, in: vendor.surroundings)
        #expect(try answer(2, key, device: 8) == "activation-key.used-up")
        try vendor.putBack("licenses", columns: columns)
        try expectNothing(for: id, key)
        #expect(
            try vendor.findings().map { String($0.prefix { $0 != "(" }) } == [
                "A row of the table 'licenses' is not what event 7 wrote "
            ])
        // Nor is it covered by a change of the vendor's own.
        expectDamaged { try vendor.vault.setSeats(3, of: id, in: vendor.surroundings) }
    }

    @Test func `A seat as it was before the last answer is not gone by`() throws {
        let (id, key) = try vendor.sell(.trial(days: 9), seats: 2)
        _ = try answer(1, key)
        try vendor.keep("activations")
        vendor.clock.advance(days: 1)
        #expect(try renewal(1, id) == "granted")
        try vendor.putBack("activations")
        #expect(try renewal(1, id) == "vault.damaged")
        #expect(try answer(1, key) == "vault.damaged")
        #expect(
            try vendor.findings().map { String($0.prefix { $0 != "(" }) } == [
                "A row of the table 'activations' is not what event 7 wrote "
            ])
    }

    @Test func `A planted machine has no seat, and nothing is answered until it is gone`() throws {
        let (id, key) = try vendor.sell(seats: 3)
        _ = try answer(1, key)
        try vendor.plant(
            in: "activations", like: "true", but: "id = 2, number = 2, device_key = zeroblob(32)")
        try expectNothing(for: id, key)
        #expect(
            try vendor.findings().first
                == "A row of the table 'activations' was written by no event: it was added.")
        try vendor.tamper("DELETE FROM activations WHERE id = 2")
        #expect(try renewal(1, id) == "granted")
    }

    @Test func `A machine that was taken out frees no seat`() throws {
        let (id, key) = try vendor.sell()
        _ = try answer(1, key)
        try vendor.tamper("DELETE FROM devices", "DELETE FROM activation_marks", "DELETE FROM activations")
        try expectNothing(for: id, key)
        #expect(
            try vendor.findings().contains(
                "A row of the table 'activations', which event 6 wrote, is missing."))
    }

    @Test func `A planted device key vouches for nothing`() throws {
        let (id, key) = try vendor.sell()
        _ = try answer(1, key)
        let device = try SimulatedVendor.signingKey(8).publicKey.hexadecimal
        #expect(try renewal(1, id, device: 8) == "request.device-unknown")
        try vendor.plant(in: "devices", like: "true", but: "device_key = x'\(device)'")
        #expect(try renewal(1, id, device: 8) == "vault.damaged")
        #expect(try renewal(1, id, device: 7) == "granted")
        #expect(
            try vendor.findings() == ["A row of the table 'devices' was written by no event: it was added."])
    }

    @Test func `Another machine's device key vouches for nothing on this seat`() throws {
        let (id, key) = try vendor.sell(seats: 2)
        _ = try answer(1, key, device: 7)
        _ = try answer(2, key, device: 8)
        // With the code of the seat that it was for.
        try vendor.tamper("UPDATE devices SET activation_id = 3 - activation_id")
        #expect(try renewal(1, id, device: 7) == "vault.damaged")
        #expect(try renewal(2, id, device: 8) == "vault.damaged")
        #expect(try vendor.vault.verifyLog().findingCount > 0)
    }

    @Test(arguments: [
        "UPDATE features SET number = CASE number WHEN 0 THEN 1 WHEN 1 THEN 0 ELSE number END",
        "UPDATE features SET name = CASE number WHEN 0 THEN 'nest' WHEN 1 THEN 'cad' ELSE name END",
        "UPDATE products SET salt = x'000102030405060708090a0b0c0d0e0f'",
    ])
    func `Numbers of features that were exchanged, and another salt, are signed nowhere`(change: String)
        throws
    {
        let (id, key) = try vendor.sell(features: ["cad"])
        try vendor.tamper(
            "DROP TRIGGER features_never_updated", "DROP TRIGGER features_never_deleted",
            // Numbers and names are unique, so the exchange is made in a table without that rule.
            "CREATE TABLE other AS SELECT * FROM features",
            change.replacing("UPDATE features", with: "UPDATE other"),
            "DELETE FROM features", "INSERT INTO features SELECT * FROM other")
        let isSalt = change.contains("salt")
        expectDamaged { try vendor.productFile() }
        expectDamaged { try vendor.sell(features: ["cad"]) }
        expectDamaged { try vendor.vault.addFeatures(["more"], to: Vendor.product, in: vendor.surroundings) }
        if isSalt {
            expectDamaged {
                try vendor.vault.change(
                    Vendor.product, Vault.ProductChange(name: "Other"), in: vendor.surroundings)
            }
            try expectNothing(for: id, key)
        }
        // Where no product file was signed yet, too.
        #expect(try vendor.findings().first?.contains(isSalt ? "'products'" : "'features'") == true)
    }

    @Test func `And where no product file tells of them yet`() throws {
        let fresh = try Vendor()
        try fresh.tamper("UPDATE products SET salt = x'000102030405060708090a0b0c0d0e0f'")
        #expect(refusal { try fresh.productFile() }?.code == .vaultDamaged)
        #expect(
            try fresh.findings().map { String($0.prefix { $0 != "(" }) } == [
                "A row of the table 'products' is not what event 3 wrote "
            ])
    }

    @Test(arguments: ["UPDATE customers SET name = 'Other Yard'", "DELETE FROM customers"])
    func `A customer's name is on licenses, and so it is checked`(change: String) throws {
        let (id, key) = try vendor.sell()
        try vendor.tamper(change)
        try expectNothing(for: id, key)
        #expect(try vendor.findings().first?.contains("'customers'") == true)
    }

    @Test func `An answer that was changed is not given again`() throws {
        let (_, key) = try vendor.sell()
        let request = try SimulatedMachine(1).request(with: file, key: key)
        #expect(try vendor.answer(request).name == "granted")
        try vendor.tamper(
            "DROP TRIGGER answers_never_updated", "UPDATE answers SET issued_at = issued_at + 1")
        #expect(try vendor.answer(request).name == "vault.damaged")
        #expect(
            try vendor.findings().map { String($0.prefix { $0 != "(" }) } == [
                "A row of the table 'answers' is not what event 6 wrote "
            ])
    }

    @Test func `A row code of another vault is none`() throws {
        let (id, key) = try vendor.sell()
        let code = String(repeating: "ab", count: 16)
        try vendor.tamper("UPDATE licenses SET row_code = x'\(code)'")
        try expectNothing(for: id, key)
        // Nobody can see that without the vault's keys; with them the code is named.
        #expect(try vendor.findings().first?.contains("The code of a row of the table 'licenses'") == true)
    }
}

/// What was set and sold stands in the log with its values, so the ledger cannot be bettered unseen.
@Suite("Terms that the log tells of")
struct LoggedTermsTests {
    private let vendor: Vendor
    private static let policy =
        "threshold=45 root-only-components=no virtual-machines=allow containers=warn clock-tolerance=24"

    init() throws { vendor = try Vendor() }

    private func details(of action: AuditAction) throws -> [String] {
        try vendor.events(AuditFilter(action: action.rawValue)).compactMap(\.detail)
    }

    private func change(_ change: Vault.ProductChange) throws -> [String] {
        try vendor.vault.change(Vendor.product, change, in: vendor.surroundings)
    }

    @Test func `A product's policy is told with its values, and so are the texts that were changed`() throws {
        #expect(try details(of: .productAdded) == ["cad,nest,stress; \(Self.policy) rebindings=3"])
        let changed = try change(
            Vault.ProductChange(
                name: "Hull; threshold=1 rebindings=1000", phone: "+49 40 1", policy: .init(rebindings: 7)))
        #expect(changed == ["name", "phone", "rebindings"])
        #expect(
            try details(of: .productChanged) == [
                "name \"Hull; threshold=1 rebindings=1000\", phone \"+49 40 1\"; \(Self.policy) rebindings=7"
            ])
        _ = try change(Vault.ProductChange(phone: ""))
        #expect(try details(of: .productChanged).first == "no phone; \(Self.policy) rebindings=7")
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test(arguments: [
        "rebindings = 1000", "rebindings = 0", "threshold = 30", "reads_root_only = 1",
        "virtual_machines = 2",
        "containers = 0", "clock_hours = 720", "containers = 9", "phone = '0800 1'", "file_version = 7",
    ])
    func `A policy that was changed in the file is not gone by, also after it was set`(sql: String) throws {
        let (_, key) = try vendor.sell()
        let request = try SimulatedMachine().request(with: vendor.productFile(), key: key)
        for _ in 0...1 {
            let event = try vendor.events(AuditFilter(subjects: [.other(Vendor.product.text)])).first?
                .sequence
            try vendor.keep("products")
            try vendor.tamper("UPDATE products SET \(sql)")
            #expect(try vendor.vault.verifyLog().findings.map(\.event) == [event])
            #expect(try vendor.answer(request).name == "vault.damaged")
            #expect(refusal { try change(Vault.ProductChange(name: "x")) }?.code == .vaultDamaged)
            try vendor.putBack("products")
            try vendor.tamper("DROP TABLE kept_products")
            #expect(try vendor.vault.verifyLog().isWhole)
            _ = try change(Vault.ProductChange(policy: .init(threshold: 60)))
            _ = try change(Vault.ProductChange(policy: .init(threshold: 45)))
        }
    }

    @Test func `A policy that was in force once is not gone by again`() throws {
        try vendor.keep("products")
        #expect(try change(Vault.ProductChange(policy: .init(rebindings: 0))) == ["rebindings"])
        try vendor.putBack("products")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
        #expect(refusal { try vendor.sell() }?.code == .vaultDamaged)
        #expect(
            try vendor.findings().map { String($0.prefix { $0 != "(" }) } == [
                "A row of the table 'products' is not what event 4 wrote "
            ])
    }

    @Test func `All differences are named, the first twenty in words`() throws {
        let ids = try (0..<24).map { _ in try vendor.sell(seats: 2).0 }
        #expect(try vendor.vault.verifyLog().isWhole)
        try vendor.tamper("UPDATE products SET rebindings = 1000")
        try vendor.tamper("UPDATE licenses SET seats = 9 WHERE id = x'\(Hexadecimal.encode(ids[3].bytes))'")
        let few = try vendor.vault.verifyLog()
        #expect(!few.isWhole && few.findingCount == 2)
        #expect(few.findings.map(\.event) == [3, 7])
        try vendor.tamper("UPDATE licenses SET seats = 9")
        let many = try vendor.vault.verifyLog()
        #expect(many.findings.count == 20 && many.findingCount > 20)
    }

    @Test(arguments: ["products", "customers", "licenses", "seat_tallies", "signing_keys", "audit_keys"])
    func `A row that nobody added, or somebody removed, is found in every table`(table: String) throws {
        _ = try vendor.sell()
        try vendor.keep(table)
        try vendor.tamper("DELETE FROM \(table)")
        #expect(try vendor.findings().first?.contains("A row of the table '\(table)', which event") == true)
        try vendor.putBack(table)
        #expect(try vendor.vault.verifyLog().isWhole)
        let key = [
            "products": "id = 'a.b'", "customers": "id = 9, name = 'x'", "licenses": "id = x'0102030405'",
            "seat_tallies": "license_id = x'0102030405'",
            "audit_keys": "number = 2, public_key = zeroblob(32)",
        ][table]
        try vendor.plant(
            in: table, like: "true", but: key ?? "kid = zeroblob(8), public_key = zeroblob(32)")
        #expect(
            try vendor.findings() == ["A row of the table '\(table)' was written by no event: it was added."])
    }
}
