import Activation
import COSE
import Cryptography
import Fingerprint
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

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
        let refused = refusal { _ = try vendor.vault.verifyAudit(noted: nil) }
        #expect(refused?.code == .auditBroken)
        #expect(refused?.sentence.contains("'licenses'") == true)
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
