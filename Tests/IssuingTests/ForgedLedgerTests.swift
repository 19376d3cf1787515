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
            INSERT INTO signing_keys (kid, public_key, sealed_secret, not_before, created_at, event, row_code)
            VALUES (x'\(kid)', x'\(key.hexadecimal)', zeroblob(72), 0, 0, 2, zeroblob(16))
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
            "DROP TRIGGER documents_never_updated",
            "UPDATE documents SET bytes = x'\(Hexadecimal.encode(forged.encoded))'")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
        // Nor where the row names it.
        try vendor.tamper(
            "DROP TRIGGER product_files_never_updated",
            "UPDATE documents SET digest = x'\(SHA256Digest(of: forged.encoded).hexadecimal)'",
            "UPDATE product_files SET document = x'\(SHA256Digest(of: forged.encoded).hexadecimal)'")
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
        #expect(try !vendor.vault.verifyLog().isWhole)
    }

    @Test func `A product file that stands in the ledger as text is damaged, though the text is genuine`()
        throws
    {
        let genuine = try vendor.productFile()
        for bytes in [Armour(kind: .product, bytes: genuine.encoded).text, genuine.encoded + [10]] {
            try vendor.tamper(
                "DROP TRIGGER IF EXISTS documents_never_updated",
                "UPDATE documents SET bytes = x'\(Hexadecimal.encode(bytes))'")
            #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
            #expect(try vendor.findings().count == 1)
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

    @Test func `A log that was cut off with its end does not tell of all that is there`() throws {
        #expect(try vendor.vault.verifyLog().isWhole)
        try vendor.keep("log_end")
        _ = try vendor.sell(seats: 1000)
        #expect(try vendor.vault.verifyLog().isWhole)
        try vendor.tamper("DROP TRIGGER events_never_deleted", "DELETE FROM events WHERE number > 3")
        #expect(
            try vendor.findings() == [
                "The log ends with event 3, and its end tells of 4: event 4 is missing."
            ])
        #expect(refusal { try vendor.sell() }?.code == .auditBroken)
        try vendor.putBack("log_end")
        // The end is a genuine one, and so nothing is wrong with the log; but with all that it does not tell of.
        #expect(
            try vendor.findings().contains(
                "A row of the table 'licenses' was written by no event: it was added."))
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
