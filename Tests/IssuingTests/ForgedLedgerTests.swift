import Activation
import COSE
import Cryptography
import Fingerprint
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import Issuing

/// What somebody can do who may write the ledger's file, and does not know the passphrase: nothing that anybody
/// would be taken in by.
@Suite("A ledger that was forged")
struct ForgedLedgerTests {
    private let vendor: Vendor

    init() throws { vendor = try Vendor() }

    @Test func `An issuing key that the vault did not make is not vouched for by the root key`() throws {
        let key = try SimulatedVendor.signingKey(99).publicKey
        let kid = KeyIdentifier(of: key).hexadecimal
        try vendor.tamper(
            """
            INSERT INTO signing_keys (kid, public_key, sealed_secret, not_before, created_at)
            VALUES (x'\(kid)', x'\(key.hexadecimal)', zeroblob(72), 0, 0)
            """)
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
    }

    @Test(arguments: ["not_before = 0", "not_after = 4102444800", "withdrawn_since = 4102444800"])
    func `The days of an issuing key are sealed with it`(change: String) throws {
        try vendor.tamper("UPDATE signing_keys SET \(change)")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
        #expect(refusal { try vendor.vault.desk(in: vendor.surroundings) }?.code == .vaultDamaged)
    }

    @Test func `A product file of another root key is not given out, even where the root key is away`() throws
    {
        let genuine = try vendor.productFile()
        let other = try SimulatedVendor.signingKey(98)
        let body = genuine.body
        let forged = try Verified(
            signing: ProductFile(
                vendor: body.vendor, product: body.product, issuedAt: body.issuedAt, version: body.version,
                name: body.name, rootKey: other.publicKey, salt: body.salt, issuingKeys: body.issuingKeys,
                features: body.features, contact: body.contact),
            key: other, keyIdentifier: KeyIdentifier(of: other.publicKey))
        try vendor.tamper(
            "DROP TRIGGER product_files_never_updated",
            "UPDATE product_files SET bytes = x'\(Hexadecimal.encode(forged.encoded))'")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
    }

    @Test func `A product file that stands in the ledger as text is damaged, though the text is genuine`()
        throws
    {
        let genuine = try vendor.productFile()
        for bytes in [Armour(kind: .product, bytes: genuine.encoded).text, genuine.encoded + [10]] {
            try vendor.tamper(
                "DROP TRIGGER IF EXISTS product_files_never_updated",
                "UPDATE product_files SET bytes = x'\(Hexadecimal.encode(bytes))'")
            #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
        }
    }

    @Test(arguments: [
        "UPDATE products SET salt = x'000102030405060708090a0b0c0d0e0f'",
        "UPDATE features SET name = 'free' WHERE number = 0",
        "UPDATE features SET name = CASE number WHEN 0 THEN 'nest' WHEN 1 THEN 'cad' ELSE name END",
        "UPDATE features SET number = 9 WHERE name = 'stress'",
        "DELETE FROM features WHERE number = 2",
        "DELETE FROM signing_keys",
    ])
    func `What the last product file says is not signed otherwise`(change: String) throws {
        let genuine = try vendor.productFile()
        try vendor.tamper(
            "DROP TRIGGER features_never_updated", "DROP TRIGGER features_never_deleted",
            // Names are unique, so the exchange is made in a table without that rule.
            "CREATE TABLE other AS SELECT * FROM features",
            change.replacing("UPDATE features", with: "UPDATE other").replacing(
                "FROM features", with: "FROM other"),
            "DELETE FROM features", "INSERT INTO features SELECT * FROM other")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
        // Nor with a change of the vendor's own beside it.
        #expect(genuine.body.version == 1)
        try vendor.tamper("UPDATE products SET name = 'Other'")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
        guard change.contains("features") else { return }
        #expect(refusal { try vendor.sell(seats: 1) }?.code == .vaultDamaged)
        #expect(
            refusal { try vendor.vault.addFeatures(["more"], to: Vendor.product, in: vendor.surroundings) }?
                .code
                == .vaultDamaged)
    }

    @Test func `What the vendor adds is signed, and what was withdrawn stays withdrawn`() throws {
        let first = try vendor.productFile()
        _ = try vendor.vault.addFeatures(["more"], to: Vendor.product, in: vendor.surroundings)
        let second = try vendor.productFile()
        #expect(second.body.version == 2 && second.body.features.names.count == 4)
        #expect(second.body.salt == first.body.salt)
        let key = first.body.issuingKeys[0]
        let day = CalendarDay(daysSince1970: 20_000)
        let root = try SimulatedVendor.signingKey(98)
        let withdrawn = try Verified(
            signing: ProductFile(
                vendor: first.body.vendor, product: first.body.product, issuedAt: first.body.issuedAt,
                version: 1,
                name: "x", rootKey: root.publicKey, salt: first.body.salt,
                issuingKeys: [
                    IssuingKey(publicKey: key.publicKey, notBefore: key.notBefore, withdrawnFrom: day)
                ], features: first.body.features, contact: first.body.contact),
            key: root, keyIdentifier: KeyIdentifier(of: root.publicKey))
        #expect(refusal { try LastSigned(withdrawn).requireIssuingKeys([key]) }?.code == .vaultDamaged)
        for (other, isGood) in [(day, true), (day.adding(days: -1), true), (day.adding(days: 1), false)] {
            let now = IssuingKey(publicKey: key.publicKey, notBefore: key.notBefore, withdrawnFrom: other)
            #expect((refusal { try LastSigned(withdrawn).requireIssuingKeys([now]) } == nil) == isGood)
        }
    }

    @Test(arguments: [
        "seats = 1000000", "kind = 2", "binding = 2", "features = '0,1,2'",
        "maintenance_until = 99999", "days = 36500",
    ])
    func `A license that was bettered is not answered`(change: String) throws {
        let file = try vendor.productFile()
        let (_, key) = try vendor.sell(.trial(days: 3), seats: 3)
        try vendor.tamper("UPDATE licenses SET \(change)")
        let request = try SimulatedMachine().request(with: file, key: key)
        #expect(try vendor.answer(request).name == "vault.damaged")
    }

    @Test func `Seats that the vendor changed himself are good`() throws {
        let file = try vendor.productFile()
        let (id, key) = try vendor.sell(seats: 1)
        try vendor.vault.setSeats(2, of: id, in: vendor.surroundings)
        for number in 1...3 {
            let request = try SimulatedMachine(number).request(with: file, key: key, device: UInt8(number))
            #expect(try vendor.answer(request).name == (number < 3 ? "granted" : "activation-key.used-up"))
        }
    }

    @Test func `An audit log that was cut off with its head does not tell of all that is there`() throws {
        #expect(try vendor.vault.verifyAudit(noted: nil).isWhole)
        try vendor.tamper(
            "CREATE TABLE kept AS SELECT * FROM audit", "CREATE TABLE kept_head AS SELECT * FROM audit_head")
        _ = try vendor.sell(seats: 1000)
        #expect(try vendor.vault.verifyAudit(noted: nil).isWhole)
        try vendor.tamper(
            "DROP TRIGGER audit_never_deleted",
            "DELETE FROM audit WHERE seq > (SELECT max(seq) FROM kept)",
            "UPDATE audit_head SET (count, hash, mac) = (SELECT count, hash, mac FROM kept_head)")
        let refused = try vendor.vault.verifyAudit(noted: nil).differences.first.first
        #expect(refused?.code == .auditBroken)
        #expect(refused?.sentence.contains("'licenses'") == true)
    }
}

/// What was set and sold stands in the log with its values, so the ledger cannot be bettered unseen.
@Suite("Terms that the audit log tells of")
struct LoggedTermsTests {
    private let vendor: Vendor
    private static let policy =
        "threshold=45 root-only-components=no virtual-machines=allow containers=warn clock-tolerance=24"

    init() throws { vendor = try Vendor() }

    private func verify() -> Refusal? {
        var first: Refusal?
        let refused = refusal { first = try vendor.vault.verifyAudit(noted: nil).differences.first.first }
        return refused ?? first
    }

    private func details(of action: AuditAction) throws -> [String] {
        try vendor.vault.ledger.read { (reader) throws(Refusal) in
            try reader.auditRecords(AuditFilter(action: action.rawValue)).map(\.entry.detail)
        }
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
        #expect(verify() == nil)
    }

    @Test(arguments: [
        ("rebindings = 1000", "rebindings is 1000 and was set to 3"),
        ("rebindings = 0", "rebindings is 0 and was set to 3"),
        ("threshold = 30", "threshold is 30 and was set to 45"),
        ("reads_root_only = 1", "root-only-components is yes and was set to no"),
        ("virtual_machines = 2", "virtual-machines is refuse and was set to allow"),
        ("containers = 0", "containers is allow and was set to warn"),
        ("clock_hours = 720", "clock-tolerance is 720 and was set to 24"),
        ("containers = 9", "containers is 9 and was set to warn"),
    ])
    func `A policy that was changed in the file is named, also after it was set`(
        sql: String, words: String
    ) throws {
        for _ in 0...1 {
            try vendor.tamper("UPDATE products SET \(sql)")
            let refused = verify()
            #expect(refused?.code == .auditBroken)
            #expect(refused?.sentence.contains(words) == true, "\(refused?.sentence ?? "")")
            try vendor.tamper(
                """
                UPDATE products SET threshold = 45, reads_root_only = 0, virtual_machines = 0, containers = 1,
                    clock_hours = 24, rebindings = 3
                """)
            #expect(verify() == nil)
            _ = try change(Vault.ProductChange(policy: .init(threshold: 60)))
            _ = try change(Vault.ProductChange(policy: .init(threshold: 45)))
        }
    }

    @Test
    func `What was changed in the file is not put down in the log by the next change, unless that sets it`()
        throws
    {
        try vendor.tamper("UPDATE products SET rebindings = 1000, threshold = 30")
        for change in [Vault.ProductChange(phone: "+49 40 1"), .init(policy: .init(rebindings: 3))] {
            let refused = refusal { _ = try self.change(change) }
            #expect(refused?.code == .auditBroken)
            #expect(
                refused?.facts == [
                    .product("hull-designer"), .setting(name: "threshold", value: "45"),
                    .setting(name: "rebindings", value: "3"),
                ])
        }
        #expect(verify()?.code == .auditBroken)
        #expect(
            try change(.init(policy: .init(threshold: 45, rebindings: 3))) == ["threshold", "rebindings"])
        #expect(verify() == nil)
    }

    @Test func `A revocation that was moved to another license is named`() throws {
        let (stolen, _) = try vendor.sell()
        let (other, _) = try vendor.sell()
        _ = try vendor.vault.revoke(stolen, reason: "stolen", in: vendor.surroundings)
        #expect(verify() == nil)
        try vendor.tamper(
            "UPDATE revocations SET license_id = x'\(Hexadecimal.encode(other.bytes))'")
        let refused = verify()
        #expect(refused?.code == .auditBroken && refused?.sentence.contains("revoked in the ledger") == true)
    }

    @Test func `Where an earlier version wrote the last row about a product, nothing is said of its policy`()
        throws
    {
        try vendor.vault.ledger.write { (writer) throws(Refusal) in
            try writer.appendAudit(
                AuditEntry(
                    at: 0, actor: "desk", action: AuditAction.productChanged.rawValue,
                    subject: Vendor.product.text, detail: "rebindings,phone"))
        }
        try vendor.tamper("UPDATE products SET rebindings = 9")
        #expect(verify() == nil)
        _ = try change(Vault.ProductChange(policy: .init(threshold: 60)))
        #expect(verify() == nil)
        try vendor.tamper("UPDATE products SET rebindings = 10")
        #expect(verify()?.sentence.contains("rebindings is 10 and was set to 9") == true)
    }

    @Test func `All differences are named, the first twenty in words`() throws {
        let ids = try (0..<12).map { _ in try vendor.sell(seats: 2).0 }
        #expect(try vendor.vault.verifyAudit(noted: nil).isWhole)
        try vendor.tamper("UPDATE products SET rebindings = 1000")
        try vendor.tamper("UPDATE licenses SET seats = 9 WHERE id = x'\(Hexadecimal.encode(ids[3].bytes))'")
        let few = try vendor.vault.verifyAudit(noted: nil)
        #expect(few.report.isWhole && !few.isWhole)
        // The seats are among the terms.
        #expect(few.differences.count == 3)
        let said = few.differences.first.map(\.sentence)
        #expect(said.count == 3 && said[0].contains("rebindings is 1000"))
        #expect(
            said[1].contains("\(ids[3]) has 9 seats") && said[2].contains("The terms of license \(ids[3])"))
        try vendor.tamper("UPDATE licenses SET seats = 9")
        let many = try vendor.vault.verifyAudit(noted: nil).differences
        #expect(many.count == 25 && many.first.count == 20)
        #expect(many.first.allSatisfy { $0.code == .auditBroken })
    }

    @Test func `A product that nobody added is counted`() throws {
        try vendor.tamper(
            "INSERT INTO products (id, name, vendor, salt, created_at) VALUES ('a.b', 'a', 'b', zeroblob(16), 0)"
        )
        #expect(verify()?.sentence.contains("'products'") == true)
    }

    @Test(arguments: ["Yard", "Yard, 9 seats, bound to machine", "9 seats, bound to nobody, features cad"])
    func `Seats are those that were sold, or set last, whatever the customer is called`(customer: String)
        throws
    {
        let (id, _) = try vendor.vault.add(
            Vault.NewLicense(
                product: Vendor.product, customer: customer, term: .perpetual, binding: .machine, seats: 3,
                features: ["cad"], maintenanceUntil: nil), in: vendor.surroundings)
        #expect(verify() == nil)
        try vendor.tamper("CREATE TABLE kept AS SELECT * FROM licenses")
        try vendor.vault.setSeats(1, of: id, in: vendor.surroundings)
        #expect(verify() == nil)
        // The row as it was before, with the seal that fits it.
        try vendor.tamper(
            "UPDATE licenses SET (seats, sealed_proof) = (SELECT seats, sealed_proof FROM kept)")
        let refused = verify()
        #expect(refused?.code == .auditBroken)
        #expect(refused?.sentence.contains("\(id) has 3 seats") == true, "\(refused?.sentence ?? "")")
        #expect(refused?.sentence.contains("but 1 in the audit log") == true)
    }

    @Test(arguments: ["kind = 2", "binding = 2", "features = '0,1,2'", "maintenance_until = 9", "days = 365"])
    func `Terms are those that were sold`(sql: String) throws {
        let (id, _) = try vendor.sell(.trial(days: 3))
        #expect(verify() == nil)
        try vendor.tamper("UPDATE licenses SET \(sql)")
        #expect(verify()?.sentence.contains("The terms of license \(id)") == true)
    }
}

@Suite("A machine is known again")
struct KnownMachineTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    @Test func `By its device key and some of its hardware: a new card takes no second seat`() throws {
        let (id, key) = try vendor.sell(.lease(days: 9), seats: 1)
        var machine = SimulatedMachine()
        _ = try vendor.answer(machine.request(with: file, key: key))
        machine.components.append(SimulatedMachine.component(.networkCard, "02:00:00:00:00:77"))
        #expect(try vendor.answer(machine.request(with: file, key: key)).name == "granted")
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `Not by a device key alone, which may have been copied`() throws {
        let (_, key) = try vendor.sell(seats: 1)
        _ = try vendor.answer(SimulatedMachine(1).request(with: file, key: key))
        let copied = try SimulatedMachine(2).request(with: file, key: key)
        #expect(try vendor.answer(copied).name == "activation-key.used-up")
        // Nor by the machine's id beside it: a disk image is copied with both.
        var clone = SimulatedMachine(3)
        clone.components[0] = SimulatedMachine(1).components[0]
        #expect(try vendor.answer(clone.request(with: file, key: key)).name == "activation-key.used-up")
    }

    @Test(arguments: [[ComponentKind.machineID], [.networkCard], [.machineID, .processor]])
    func `Not at all where it names too little`(kinds: [ComponentKind]) throws {
        let (_, key) = try vendor.sell()
        var machine = SimulatedMachine()
        machine.components = kinds.map { SimulatedMachine.component($0, "one") }
        #expect(
            try vendor.answer(machine.request(with: file, key: key)).name
                == RefusalCode.fingerprintWeak.rawValue)
    }
}
