import Activation
import Cryptography
import Fingerprint
import Ledger
import Refusals

/// What was decided about one request, before the signature.
enum Decision {
    /// Sign this license, and record it for this activation.
    case grant(PendingGrant)
    /// Sign this time correction, and record it.
    case correct(PendingCorrection)
    /// This was given before.
    case repeated(Answer)
    case refuse(Refusal, subject: String)
}

/// A license to be signed.
struct PendingGrant {
    let license: License
    let activation: Int64
    let customer: String
    let isSameSeat: Bool
    let seatsInUse: Int
    let seats: Int
    let machine: MachineFinding?
    /// The license's changes of machine; nil where nothing is bound to hardware.
    let rebindings: RebindingTally?
    /// What the audit log is told beside the grant, in this order.
    let remarks: [Remark]

    struct Remark {
        let action: AuditAction
        let detail: String
    }
}

/// A time correction to be signed.
struct PendingCorrection {
    let correction: TimeCorrection
    let license: LicenseID
    let activation: Int64
    let details: Correction.Details
}

/// Decides, within one transaction, who gets what, and why not.
struct Decider {
    let keys: VaultKeys
    let writer: LedgerWriter
    let now: UnixTime
    /// Whether the vendor is shown how the machine of a request that was answered before compared then. Looking it
    /// up is a walk through the license's answers: too much for each of many, where it is not shown.
    let recallsComparisons: Bool
    /// What the vendor says about the seat of a machine that may have been told a license by telephone.
    var choice: SeatChoice?
    /// Why a seat may go to other hardware though the allowance is used up, in a person's words.
    var reason: String?

    /// The licenses met in this transaction. Nobody else writes while it lasts, so what was read once holds,
    /// but for the seats, which are counted on.
    private var files: [LicenseID: LicenseFile] = [:]
    private var policies: [ProductID: ProductRules] = [:]
    /// Of seats that were given by telephone and of which it was not decided in this transaction whose they are: the
    /// license, and what stands in the place of the fingerprint.
    var undecided: Set<[UInt8]> = []
    /// The corrections of a seat, those of this transaction too.
    var corrections: [Int64: Int] = [:]

    init(keys: VaultKeys, writer: LedgerWriter, now: UnixTime, recallsComparisons: Bool) {
        self.keys = keys
        self.writer = writer
        self.now = now
        self.recallsComparisons = recallsComparisons
    }

    /// - Throws: what is nobody's fault and concerns all requests: a full disk, a ledger that cannot be written.
    mutating func decide(_ checked: CheckedRequest, over carrier: Carrier) throws(Refusal) -> Decision {
        let request = checked.request.body
        do throws(Refusal) {
            // Whoever told its digest by telephone proved the activation key.
            let told = try writer.response(
                forRequestDigest: PhoneSeat.ledgerDigest(checked.digest, of: request.license, request.kind)
                    .bytes)
            let file = try file(for: checked.request, isVouchedFor: told != nil)
            if let told { try claim(told, for: request, file) }
            let before =
                if let told { told } else {
                    try writer.response(forRequestDigest: checked.ledgerDigest.bytes)
                }
            if let before { return .repeated(try repeated(before, request, file)) }
            if case .timeCorrection(let mark) = request.purpose {
                return .correct(try correction(checked, seen: mark, file))
            }
            let grant = try grant(checked, over: carrier, file)
            files[file.entitlement.id]?.seatsInUse = grant.seatsInUse
            return .grant(grant)
        } catch {
            switch error.code.exitStatus {
            case .software, .cannotCreate, .temporaryFailure: throw error
            case .inputOutput where error.code != .vaultDamaged: throw error
            default: return .refuse(error, subject: request.license.description)
            }
        }
    }

    /// The license that the request names, if its maker has the activation key, or had a seat before, and it is in
    /// force.
    private mutating func file(
        for request: Verified<Request>, isVouchedFor: Bool
    ) throws(Refusal) -> LicenseFile {
        let body = request.body
        let file = try openFile(body.license, for: body.kind)
        let entitlement = file.entitlement
        if isVouchedFor {
            // Nothing more is asked for.
        } else if body.kind == .activation {
            guard (try? file.proofKey.proves(request)) == true else { throw Refusal(.requestProofInvalid) }
        } else {
            _ = try seats(vouchedForBy: body, file)
        }
        guard body.product == entitlement.product else {
            throw Refusal(
                .requestOtherProduct,
                "The request is for '\(body.product)', and license \(entitlement.id) is for '\(entitlement.product)'."
            )
        }
        try Self.requireInForce(entitlement)
        return file
    }

    static func requireInForce(_ entitlement: Entitlement) throws(Refusal) {
        guard let revocation = entitlement.standing.revocation else { return }
        let day = UnixTime(rawValue: revocation.at).day
        throw Refusal(
            .licenseRevoked, "License \(entitlement.id) was revoked on \(day).",
            facts: [.license(entitlement.id.description)])
    }

    mutating func openFile(_ id: LicenseID, for kind: RequestKind) throws(Refusal) -> LicenseFile {
        if let file = files[id] { return file }
        guard let standing = try writer.license(id.bytes) else {
            guard kind == .activation else { throw Self.unknownDevice(id) }
            throw Refusal(
                .activationKeyUnknown,
                "No license has the activation key of this request; it would be license \(id).")
        }
        let entitlement = try Entitlement(standing)
        let proofKey = ProofKey(
            secret: try SealedProofKey.open(standing.license, with: keys))
        let rules = try rules(of: entitlement.product)
        let file = LicenseFile(
            entitlement: entitlement, proofKey: proofKey, policy: rules.policy,
            clockTolerance: rules.clockTolerance, rebindingsPerSeat: rules.rebindingsPerSeat,
            seatsInUse: Int(standing.seatsInUse))
        files[id] = file
        return file
    }

    private mutating func rules(of id: ProductID) throws(Refusal) -> ProductRules {
        if let rules = policies[id] { return rules }
        guard let product = try writer.product(id.text) else { throw Vault.unknown(id) }
        let rules = ProductRules(
            policy: try FingerprintPolicy(product.policy),
            clockTolerance: try ClockTolerance(product.policy),
            rebindingsPerSeat: try product.policy.rebindingsPerSeat())
        policies[id] = rules
        return rules
    }

    private func repeated(
        _ response: ResponseRecord, _ request: Request, _ file: LicenseFile
    ) throws(Refusal) -> Answer {
        if case .timeCorrection(let mark) = request.purpose {
            return try repeatedCorrection(response, request, seen: mark, file)
        }
        let license = try Unverified<License>(encoded: response.bytes).unverifiedBody
        return .repeated(
            Grant(
                encoded: response.bytes, license: license, customer: file.entitlement.standing.customerName,
                isSameSeat: true, seatsInUse: file.seatsInUse, seats: file.entitlement.seats,
                machine: try recalledFinding(response, request, file),
                rebindings: file.entitlement.binding == .site ? nil : try rebindings(file)))
    }

    private mutating func grant(
        _ checked: CheckedRequest, over carrier: Carrier, _ file: LicenseFile
    ) throws(Refusal) -> PendingGrant {
        let (request, entitlement) = (checked.request.body, file.entitlement)
        let warnings = try warnings(about: request.fingerprint.environment, file)
        let holder = try holder(of: request, entitlement)
        let recognition =
            request.kind == .activation
            ? try recognition(of: holder, request, file) : try vouchedRecognition(request, file)
        try requireChosen(recognition, entitlement)
        let known = recognition.activation
        let firstDay = try firstActivation(known, request, entitlement)
        let lastDay = try entitlement.lastDay(today: now.day, firstActivation: firstDay)
        let hasSeat = known != nil && known?.returnedAt == nil

        guard hasSeat || entitlement.binding == .site || file.seatsInUse < entitlement.seats else {
            throw Self.usedUp(entitlement, recognition)
        }
        var tally = entitlement.binding == .site ? nil : try rebindings(file)
        if hasSeat, recognition.rebindings > 0 {
            tally = try nextRebinding(file, counting: recognition.rebindings)
        }
        let activation = try seat(known, holder: holder, for: request, entitlement)
        if let tally, tally.isCounted { try rebind(activation, tally, over: carrier, file) }
        return PendingGrant(
            license: entitlement.license(issuedOn: now.day, lastDay: lastDay, answering: checked.digest),
            activation: activation, customer: entitlement.standing.customerName, isSameSeat: hasSeat,
            seatsInUse: file.seatsInUse + (hasSeat ? 0 : 1), seats: entitlement.seats,
            machine: entitlement.binding == .machine
                ? MachineFinding(request.fingerprint.environment, recognition, warnings) : nil,
            rebindings: tally, remarks: try remarks(recognition, activation, tally, entitlement))
    }

    /// What the audit log is told of a seat that went by something else than what the machine shows.
    private func remarks(
        _ recognition: Recognition, _ activation: Int64, _ tally: RebindingTally?, _ entitlement: Entitlement
    ) throws(Refusal) -> [PendingGrant.Remark] {
        var remarks: [PendingGrant.Remark] = []
        if let claim = recognition.claim {
            remarks.append(PendingGrant.Remark(action: .seatClaimed, detail: claim.outcome))
        }
        let isCounted = tally?.isCounted == true
        guard recognition.isChosen || isCounted else { return remarks }
        let number = try writer.activation(activation)?.number ?? 0
        if recognition.isChosen {
            let seat = recognition.activation == nil ? "a new seat, \(number)" : "seat \(number)"
            remarks.append(PendingGrant.Remark(action: .seatChosen, detail: ", \(seat)"))
        }
        if let tally, isCounted {
            remarks.append(
                PendingGrant.Remark(action: .seatRebound, detail: ", seat \(number), \(inShort(tally))"))
        }
        return remarks
    }

    static func usedUp(_ entitlement: Entitlement, _ recognition: Recognition) -> Refusal {
        var sentence =
            entitlement.seats == 1
            ? "The one seat of license \(entitlement.id) is in use on another machine."
            : "All \(entitlement.seats) seats of license \(entitlement.id) are in use on other machines."
        if let namesake = recognition.namesake {
            sentence +=
                " One has this device key, but only \(namesake.score) % of its components are in the request, "
                + "and \(namesake.threshold) % are asked for."
        }
        return Refusal(
            .activationKeyUsedUp, sentence,
            facts: [.license(entitlement.id.description), .seats(entitlement.seats)]
                + (entitlement.binding == .machine ? [.boundToHardware] : []))
    }
}

/// A license, open on the desk.
struct LicenseFile {
    let entitlement: Entitlement
    let proofKey: ProofKey
    /// The product's, as the vendor has it now.
    let policy: FingerprintPolicy
    /// The product's, as the vendor has it now.
    let clockTolerance: ClockTolerance
    /// The product's, as the vendor has it now.
    let rebindingsPerSeat: Int
    var seatsInUse: Int
}

/// How a product goes by its machines, as the vendor has it now.
private struct ProductRules {
    let policy: FingerprintPolicy
    let clockTolerance: ClockTolerance
    let rebindingsPerSeat: Int
}
