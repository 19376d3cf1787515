import Activation
import Cryptography
import Ledger
import PhoneCode
import Refusals

extension Vault {
    /// How many wrong proofs are taken for one license within an hour.
    package static let attemptsPerLicense: Int64 = 5
    /// How many wrong proofs are taken in all within an hour.
    package static let attemptsInAll: Int64 = 60
    /// An hour.
    static let attemptWindow: Int64 = 3600
    /// A week: a clock that was ahead for a moment must not wipe out what counts.
    static let attemptMemory: Int64 = 7 * 86_400
}

/// Nothing is looked up for whoever has not proven the activation key, and nobody may guess for long.
extension Vault.Desk {
    /// Does something for a caller who has proven the activation key. Wrong proofs are counted in the transaction that
    /// finds them, and from the limit on nothing is looked at, right ones neither. Whatever is refused is in the audit
    /// log.
    func proven<Value: Sendable>(
        _ code: RequestCode, _ spoken: SpokenCode, _ held: HeldCall,
        _ body: (inout Decider, OpenLicense, Call, LedgerWriter) throws(Refusal) -> Value
    ) throws(Refusal) -> Value {
        let result = try vault.ledger.write { (writer) throws(Refusal) -> Result<Value, Refusal> in
            // Here, because another desk may have had the ledger until now.
            let now = try moment()
            let call = try held.call(in: writer)
            var decider = Decider(keys: vault.keys, reader: writer, now: now, recallsComparisons: false)
            decider.reason = reason
            do throws(Refusal) {
                if try !wasProven(code, spoken, call, in: writer) {
                    try requireFewAttempts(code.license, in: writer, at: now)
                }
                let file = try decider.openFile(code.license, for: .activation)
                try Self.requireProof(of: code, file)
                return .success(try body(&decider, file, call, writer))
            } catch {
                guard error.isDecision || error.code == .phoneTooManyAttempts else { throw error }
                _ = try writer.appendAudit(
                    try note(error, code, spoken, held, in: writer, at: now))
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func requireProof(of code: RequestCode, _ file: OpenLicense) throws(Refusal) {
        let (product, isForUser) = (file.entitlement.product, file.entitlement.binding == .user)
        func proves(namingUser: Bool) -> Bool {
            (try? code.isProven(by: file.proofKey, product: product, namesUser: namingUser)) == true
        }
        if proves(namingUser: isForUser) { return }
        if proves(namingUser: !isForUser) { throw otherBinding(file.entitlement) }
        throw Refusal(
            .phoneWrongCode,
            "The code's proof does not match the activation key of license \(code.license).",
            remedy:
                "Ask for the named groups again. If all are right, the machine has the activation key of another "
                + "license, or the product file of another product.")
    }

    /// What the audit log is told of a refusal; a wrong proof is counted.
    private func note(
        _ refusal: Refusal, _ code: RequestCode, _ spoken: SpokenCode, _ held: HeldCall,
        in writer: LedgerWriter, at now: UnixTime
    ) throws(Refusal) -> AuditEntry {
        switch refusal.code {
        case .phoneWrongCode, .activationKeyUnknown:
            let isNew = try writer.addPhoneAttempt(
                ofLicense: code.license.bytes, code: spoken.bytes, at: now.rawValue,
                forgettingBefore: now.rawValue - Vault.attemptMemory)
            return entry(isNew ? .callProofWrong : .callProofRepeated, code, held, "")
        case .phoneTooManyAttempts:
            return entry(.callBlocked, code, held, "")
        default:
            return entry(.requestRefused, code, held, ", \(refusal.code.rawValue)")
        }
    }

    /// Whether this very code had the right proof before, in this call or in one that was answered: then it is no
    /// guess, and those who guess keep nobody from hearing his answer.
    private func wasProven(
        _ code: RequestCode, _ spoken: SpokenCode, _ call: Call, in writer: LedgerWriter
    ) throws(Refusal) -> Bool {
        if call.row.code == spoken.bytes { return true }
        let digest = PhoneSeat.ledgerDigest(code.digest, of: code.license, code.kind).bytes
        return try writer.request(digest)?.bytes == spoken.bytes
    }

    private func requireFewAttempts(
        _ license: LicenseID, in writer: LedgerWriter, at now: UnixTime
    ) throws(Refusal) {
        // A clock that was set back by less than a day gives nobody new tries. One that was ahead by more keeps nobody
        // waiting once it is right.
        let times = now.rawValue - Vault.attemptWindow + 1..<now.rawValue + 86_400
        guard try writer.phoneAttempts(ofLicense: license.bytes, in: times) < Vault.attemptsPerLicense
        else { throw Refusal(.phoneTooManyAttempts) }
        // Codes for licenses that are not there keep nobody else out.
        let isKnown = try writer.license(license.bytes) != nil
        guard try writer.phoneAttempts(ofLicensesThatAre: isKnown, in: times) < Vault.attemptsInAll
        else {
            throw Refusal(
                .phoneTooManyAttempts, "Too many codes with a wrong proof were given within an hour.")
        }
    }

    private static func otherBinding(_ entitlement: Entitlement) -> Refusal {
        entitlement.binding == .user
            ? Refusal(
                .requestUserMissing,
                "License \(entitlement.id) is bound to a user, and the request names none.",
                remedy: "Ask for it again, for a user.", facts: [.byPhone, .boundToUser])
            : Refusal(
                .usageInvalid,
                "License \(entitlement.id) is not bound to a user, and the request names one.",
                remedy: "Ask for it again, without a user.", facts: [.byPhone])
    }
}
