import Activation
import COSE
import Cryptography
import DurableFiles
import Issuing
import Ledger
import LogProof
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("A log that is verified")
struct VerifiedLogTests {
    private let vendor: Vendor
    private let thumbprint: SHA256Digest

    init() throws {
        vendor = try Vendor()
        thumbprint = COSEKey.thumbprint(of: vendor.rootKey)
        _ = try vendor.sell()
    }

    /// The vault as it is now, in a folder of its own, opened.
    private func copy(of vendor: Vendor) throws -> Vendor {
        let folder = try TemporaryFolder()
        let path = folder("vault")
        let place = try PrivateFolder(creating: path, otherOwner: .vaultOtherOwner)
        for name in ["vault.key", "root.key"] {
            try place.write(vendor.temporary.read("vault/" + name), as: name, overwrite: false)
        }
        try vendor.tamper("VACUUM INTO '\(path)/ledger.sqlite'")
        return try Vendor(opening: path, keptIn: folder, at: vendor.clock.now)
    }

    private func checkpoint(of vendor: Vendor) throws -> Checkpoint {
        try Checkpoint(encoded: vendor.locked().checkpoint().checkpoint.encoded)
    }

    private func findings(
        _ trust: LogTrust, extending checkpoint: Checkpoint? = nil, of other: Vendor? = nil
    ) throws -> [String] {
        let verified = try (other ?? vendor).locked().verifyLog(believing: trust, extending: checkpoint)
        #expect(verified.isWhole == verified.findings.isEmpty)
        if !verified.isWhole { #expect(verified.extended == nil) }
        return verified.findings.map(\.sentence)
    }

    // MARK: By the root key

    @Test func `Tells its size, its root and its head, with the passphrase and without`() throws {
        let open = try vendor.vault.verifyLog()
        let locked = try vendor.locked().verifyLog(believing: .thumbprint(thumbprint))
        for verified in [open, locked] {
            #expect(verified.isWhole && verified.isCertified && verified.findingCount == 0)
            #expect(verified.size == 4 && verified.rootKey == thumbprint && verified.extended == nil)
            #expect(verified.head?.head.size == 4 && verified.head?.head.root.bytes == verified.root)
            #expect(verified.head?.head.time == vendor.clock.now.rawValue)
        }
        #expect(open.root == locked.root)
        vendor.clock.advance(days: 1)
        _ = try vendor.sell()
        let later = try vendor.vault.verifyLog()
        #expect(later.size == 5 && later.root != open.root)
        #expect(later.head?.head.time == vendor.clock.now.rawValue)
    }

    @Test func `Is not that of another root key`() throws {
        let other = try Vendor()
        let wrong = COSEKey.thumbprint(of: other.rootKey)
        let verified = try vendor.locked().verifyLog(believing: .thumbprint(wrong))
        #expect(!verified.isWhole && verified.head == nil && !verified.isCertified)
        #expect(
            verified.findings.map(\.sentence) == [
                "The log is signed under another root key than the one that was given."
            ])
        // What the ledger names is told, so that the two can be compared.
        #expect(verified.rootKey == thumbprint)
    }

    @Test func `Tells how far it has come`() throws {
        try vendor.vault.ledger.write { (writer) throws(Refusal) in
            for _ in 0..<20_100 {
                try writer.appendAudit(AuditEntry(at: 1, actor: "desk", action: "phone.kept"))
            }
        }
        var told: [Int64] = []
        #expect(try vendor.vault.verifyLog { told.append($0) }.isWhole)
        #expect(told == [10_000, 20_000])
    }

    // MARK: By a checkpoint

    @Test func `Extends its own checkpoints, which need no root key`() throws {
        var kept: [Checkpoint] = []
        for _ in 0..<5 {
            kept.append(try checkpoint(of: vendor))
            _ = try vendor.sell()
        }
        kept.append(try checkpoint(of: vendor))
        for (place, checkpoint) in kept.enumerated() {
            for trust in [LogTrust.checkpoint, .thumbprint(thumbprint), .rootKey(vendor.rootKey)] {
                let verified = try vendor.locked().verifyLog(believing: trust, extending: checkpoint)
                #expect(verified.isWhole && verified.size == 9)
                #expect(verified.extended?.head == checkpoint.unverifiedHead)
                #expect(verified.extended?.head.size == UInt64(4 + place))
            }
            #expect(try vendor.vault.verifyLog(extending: checkpoint).extended != nil)
        }
    }

    @Test func `That lost its last events does not extend a checkpoint that has them`() throws {
        let backup = try copy(of: vendor)
        _ = try vendor.sell()
        let kept = try checkpoint(of: vendor)
        // By itself the older ledger is whole: that it is an older one, only the checkpoint shows.
        #expect(try findings(.thumbprint(thumbprint), of: backup) == [])
        let words = [
            "The checkpoint has 5 events, and the log only 4: what came later is lost, or was removed."
        ]
        #expect(try findings(.checkpoint, extending: kept, of: backup) == words)
        #expect(try findings(.thumbprint(thumbprint), extending: kept, of: backup) == words)
        #expect(try backup.vault.verifyLog(extending: kept).findings.map(\.sentence) == words)
    }

    @Test func `Whose history was changed after it, by who has all keys, does not extend it`() throws {
        let before = try checkpoint(of: vendor)
        let backup = try copy(of: vendor)
        _ = try vendor.sell()
        let kept = try checkpoint(of: vendor)
        for _ in 0..<2 {
            // As many events as the checkpoint has, and then more.
            _ = try backup.sell()
            #expect(try findings(.thumbprint(thumbprint), of: backup) == [])
            #expect(try findings(.checkpoint, extending: before, of: backup) == [])
            #expect(
                try findings(.checkpoint, extending: kept, of: backup) == [
                    "The first 5 events are not those of the checkpoint: history was changed after it was made."
                ])
        }
        #expect(try findings(.checkpoint, extending: kept) == [])
    }

    @Test func `Does not extend the checkpoint of another vault, however many events that has`() throws {
        let other = try Vendor()
        for _ in 0..<3 {
            let foreign = try checkpoint(of: other)
            for trust in [LogTrust.checkpoint, .thumbprint(thumbprint)] {
                let words = try findings(trust, extending: foreign)
                #expect(words.count == 1)
                #expect(
                    words.first?.hasPrefix("The checkpoint is of another log") == true)
            }
            _ = try other.sell()
        }
    }

    @Test func `Does not extend a checkpoint of which a bit was changed`() throws {
        let encoded = try checkpoint(of: vendor).encoded
        _ = try vendor.sell()
        var read = 0
        for place in encoded.indices {
            var changed = encoded
            changed[place] ^= 1
            guard let checkpoint = try? Checkpoint(encoded: changed) else { continue }
            read += 1
            #expect(try findings(.checkpoint, extending: checkpoint).count == 1, "byte \(place)")
        }
        // Of the root and the signature each byte can be another one.
        #expect(read >= 32 + 64)
    }

    // MARK: Tampered with

    @Test(arguments: [
        ("DELETE FROM events WHERE number = 3", "Event 3 is missing."),
        ("DELETE FROM events WHERE number = 4", "event 4 is missing"),
        ("UPDATE events SET number = 5 WHERE number = 4", "Event 4 is missing."),
        (
            "UPDATE events SET bytes = (SELECT bytes FROM events WHERE number = 3) WHERE number = 4",
            "Event 4 is listed"
        ),
        ("UPDATE events SET tallied = NULL", "Event 4 is listed"),
        ("UPDATE events SET tallied = 1 WHERE number = 2", "Event 2 is listed"),
        ("DELETE FROM log_end", "The end of the log, with its signed head, is missing."),
        ("UPDATE log_end SET size = 3", "The end of the audit log was changed"),
        ("UPDATE log_end SET peaks = zeroblob(length(peaks))", "do not add up to the signed end of the log"),
        ("UPDATE log_end SET head = zeroblob(100)", "of the log is"),
    ])
    func `Says what was done to it`(change: String, words: String) throws {
        for trigger in ["events_never_updated", "events_never_deleted", "log_end_never_deleted"] {
            try vendor.tamper("DROP TRIGGER \(trigger)")
        }
        try vendor.tamper(change)
        for found in try [vendor.findings(), findings(.thumbprint(thumbprint))] {
            #expect(found.count == 1 && found[0].contains(words), "\(found)")
        }
        // Nothing is appended to it but where only people are told wrongly.
        if !change.contains("number = 3") && !change.contains("tallied")
            && !change.contains("WHERE number = 2")
        {
            #expect(refusal { try vendor.sell() }?.code == .auditBroken)
        }
    }

    @Test func `With a genuine older head is found, and gives no checkpoint`() throws {
        try vendor.keep("log_end")
        _ = try vendor.sell()
        try vendor.tamper("UPDATE log_end SET head = (SELECT head FROM kept_log_end)")
        #expect(
            try findings(.thumbprint(thumbprint)).first?.hasPrefix(
                "The signed head of the log is not that of these events") == true)
        #expect(refusal { try vendor.locked().checkpoint() }?.code == .auditBroken)
        #expect(refusal { try vendor.locked().prove(1) }?.code == .auditBroken)
        #expect(refusal { try vendor.sell() }?.code == .auditBroken)
    }

    @Test func `Of another vault is not taken for this one's`() throws {
        let other = try Vendor()
        _ = try other.sell()
        try other.tamper("VACUUM INTO '\(vendor.temporary("other.sqlite"))'")
        try vendor.vault.ledger.close()
        for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
            vendor.temporary.remove("vault/" + name)
        }
        try vendor.temporary.write(vendor.temporary.read("other.sqlite"), to: "vault/ledger.sqlite")
        #expect(
            try findings(.thumbprint(thumbprint)) == [
                "The log is signed under another root key than the one that was given."
            ])
        #expect(refusal { try vendor.unlock() }?.code == .vaultDamaged)
    }
}
