import Activation
import COSE
import Cryptography
import Ledger
import LogProof
import Refusals

/// What is believed when a log is checked. What the ledger says of itself never is.
package enum LogTrust: Sendable {
    /// The root key, which the passphrase authenticates.
    case rootKey(PublicKey)
    /// The root key that has this COSE Key Thumbprint (RFC 9679, SHA-256, 32 bytes).
    case thumbprint(SHA256Digest)
    /// Nothing but the checkpoint: it pins down the first events, and with them the keys that they name.
    case checkpoint
}

/// What checking a log found.
package struct VerifiedLog: Sendable {
    /// How many events there are.
    package let size: Int64
    /// The root over all of them, 32 bytes.
    package let root: [UInt8]
    /// The head that an audit key signed, by the vendor's clock; nil where it could not be believed.
    package let head: SignedTreeHead?
    /// The checkpoint that today's log extends; nil where none was given, or it does not.
    package let extended: SignedTreeHead?
    /// The root key's thumbprint, 32 bytes; nil where there is no audit key.
    package let rootKey: SHA256Digest?
    /// The root key as the ledger names it, 32 bytes; nil where there is no audit key.
    package let rootPublicKey: [UInt8]?
    /// Whether the root key vouches for all audit keys.
    package let isCertified: Bool
    /// Whether the log is that of another root key than the one that is believed: then the given one may be wrong.
    package let isOfOtherRootKey: Bool
    /// The first of what is wrong.
    package let findings: [LogFinding]
    /// How much is wrong.
    package let findingCount: Int

    /// Whether nothing is wrong.
    package var isWhole: Bool { findingCount == 0 }
}

extension Vault {
    /// Checks all of the log, and all that follows from it, with the codes of all rows.
    ///
    /// - Throws: `vault.damaged` and what reading throws.
    package func verifyLog(
        extending checkpoint: Checkpoint? = nil, progress: (Int64) -> Void = { _ in }
    ) throws(Refusal) -> VerifiedLog {
        try ledger.verified(believing: .rootKey(rootKey), extending: checkpoint, progress: progress)
    }
}

extension LockedVault {
    /// Checks all of the log, and all that follows from it, without the passphrase.
    ///
    /// - Throws: `vault.damaged` and what reading throws.
    package func verifyLog(
        believing trust: LogTrust, extending checkpoint: Checkpoint? = nil,
        progress: (Int64) -> Void = { _ in }
    ) throws(Refusal) -> VerifiedLog {
        try ledger().verified(believing: trust, extending: checkpoint, progress: progress)
    }
}

extension LedgerDatabase {
    fileprivate func verified(
        believing trust: LogTrust, extending checkpoint: Checkpoint?, progress: (Int64) -> Void
    ) throws(Refusal) -> VerifiedLog {
        let sizes = checkpoint.map { [$0.unverifiedHead.size] } ?? []
        let report = try verifyLog(rootsOf: Set(sizes), progress: progress)
        var judgement = LogJudgement(report: report, trust: trust)
        judgement.judgeKeys()
        let extended = checkpoint.flatMap { judgement.judge($0) }
        let head = judgement.judgeHead()
        judgement.requireSomething(checkpoint, extended, head)
        return VerifiedLog(
            size: report.size, root: report.root, head: head, extended: extended,
            rootKey: judgement.rootKey.map { COSEKey.thumbprint(of: $0) },
            rootPublicKey: judgement.rootKey?.bytes, isCertified: judgement.isCertified,
            isOfOtherRootKey: judgement.isOfOtherRootKey,
            findings: Array((report.findings + judgement.findings).prefix(LogReport.mostFindings)),
            findingCount: report.findingCount + judgement.findings.count)
    }
}

/// Compares what was found in a log with what is believed.
private struct LogJudgement {
    let report: LogReport
    let trust: LogTrust
    private(set) var findings: [LogFinding] = []
    private(set) var rootKey: PublicKey?
    private(set) var isCertified = false
    private(set) var isOfOtherRootKey = false
    private var keys: AuditKeys?

    init(report: LogReport, trust: LogTrust) {
        self.report = report
        self.trust = trust
    }

    private mutating func add(_ sentence: String) { findings.append(LogFinding(sentence)) }

    /// Takes the audit keys for which what is believed vouches.
    mutating func judgeKeys() {
        let records = report.auditKeys
        guard let first = records.first, let named = try? PublicKey(first.rootKey) else {
            // A log that is not whole is not asked for its keys.
            if report.isWhole { add("The ledger names no audit key.") }
            return
        }
        rootKey = named
        switch trust {
        case .rootKey(let key):
            guard key == named else {
                return add("The audit keys are those of another root key than this vault's.")
            }
        case .thumbprint(let thumbprint):
            guard COSEKey.thumbprint(of: named) == thumbprint else {
                isOfOtherRootKey = true
                return add("The log is signed under another root key than the one that was given.")
            }
        case .checkpoint: break
        }
        isCertified = records.allSatisfy { $0.certificate != nil }
        if !isCertified, records.count == 1, let key = try? PublicKey(first.publicKey) {
            if case .thumbprint = trust {
                return add(
                    "The root key has not vouched for the audit key yet. Export a product file with the root key at hand; then "
                        + "check again.")
            }
            keys = try? AuditKeys(
                own: key, number: UInt64(clamping: first.number), notBefore: max(first.notBefore, 0))
            if keys == nil { add("The audit key in the ledger is none.") }
            return
        }
        do throws(LogProofError) {
            var certified: [CertifiedAuditKey] = []
            for record in records {
                let key = try AuditKeyCertificate(encoded: record.certificate ?? []).verified(by: named)
                guard key.publicKey.bytes == record.publicKey, key.number == UInt64(clamping: record.number)
                else { return add("The certificate of audit key \(record.number) is that of another key.") }
                certified.append(key)
            }
            keys = try AuditKeys(certified)
        } catch {
            add("An audit key is not certified as it should be: \(error)")
        }
    }

    /// Nothing fails open: what could not be judged is wrong, whatever the reason.
    mutating func requireSomething(
        _ checkpoint: Checkpoint?, _ extended: SignedTreeHead?, _ head: SignedTreeHead?
    ) {
        guard report.isWhole, findings.isEmpty else { return }
        if head == nil { add("The signed head of the log cannot be checked.") }
        if checkpoint != nil, extended == nil { add("The log cannot be compared with the checkpoint.") }
    }

    /// Compares the log with a checkpoint that was kept elsewhere.
    mutating func judge(_ checkpoint: Checkpoint) -> SignedTreeHead? {
        let head = checkpoint.unverifiedHead
        guard let keys else { return nil }
        let believed: SignedTreeHead
        do throws(LogProofError) {
            believed = try checkpoint.verified(by: keys)
        } catch {
            add(
                error.rule == .keyUnknown
                    ? "The checkpoint is of another log: no audit key of this one signed it."
                    : "The checkpoint was changed, or is not one of this log: \(error)")
            return nil
        }
        guard head.size <= UInt64(clamping: report.size) else {
            add(
                "The checkpoint has \(head.size) events, and the log only \(report.size): what came later is lost, or was "
                    + "removed.")
            return nil
        }
        guard let root = report.earlierRoots[head.size] else { return nil }
        guard root == head.root.bytes else {
            add(
                "The first \(head.size) events are not those of the checkpoint: history was changed after it was made."
            )
            return nil
        }
        return believed
    }

    /// Checks the signature over today's log.
    mutating func judgeHead() -> SignedTreeHead? {
        guard report.isWhole, let keys else { return nil }
        do throws(LogProofError) {
            guard let encoded = report.head, let root = try? SHA256Digest(report.root) else {
                add("The signed head of the log is missing.")
                return nil
            }
            let head = try DetachedTreeHead(encoded: encoded)
            let believed = try head.verified(root: root, by: keys)
            guard believed.head.size == UInt64(clamping: report.size) else {
                add("The signed head of the log is that of another size.")
                return nil
            }
            return believed
        } catch {
            add("The signed head of the log is not that of these events: \(error)")
            return nil
        }
    }
}
