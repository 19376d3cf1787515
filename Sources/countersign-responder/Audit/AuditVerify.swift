import Activation
import ArgumentParser
import COSE
import CommandSupport
import Cryptography
import Issuing
import Ledger
import LogProof
import Refusals

/// `countersign-responder audit verify`.
struct AuditVerify: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the whole log, and everything in the ledger against it.",
        discussion: """
            Without options it asks for the passphrase, and checks the codes of all rows too. With --root-key or \
            --checkpoint no passphrase is needed: anybody who has a copy of the vault can check it.

            Keep a checkpoint outside the vault, from 'audit checkpoint'. If the whole vault was put back to an earlier \
            state, its log is a genuine older one, and only a checkpoint shows it.

            With --receipt it needs no vault at all: it checks what 'audit prove' wrote, and says what the event says.
            """)

    @Option(
        name: .customLong("root-key"),
        help: ArgumentHelp(
            "The thumbprint of the vendor's root key, 64 digits. Not needed with the passphrase.",
            valueName: "thumbprint"))
    var rootKey: String?

    @Option(
        help: ArgumentHelp(
            "A checkpoint that was kept: today's log must extend it.",
            discussion: "The file, a picture of its code, or - for standard input.", valueName: "file"))
    var checkpoint: String?

    @Option(
        help: ArgumentHelp(
            "Check the receipt of one event instead of a vault. Needs --root-key.", valueName: "file"))
    var receipt: String?

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        if let receipt { return try check(receipt, in: context) }
        let checkpoint = try checkpoint.map { (path) throws(Refusal) in
            try CheckpointFile.read(path, in: context)
        }
        let verified = try verify(extending: checkpoint, in: context)
        guard !verified.isOfOtherRootKey else { throw otherRootKey(verified) }
        guard verified.isWhole else { throw try tell(verified, in: context) }
        try context.show(AuditVerifyReport(verified), as: global.format)
    }

    private func check(_ receipt: String, in context: CommandContext) throws(Refusal) {
        guard checkpoint == nil else {
            throw Refusal(
                .usageInvalid, "A receipt is about one event, and a checkpoint about the whole log.",
                remedy: "Check them one after the other: give --receipt or --checkpoint.")
        }
        guard let rootKey else {
            throw Refusal(
                .usageInvalid,
                "A receipt is checked with the thumbprint of the vendor's root key, and none was given.",
                remedy:
                    "Get it from where the vendor publishes it, not with the receipt, and give it with --root-key."
            )
        }
        let thumbprint = try OptionText.thumbprint(rootKey)
        let shown = try ShownEvent(try ReceiptFile.read(receipt, in: context), believing: thumbprint)
        try context.show(AuditReceiptReport(event: ToldEvent(shown)), as: global.format)
    }

    private func verify(
        extending checkpoint: Checkpoint?, in context: CommandContext
    ) throws(Refusal) -> VerifiedLog {
        if let rootKey {
            return try verify(
                believing: .thumbprint(try OptionText.thumbprint(rootKey)), checkpoint, in: context)
        }
        if checkpoint != nil, vaultOptions.passphrase.passphraseFile == nil {
            return try verify(believing: .checkpoint, checkpoint, in: context)
        }
        guard vaultOptions.passphrase.passphraseFile != nil || context.terminal.isInteractive else {
            throw Refusal(
                .passphraseMissing,
                remedy:
                    "Give --passphrase-file FILE; or --root-key or --checkpoint, which need no passphrase.")
        }
        let vault = try vaultOptions.vault(in: context)
        var progress = try Self.progress(over: vault.ledger, in: context)
        return try vault.verifyLog(extending: checkpoint) { progress.update(Int(clamping: $0)) }
    }

    private func verify(
        believing trust: LogTrust, _ checkpoint: Checkpoint?, in context: CommandContext
    ) throws(Refusal) -> VerifiedLog {
        let vault = try vaultOptions.place.locked(in: context)
        var progress = try Self.progress(over: vault.ledger(), in: context)
        return try vault.verifyLog(believing: trust, extending: checkpoint) {
            progress.update(Int(clamping: $0))
        }
    }

    private static func progress(
        over ledger: LedgerDatabase, in context: CommandContext
    ) throws(Refusal) -> Progress {
        let events = try ledger.read { (reader) throws(Refusal) in try reader.eventCount() }
        return Progress("checking events", total: Int(clamping: events), in: context)
    }

    /// The public key itself also has 64 digits, and `init` prints both.
    private func otherRootKey(_ verified: VerifiedLog) -> Refusal {
        guard let rootKey, let given = try? OptionText.thumbprint(rootKey),
            given.bytes == verified.rootPublicKey
        else { return Refusal(.auditOtherRootKey) }
        return Refusal(
            .usageInvalid, "--root-key needs a thumbprint, and was given the root key itself.",
            remedy: "Give the thumbprint of that key, from where the vendor publishes it.")
    }

    /// Those who have no passphrase have a copy of somebody else's vault.
    private var remedy: String? {
        guard rootKey != nil || (checkpoint != nil && vaultOptions.passphrase.passphraseFile == nil) else {
            return nil
        }
        return "Keep this copy as it is, write down what was found, and ask the vendor about it."
    }

    private func broken(_ sentence: String) -> Refusal {
        guard let remedy else { return Refusal(.auditBroken, sentence) }
        return Refusal(.auditBroken, sentence, remedy: remedy)
    }

    /// One finding is refused as what it is; of several, each is shown first.
    private func tell(_ verified: VerifiedLog, in context: CommandContext) throws(Refusal) -> Refusal {
        if global.format == .json || verified.findingCount > 1 {
            try context.show(LogFindingsReport(verified), as: global.format)
        }
        guard verified.findingCount > 1 else { return broken(verified.findings[0].sentence) }
        return broken(
            "The log and the ledger are wrong in \(verified.findingCount) places, which are listed above.")
    }
}

private struct AuditVerifyReport: Report {
    /// What is broken is refused; so here it is always true.
    let whole = true
    let events: Int64
    let root: String
    let at: String?
    let rootKeyThumbprint: String?
    let extendsCheckpointOf: UInt64?
    /// Whether the root key vouches for the audit key.
    let certified: Bool

    enum CodingKeys: String, CodingKey {
        case whole, events, root, at, certified
        case rootKeyThumbprint = "root_key_thumbprint"
        case extendsCheckpointOf = "extends_checkpoint_of"
    }

    init(_ verified: VerifiedLog) {
        events = verified.size
        root = Hexadecimal.encode(verified.root)
        at = verified.head.map { UnixTime(rawValue: $0.head.time).description }
        rootKeyThumbprint = verified.rootKey?.hexadecimal
        extendsCheckpointOf = verified.extended?.head.size
        certified = verified.isCertified
    }

    func render(into text: inout TextReport) {
        text.field("log", "whole, \(events) events", .good)
        text.field("signed", at)
        text.field("root", root)
        text.field("root key", rootKeyThumbprint)
        text.field(
            "checkpoint",
            extendsCheckpointOf.map {
                "its \($0) events are unchanged, \(max(events - Int64(clamping: $0), 0)) came later"
            })
        if !certified {
            text.paragraph(
                "The root key has not vouched for the audit key yet. Export a product file with the root key at hand.",
                .caution)
        }
    }
}

private struct AuditReceiptReport: Report {
    /// What does not hold is refused; so here it is always true.
    let holds = true
    let event: ToldEvent

    func render(into text: inout TextReport) {
        text.paragraph("The receipt holds: the vendor's log has this event.", .good)
        event.render(into: &text)
        ToldEvent.renderLimits(into: &text)
    }
}
