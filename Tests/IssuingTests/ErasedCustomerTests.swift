import Activation
import COSE
import DurableFiles
import Ledger
import LogProof
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import Issuing

@Suite("A customer who is erased")
struct ErasedCustomerTests {
    /// What is looked for; the vendor of the tests sells to them.
    private static let name = "Nordic Yard"

    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let machine = SimulatedMachine()

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    private func erase(_ name: String = name) throws -> ErasedCustomer {
        try vendor.vault.erase(customer: name, in: vendor.surroundings)
    }

    private func standing(_ id: LicenseID) throws -> LicenseStanding {
        try #require(vendor.vault.ledger.read { (ledger) throws(Refusal) in try ledger.license(id.bytes) })
    }

    /// Whether the ledger's files have a text anywhere.
    private func holds(_ text: String) throws -> Bool {
        for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
            let path = vendor.temporary("vault/\(name)")
            guard try fileKind(at: path) != nil else { continue }
            let bytes = try readFile(path, limit: 1 << 26)
            if bytes.split(separator: Array(text.utf8), maxSplits: 1, omittingEmptySubsequences: false).count
                > 1
            {
                return true
            }
        }
        return false
    }

    /// A note at the license, and a reason at a change of its machine: no command of today writes a note.
    private func write(note: String, reason: String, at id: LicenseID) throws {
        let (vault, random) = (vendor.vault, vendor.surroundings.random)
        try vault.ledger.write { (writer) throws(Refusal) in
            guard let license = try writer.license(id.bytes)?.license,
                let seat = try writer.activations(ofLicense: id.bytes).first
            else { throw Refusal(.internalInconsistency) }
            let changed = license.changed(note: note, event: try writer.eventNumber())
            let secret = try SealedProofKey.open(license, with: vault.keys)
            try writer.setLicense(
                try SealedProofKey.seal(secret, in: changed, with: vault.keys, random: random))
            try writer.addRebinding(
                RebindingRecord(
                    licenseID: id.bytes, activationID: seat.id, parts: 1, at: 5, carrier: "file",
                    reason: reason))
            try writer.appendAudit(
                AuditEntry(
                    at: 5, actor: "desk", action: "seat.rebound", subject: .license(id), detail: reason))
        }
    }

    private func sell(to customer: String) throws -> LicenseID {
        try vendor.vault.add(
            Vault.NewLicense(
                product: Vendor.product, customer: customer, term: .perpetual, binding: .machine, seats: 1,
                features: [],
                maintenanceUntil: nil),
            in: vendor.surroundings
        ).id
    }

    /// Sells much, also to others before and after them in the order of names, and leaves their words in all places.
    private func sellMuch() throws -> (id: LicenseID, key: ActivationKey) {
        let sold = try vendor.sell()
        for number in 0..<80 {
            _ = try vendor.sell()
            _ = try sell(
                to: "\(number % 2 == 0 ? "Nord" : "Nore") \(number)" + String(repeating: "x", count: 100))
        }
        _ = try vendor.answer(machine.request(with: file, key: sold.key, device: 7))
        try write(note: "the yard pays late", reason: "the yard's crane was hit", at: sold.id)
        _ = try vendor.vault.revoke(sold.id, reason: "the yard closed", in: vendor.surroundings)
        return sold
    }

    @Test func `is in no file of the ledger any more, and neither is what was written about them`() throws {
        let sold = try sellMuch()
        let words = [Self.name, "the yard pays late", "the yard's crane", "the yard closed", "request 0"]
        for word in words { #expect(try holds(word), "\(word)") }
        let erased = try erase()
        #expect(erased.name == "erased customer 1" && erased.licenses == 81 && erased.left == nil)
        #expect(erased.earlierRows == 0)
        for word in words { #expect(try !holds(word), "\(word)") }
        let standing = try standing(sold.id)
        #expect(standing.customerName == "erased customer 1" && standing.license.note == "")
        #expect(standing.revocation?.reason == "erased" && standing.revocation?.at != nil)
    }

    /// Zeros in the place of what is erased do not reach copies in pages, or parts of pages, that are not used any more.
    @Test func `leaves no copy in parts of the file that are not used`() throws {
        _ = try vendor.sell()
        try vendor.tamper(
            "PRAGMA secure_delete = OFF", "CREATE TABLE unused (name TEXT)",
            "INSERT INTO unused VALUES ('Nordic Yard')", "DROP TABLE unused")
        _ = try erase()
        #expect(try !holds(Self.name))
        #expect(try vendor.findings() == [])
    }

    @Test func `leaves the log whole, with and without the passphrase, and for old checkpoints`() throws {
        _ = try sellMuch()
        let kept = try vendor.locked().checkpoint().checkpoint
        let size = try vendor.vault.verifyLog().size
        _ = try erase()
        let verified = try vendor.vault.verifyLog(extending: kept)
        #expect(verified.isWhole, "\(verified.findings)")
        // One for the customer, and one for each license.
        #expect(verified.size > size && verified.extended != nil)
        for trust in [LogTrust.checkpoint, .thumbprint(COSEKey.thumbprint(of: vendor.rootKey))] {
            let verified = try vendor.locked().verifyLog(believing: trust, extending: kept)
            #expect(verified.isWhole && verified.extended != nil, "\(verified.findings)")
        }
    }

    @Test func `has a history without words, and others have theirs`() throws {
        let sold = try sellMuch()
        let other = try sell(to: "Quay")
        _ = try erase()
        let theirs = try vendor.events(AuditFilter(subjects: [.license(sold.id)]))
        #expect(
            theirs.map(\.action) == [
                "customer.erase", "license.revoke", "seat.rebound", "request.granted", "license.add",
            ])
        #expect(theirs.dropFirst().allSatisfy { $0.detail == nil })
        let others = try vendor.events(AuditFilter(subjects: [.license(other)]))
        #expect(others.map { $0.detail?.contains("Quay") } == [true])
        #expect(try vendor.events(AuditFilter(subjects: [.other("customer 1")])).count == 1)
    }

    @Test func `keeps their licenses and seats, and what was counted`() throws {
        let sold = try vendor.sell(seats: 2)
        let request = try machine.request(with: file, key: sold.key, device: 7)
        let first = try vendor.answer(request)
        try write(note: "", reason: "the yard's crane was hit", at: sold.id)
        _ = try erase()
        #expect(try vendor.answer(request).grant?.license == first.grant?.license)
        #expect(try vendor.answer(request).name == "repeated")
        _ = try vendor.answer(SimulatedMachine(2).request(with: file, key: sold.key, device: 8))
        #expect(try vendor.seatsInUse(sold.id) == 2)
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            #expect(try ledger.rebindings(ofLicense: sold.id.bytes, after: 0) == 1)
        }
        #expect(try vendor.findings() == [])
    }

    @Test func `can be erased once more, with what was written since then`() throws {
        let sold = try sellMuch()
        let first = try erase()
        _ = try vendor.vault.revoke(
            try vendor.sell().id, reason: "sold to the yard again", in: vendor.surroundings)
        #expect(try vendor.findings() == [])
        #expect(try erase(first.name).name == first.name)
        #expect(try vendor.findings() == [])
        #expect(try standing(sold.id).revocation?.reason == "erased")
        // They came back under their name, and are another customer now.
        #expect(try holds("sold to the yard again"))
        #expect(try erase().name == "erased customer 82")
        #expect(try !holds("sold to the yard again"))
        #expect(try vendor.findings() == [])
    }

    @Test func `gets a name that nobody has`() throws {
        _ = try vendor.sell()
        _ = try sell(to: "erased customer 1")
        #expect(try erase().name == "erased customer 1'")
        #expect(try vendor.findings() == [])
    }

    @Test func `must be there, by the whole name`() throws {
        _ = try vendor.sell()
        for name in ["Nordic", "nordic yard", ""] {
            #expect(refusal { try erase(name) }?.code == .customerUnknown)
        }
        #expect(try vendor.events().filter { $0.action == "customer.erase" }.isEmpty)
    }

    /// Only where the row was read is its code looked at; what stands beside an event is hashed.
    @Test(arguments: [
        "UPDATE events SET beside = NULL WHERE action = 'license.add'",
        "UPDATE events SET bytes = randomblob(200) WHERE action = 'license.add'",
        "UPDATE licenses SET note = 'x'", "UPDATE customers SET created_at = 1",
    ])
    func `is not erased from a ledger that was changed`(statement: String) throws {
        let sold = try vendor.sell()
        // The last event is looked at in any case.
        _ = try vendor.answer(machine.request(with: file, key: sold.key, device: 7))
        try vendor.tamper("DROP TRIGGER events_never_updated", statement)
        #expect(refusal { try erase() }?.code == .vaultDamaged)
        #expect(try holds(Self.name))
    }

    @Test func `is still named in a log of an earlier version, and that is told`() throws {
        _ = try vendor.sell()
        try vendor.tamper(
            "CREATE TABLE audit (detail TEXT)",
            "INSERT INTO audit VALUES ('p for Nordic Yard'), ('p for Quay')")
        #expect(try erase().earlierRows == 1)
    }
}
