import Activation
import COSE
import Cryptography
import Ledger
import LogProof
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import Issuing

@Suite("The keys that sign the log")
struct AuditKeyTests {
    private let vendor: Vendor
    private let thumbprint: SHA256Digest

    init() throws {
        vendor = try Vendor()
        thumbprint = COSEKey.thumbprint(of: vendor.rootKey)
    }

    private func keys(of vendor: Vendor? = nil) throws -> [AuditKeyRecord] {
        try (vendor ?? self.vendor).vault.ledger.read { (ledger) throws(Refusal) in try ledger.auditKeys() }
    }

    private func lockedFindings() throws -> [String] {
        try vendor.locked().verifyLog(believing: .thumbprint(thumbprint)).findings.map(\.sentence)
    }

    /// Writes an audit key as who has the vault's keys could.
    private func write(_ make: (AuditKeyRecord, Int64) throws(Refusal) -> AuditKeyRecord, isNew: Bool) throws
    {
        try vendor.vault.ledger.write { (writer) throws(Refusal) in
            let records = try writer.auditKeys()
            guard let first = records.first else { throw Refusal(.vaultDamaged) }
            let record = try make(first, try writer.eventNumber())
            if isNew { try writer.addAuditKey(record) } else { try writer.setAuditKey(record) }
            try writer.appendAudit(vendor.vault.entry(.auditKeyCertified, of: .none, in: vendor.surroundings))
        }
    }

    private func record(
        like record: AuditKeyRecord, number: Int64? = nil, key: SigningKey? = nil, rootKey: PublicKey? = nil,
        certificate: [UInt8]?, event: Int64
    ) throws(Refusal) -> AuditKeyRecord {
        AuditKeyRecord(
            number: number ?? record.number, publicKey: key?.publicKey.bytes ?? record.publicKey,
            sealedSecret: record.sealedSecret, rootKey: rootKey?.bytes ?? record.rootKey,
            notBefore: record.notBefore, certificate: certificate, createdAt: record.createdAt, event: event)
    }

    @Test func `Are certified from the first event on`() throws {
        let key = try #require(try keys().first)
        #expect(try keys().count == 1 && key.number == 1 && key.event == 1)
        #expect(key.rootKey == vendor.rootKey.bytes)
        let certified = try AuditKeyCertificate(encoded: #require(key.certificate)).verified(
            by: vendor.rootKey)
        #expect(certified.publicKey.bytes == key.publicKey && certified.number == 1)
    }

    @Test(arguments: [
        "public_key = zeroblob(32)", "root_key = zeroblob(32)", "certificate = NULL", "not_before = 0",
        "sealed_secret = zeroblob(72)", "number = 2", "event = 2", "row_code = zeroblob(16)",
    ])
    func `Are not opened where their row was changed`(change: String) throws {
        try vendor.tamper("UPDATE audit_keys SET \(change)")
        #expect(refusal { try vendor.unlock() }?.code == .vaultDamaged)
        #expect(try vendor.vault.verifyLog().findingCount > 0)
        // The code of a row can be checked with the passphrase only.
        #expect(try lockedFindings().isEmpty == change.contains("row_code"))
    }

    @Test func `Are not another vault's, which its own root key vouches for`() throws {
        let other = try Vendor()
        let key = try #require(try keys(of: other).first)
        let certificate = try #require(key.certificate)
        try vendor.tamper(
            """
            UPDATE audit_keys SET public_key = x'\(Hexadecimal.encode(key.publicKey))',
                root_key = x'\(Hexadecimal.encode(key.rootKey))', certificate = x'\(Hexadecimal.encode(certificate))'
            """)
        #expect(refusal { try vendor.unlock() }?.code == .vaultDamaged)
        #expect(refusal { try vendor.locked().checkpoint() }?.code == .auditBroken)
        #expect(
            try lockedFindings().contains {
                $0.hasPrefix("A row of the table 'audit_keys' is not what event 1 wrote")
            })
        #expect(try vendor.findings().count > 0)
    }

    @Test(arguments: ["key", "root"])
    func `Are never put in the place of another, even by who has the vault's keys`(what: String) throws {
        let kept = try vendor.locked().checkpoint().checkpoint
        let other = try SimulatedVendor.signingKey(77)
        try write(
            { (first, event) throws(Refusal) in
                guard what == "root", let key = try? PublicKey(first.publicKey) else {
                    return try record(like: first, key: other, certificate: first.certificate, event: event)
                }
                return try record(
                    like: first, rootKey: other.publicKey,
                    certificate: try SealedAuditKey.certificate(
                        of: key, number: 1, notBefore: first.notBefore, by: other), event: event)
            }, isNew: false)
        let words = "Event 4 puts another audit key in the place of one."
        #expect(try vendor.findings().contains(words))
        #expect(try lockedFindings().contains(words))
        #expect(
            try vendor.locked().verifyLog(believing: .checkpoint, extending: kept).findings.first?.event == 4)
        #expect(refusal { try vendor.unlock() }?.code == .vaultDamaged)
    }

    @Test func `Have successors only if the root key vouches for each`() throws {
        let kept = try vendor.locked().checkpoint().checkpoint
        let (other, stranger) = (try SimulatedVendor.signingKey(77), try SimulatedVendor.signingKey(78))
        try write(
            { (first, event) throws(Refusal) in
                try record(
                    like: first, number: 2, key: other,
                    certificate: try SealedAuditKey.certificate(
                        of: other.publicKey, number: 2, notBefore: first.notBefore, by: stranger),
                    event: event)
            }, isNew: true)
        for verified in [
            try vendor.vault.verifyLog(), try vendor.locked().verifyLog(believing: .thumbprint(thumbprint)),
            try vendor.locked().verifyLog(believing: .checkpoint, extending: kept),
        ] {
            #expect(verified.findingCount == 1 && verified.head == nil && verified.extended == nil)
            #expect(
                verified.findings.first?.sentence.hasPrefix("An audit key is not certified as it should be")
                    == true)
        }
    }

    @Test func `Have no successor without a certificate`() throws {
        let other = try SimulatedVendor.signingKey(77)
        try write(
            { (first, event) throws(Refusal) in
                try record(like: first, number: 2, key: other, certificate: nil, event: event)
            }, isNew: true)
        #expect(try vendor.findings().count == 1 && lockedFindings().count == 1)
        #expect(try !vendor.vault.verifyLog().isCertified)
        #expect(refusal { try vendor.locked().prove(1) }?.code != nil)
    }

    @Test func `Are not certified by a certificate that is another key's`() throws {
        let (root, other) = (
            try rootKey(), try SimulatedVendor.signingKey(77).publicKey
        )
        for number: Int64 in [1, 2] {
            try write(
                { (first, event) throws(Refusal) in
                    let publicKey = number == 1 ? other : (try? PublicKey(first.publicKey)) ?? other
                    return try record(
                        like: first,
                        certificate: try SealedAuditKey.certificate(
                            of: publicKey, number: number, notBefore: first.notBefore, by: root), event: event
                    )
                }, isNew: false)
            #expect(
                try lockedFindings() == ["The certificate of audit key 1 is that of another key."])
        }
    }

    private func rootKey() throws -> SigningKey {
        try vendor.rootKeySource().key(in: vendor.vault.folder)
    }
}
