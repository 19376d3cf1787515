import Activation
import COSE
import Cryptography
import DurableFiles
import Fingerprint
import FoundationEssentials
import GRDB
import Issuing
import Ledger
import LogProof
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

import enum TestSupport.Repository

/// `Tests/Vectors/vault-7`: a vault as the program before wrote it. Five licenses: a lease whose seats were set from two to
/// three, with two machines, of which one got another disk; a trial; one that was revoked; one by telephone; one for a user.
@Suite("A vault of the seventh version")
struct EarlierVaultTests {
    private enum Sold {
        static let lease = "3H55P-X2JT3-PW9EW-Y7593-YGTNT"
        static let trial = "VREXB-1F6CS-Q3KBQ-2W5BQ-QN0QD"
        static let revoked = "MWY9Z-AQF50-SBZ2N-7GKQC-24SRD"
        static let spoken = "B1W9E-BDR1M-WBY3M-7SAKE-3D1H6"
    }

    private let folder: TemporaryFolder
    private let now = SimulatedMachine.noon.adding(days: 1)

    init() throws {
        folder = try TemporaryFolder()
        let place = try PrivateFolder(creating: folder("vault"), otherOwner: .vaultOtherOwner)
        for name in ["vault.key", "root.key"] {
            try place.write(Repository.bytes("Tests/Vectors/vault-7/\(name)"), as: name, overwrite: false)
        }
        try edit(try Repository.text("Tests/Vectors/vault-7/ledger.sql"))
    }

    private func edit(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: folder("vault/ledger.sqlite"), configuration: configuration)
        // The script has a transaction of its own.
        try queue.inDatabase { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func opened() throws -> Vendor {
        try Vendor(opening: folder("vault"), keptIn: folder, at: now)
    }

    private func thumbprint(_ vendor: Vendor) -> LogTrust {
        .thumbprint(COSEKey.thumbprint(of: vendor.rootKey))
    }

    private func expect(_ code: RefusalCode, _ words: String = "") throws {
        for _ in 0...1 {
            let refused = refusal { try opened() }
            #expect(
                refused?.code == code && refused?.sentence.contains(words) == true,
                "\(refused?.sentence ?? "")")
            // It stays as it is.
            let locked = try LockedVault(opening: folder("vault"))
            #expect(refusal { try locked.ledger() }?.code == .vaultFromOlderVersion)
        }
    }

    @Test func `Is not read without its passphrase, before it was brought over`() throws {
        let locked = try LockedVault(opening: folder("vault"))
        #expect(refusal { try locked.ledger() }?.code == .vaultFromOlderVersion)
        #expect(refusal { try locked.checkpoint() }?.code == .vaultFromOlderVersion)
        _ = try opened()
        #expect(try locked.checkpoint().head.size > 28)
    }

    @Test func `Is brought over with its log, and is whole`() throws {
        let vendor = try opened()
        let verified = try vendor.vault.verifyLog()
        #expect(verified.isWhole && verified.head != nil, "\(verified.findings)")
        let events = try vendor.events(limit: 1000).reversed().map(\.action)
        #expect(events.first == "ledger.brought-over")
        #expect(events[1] == "vault.init" && events[28] == "product.export" && events[29] == "ledger.state")
        // It happens once.
        #expect(try opened().vault.verifyLog().root == verified.root)
    }

    @Test func `Has its customer erased, but for what its old log has, which is kept as a whole`() throws {
        let vendor = try opened()
        let erased = try vendor.vault.erase(customer: "Nordic Yard", in: vendor.surroundings)
        #expect(erased.licenses == 5 && erased.earlierRows == 5 && erased.left == nil)
        let verified = try vendor.vault.verifyLog()
        #expect(verified.isWhole, "\(verified.findings)")
        #expect(try vendor.locked().verifyLog(believing: .checkpoint).isWhole)
        let events = try vendor.events(limit: 1000)
        #expect(events.filter { $0.action == "license.add" }.map(\.detail) == [nil, nil, nil, nil, nil])
        #expect(events.filter { $0.action == "license.revoke" }.map(\.detail) == [nil])
        #expect(events.allSatisfy { $0.detail?.contains("Nordic Yard") != true })
    }

    @Test func `Decides as before`() throws {
        let vendor = try opened()
        let file = try vendor.productFile()
        let lease = try ActivationKey(written: Sold.lease)
        let disk = SimulatedMachine(1).with(.disk, "new")
        let grant = try #require(
            try vendor.answer(
                disk.vouchedRequest(with: file, for: .renewal, license: lease.licenseID(), device: 1)
            ).grant)
        #expect(grant.isSameSeat && grant.seatsInUse == 2 && grant.seats == 3 && grant.rebindings?.used == 1)
        let revoked = try ActivationKey(written: Sold.revoked)
        #expect(
            try vendor.answer(SimulatedMachine(4).request(with: file, key: revoked, device: 4)).name
                == "license.revoked")
        vendor.clock.set(SimulatedMachine.noon.adding(days: 31))
        let trial = try ActivationKey(written: Sold.trial)
        #expect(
            try vendor.answer(SimulatedMachine(3).request(with: file, key: trial, device: 3)).name
                == "license.ended")
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `Gives the same answers again`() throws {
        let queue = try DatabaseQueue(path: folder("vault/ledger.sqlite"))
        let before = try queue.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT q.bytes, s.bytes FROM requests q JOIN responses s ON s.request_digest = q.digest
                    WHERE q.carrier = 'file'
                    """
            ).map { row in (request: [UInt8](row[0] as Data), response: [UInt8](row[1] as Data)) }
        }
        try queue.close()
        #expect(before.count == 8)
        let vendor = try opened()
        let answers = try vendor.vault.desk(in: vendor.surroundings).answer(
            before.map { IncomingRequest(name: "x", bytes: $0.request, carrier: .file) })
        for (answer, before) in zip(answers, before) {
            guard case .again(let issued) = answer else {
                #expect(answer.name == "license.revoked")
                continue
            }
            #expect(issued.document.encoded == before.response)
        }
        let names = answers.map(\.name).sorted()
        #expect(names == ["corrected before", "license.revoked"] + Array(repeating: "repeated", count: 6))
    }

    // MARK: Its audit key

    @Test func `Has a key for its log that the root key does not vouch for, until it is at hand`() throws {
        let vendor = try opened()
        let locked = try LockedVault(opening: folder("vault"))
        let kept = try locked.checkpoint().checkpoint
        // The passphrase is enough, and so is a checkpoint; others are told what is missing.
        #expect(try vendor.vault.verifyLog().isWhole && !vendor.vault.verifyLog().isCertified)
        #expect(try locked.verifyLog(believing: .checkpoint, extending: kept).extended != nil)
        let uncertain = try locked.verifyLog(believing: thumbprint(vendor))
        #expect(uncertain.head == nil && uncertain.findingCount == 1)
        #expect(
            uncertain.findings.first?.sentence.hasPrefix("The root key has not vouched for the audit key yet")
                == true)
        #expect(refusal { try locked.prove(1) }?.code == .vaultRootKeyAway)

        // The file is as it was, and still the root key is asked for: it vouches for the audit key.
        let bytes = try folder.read("vault/root.key")
        folder.remove("vault/root.key")
        #expect(refusal { try vendor.productFile() }?.code == .vaultRootKeyAway)
        try folder.write(bytes, to: "vault/root.key")
        #expect(try vendor.productFile().body.version == 2)
        folder.remove("vault/root.key")
        #expect(try vendor.productFile().body.version == 2)
        for verified in [
            try vendor.vault.verifyLog(extending: kept),
            try locked.verifyLog(believing: .checkpoint, extending: kept),
            try locked.verifyLog(believing: thumbprint(vendor), extending: kept),
        ] {
            #expect(
                verified.isWhole && verified.isCertified && verified.extended?.head == kept.unverifiedHead)
        }
        #expect(try vendor.events(limit: 1).first?.action == "audit-key.certify")
        let given = try locked.prove(5).given
        let believed = COSEKey.thumbprint(of: vendor.rootKey)
        #expect(try ShownEvent(given, believing: believed).event.action == "license.add")
        // The key is the same one, and opens.
        _ = try opened().sell()
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `Is not taken from one who replaced the key that nobody vouches for`() throws {
        let vendor = try opened()
        let kept = try LockedVault(opening: folder("vault")).checkpoint().checkpoint
        let other = try SimulatedVendor.signingKey(77).publicKey.hexadecimal
        try vendor.tamper("UPDATE audit_keys SET public_key = x'\(other)'")
        #expect(refusal { try opened() }?.code == .vaultDamaged)
        #expect(refusal { try vendor.productFile() }?.code == .vaultDamaged)
        let locked = try LockedVault(opening: folder("vault"))
        for trust in [LogTrust.checkpoint, thumbprint(vendor)] {
            #expect(
                try locked.verifyLog(believing: trust, extending: kept).findings.first?.sentence
                    .hasPrefix("A row of the table 'audit_keys' is not what event 1 wrote") == true)
        }
    }

    // MARK: Tampered with before

    @Test(arguments: [
        ("UPDATE audit SET detail = 'nothing' WHERE seq = 7", "audit log is not whole"),
        ("DELETE FROM audit WHERE seq = 28", "audit log is not whole"),
        ("UPDATE audit_head SET count = 27", "audit log is not whole"),
        ("DELETE FROM revocations", "'revocations'"),
        ("UPDATE revocations SET license_id = (SELECT id FROM licenses LIMIT 1)", "license.revoke"),
        ("DELETE FROM rebindings", "'rebindings'"),
        ("UPDATE products SET rebindings = 3", "policy of 'hull-designer'"),
        ("UPDATE products SET threshold = 30", "policy of 'hull-designer'"),
        ("UPDATE licenses SET seats = 2 WHERE seats = 3", "has 2 seats, and 3 in its audit log"),
    ])
    func `Is not brought over where it is not what its log tells`(change: String, words: String) throws {
        for table in ["audit", "rebindings"] {
            for what in ["updated", "deleted"] { try edit("DROP TRIGGER IF EXISTS \(table)_never_\(what)") }
        }
        try edit(change)
        try expect(.auditBroken, words)
    }

    @Test(arguments: [
        "UPDATE licenses SET seats = 99 WHERE seats = 5",
        "UPDATE licenses SET kind = 0, days = NULL WHERE kind = 3",
        "UPDATE signing_keys SET not_before = 0", "UPDATE licenses SET sealed_proof = zeroblob(72)",
    ])
    func `Nor where its seals are broken`(change: String) throws {
        try edit(change)
        try expect(.vaultDamaged)
    }
}
