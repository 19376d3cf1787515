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
    /// The times of the wrong proofs that count now. A clock that was set back by less than a day gives nobody new tries.
    /// One that was ahead by more keeps nobody waiting once it is right.
    static func attemptTimes(at now: UnixTime) -> Range<Int64> {
        now.rawValue - attemptWindow + 1..<now.rawValue + 86_400
    }
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
                let file = try Self.openFile(code.license, by: &decider)
                try Self.requireProof(of: code, file, in: writer)
                return .success(try body(&decider, file, call, writer))
            } catch {
                guard error.isDecision || error.code == .phoneTooManyAttempts, !writer.hasUntoldChanges
                else { throw error }
                try writer.appendAudit(
                    try note(error, code, spoken, held, in: writer, at: now))
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func openFile(_ id: LicenseID, by decider: inout Decider) throws(Refusal) -> OpenLicense {
        do throws(Refusal) {
            return try decider.openFile(id, for: .activation)
        } catch {
            guard error.code == .activationKeyUnknown else { throw error }
            throw Refusal(
                error.code,
                "No license of this vault has the activation key of this request; it would be license \(id).",
                remedy:
                    "Ask which license the customer's papers name. If it is this one too, the key is of another vault or "
                    + "vendor. If not, a group was misheard, or another key was typed at the machine.",
                facts: [.byPhone, .license(id.description)])
        }
    }

    /// So many products are tried where a proof is wrong for the license's own.
    private static let mostProductsTried = 1000

    /// Refuses a wrong proof. Where the key is right and the request was made for something else, it says for what: that
    /// is no guess, so it is not counted, and no group need be asked for again. Only who has the key hears it.
    private static func requireProof(
        of code: RequestCode, _ file: OpenLicense, in reader: LedgerReader
    ) throws(Refusal) {
        let (own, isForUser) = (file.entitlement.product, file.entitlement.binding == .user)
        func proves(_ product: ProductID, namingUser: Bool) -> Bool {
            (try? code.isProven(by: file.proofKey, product: product, namesUser: namingUser)) == true
        }
        if proves(own, namingUser: isForUser) { return }
        if proves(own, namingUser: !isForUser) { throw otherBinding(file.entitlement) }
        let others = try reader.products().prefix(mostProductsTried)
        let other = others.first { record in
            guard let id = ProductID(record.id), id != own else { return false }
            return proves(id, namingUser: isForUser) || proves(id, namingUser: !isForUser)
        }
        if let other { throw otherProduct(other, file.entitlement, try reader.product(own.text)) }
        throw Refusal(
            .phoneWrongCode,
            "The groups do not match the activation key of license \(code.license).",
            remedy:
                "Ask for the named groups again. If all are right, the machine has the activation key of another "
                + "license.")
    }

    private static func otherProduct(
        _ asked: ProductRecord, _ entitlement: Entitlement, _ sold: ProductRecord?
    ) -> Refusal {
        let own = entitlement.product
        return Refusal(
            .requestOtherProduct,
            "The machine's request is for \(asked.name) (\(asked.id)), and license \(entitlement.id) of "
                + "\(entitlement.standing.customerName) is for \(sold?.name ?? own.text) (\(own)).",
            remedy:
                "The activation key is right. Ask for a request that is made with the product file of \(own).",
            facts: [.byPhone, .license(entitlement.id.description), .product(own.text)])
    }

    /// What the audit log is told of a refusal; a wrong proof is counted.
    private func note(
        _ refusal: Refusal, _ code: RequestCode, _ spoken: SpokenCode, _ held: HeldCall,
        in writer: LedgerWriter, at now: UnixTime
    ) throws(Refusal) -> AuditEntry {
        switch refusal.code {
        // However often it is asked for, a license that is not there is one guess.
        case .activationKeyUnknown
        where try writer.hasPhoneAttempt(ofLicense: code.license.bytes, in: Vault.attemptTimes(at: now)):
            return entry(.callProofRepeated, code, held, "")
        case .phoneWrongCode, .activationKeyUnknown:
            let isNew = try writer.addPhoneAttempt(
                ofLicense: code.license.bytes, code: spoken.bytes, at: now.rawValue)
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
        let times = Vault.attemptTimes(at: now)
        let own = try writer.phoneAttempt(
            ofLicense: license.bytes, before: Vault.attemptsPerLicense - 1, in: times)
        // Codes for licenses that are not there keep nobody else out.
        let isKnown = try writer.license(license.bytes) != nil
        let all = try writer.phoneAttempt(
            ofLicensesThatAre: isKnown, before: Vault.attemptsInAll - 1, in: times)
        guard let last = [own, all].compactMap(\.self).max() else { return }
        // The next whole minute, because that is what people are told.
        let until = UnixTime(rawValue: (last + Vault.attemptWindow + 59) / 60 * 60)
        throw Refusal(
            .phoneTooManyAttempts,
            (own == nil
                ? "Too many wrong codes were given within an hour."
                : "Too many wrong codes were given for license \(license).")
                + " No more are checked until \(until.shortText) (UTC).",
            facts: [.byPhone, .license(license.description), .until(until.rawValue)])
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
