import Activation
import Cryptography
import Fingerprint
import Ledger
import Refusals

/// Decides who gets what, and why not. It reads the ledger and writes nothing; what it decided is written before it decides
/// again.
struct Decider {
    let keys: VaultKeys
    let reader: LedgerReader
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
    private var files: [LicenseID: OpenLicense] = [:]
    private var rules: [ProductID: ProductRules] = [:]
    /// Of seats that were given by telephone and of which it was not decided in this transaction whose they are: the
    /// license, and what stands in the place of the fingerprint.
    var undecided: Set<[UInt8]> = []
    /// The corrections of a seat, those of this transaction too.
    var corrections: [Int64: Int] = [:]

    init(keys: VaultKeys, reader: LedgerReader, now: UnixTime, recallsComparisons: Bool) {
        self.keys = keys
        self.reader = reader
        self.now = now
        self.recallsComparisons = recallsComparisons
    }

    /// Counts on what was decided, once it is written.
    mutating func count(_ award: Award, on seat: SeatPlan) {
        switch award {
        case .license(let grant): files[seat.license]?.seatsInUse = grant.seatsInUse
        case .correction(let correction):
            if let known = seat.known { corrections[known.id] = correction.correctionsBefore + 1 }
        }
    }

    /// What a request that came as a document gets.
    ///
    /// - Throws: what is nobody's fault and concerns all requests: a full disk, a ledger that cannot be read.
    mutating func decide(_ checked: CheckedRequest) throws(Refusal) -> Decision {
        do throws(Refusal) {
            return try decided(checked)
        } catch {
            guard error.isDecision else { throw error }
            return .refuse(error)
        }
    }

    private mutating func decided(_ checked: CheckedRequest) throws(Refusal) -> Decision {
        let request = checked.request.body
        // Whoever told its digest by telephone proved the activation key.
        let told = try reader.response(
            forRequestDigest: PhoneSeat.ledgerDigest(checked.digest, of: request.license, request.kind)
                .bytes)
        let file = try file(for: checked.request, isVouchedFor: told != nil)
        if let told {
            return try again(told, for: request, file, takenOver: try takeover(told, for: request, file))
        }
        if let before = try reader.response(forRequestDigest: checked.ledgerDigest.bytes) {
            return try again(before, for: request, file, takenOver: nil)
        }
        if case .timeCorrection(let highWaterMark) = request.purpose {
            return try correction(checked, seen: highWaterMark, file)
        }
        return try grant(checked, file)
    }

    /// The license that the request names, if its maker has the activation key, or had a seat before, and it is in
    /// force.
    private mutating func file(
        for request: Verified<Request>, isVouchedFor: Bool
    ) throws(Refusal) -> OpenLicense {
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

    mutating func openFile(_ id: LicenseID, for kind: RequestKind) throws(Refusal) -> OpenLicense {
        if let file = files[id] { return file }
        guard let standing = try reader.license(id.bytes) else {
            guard kind == .activation else { throw Self.unknownDevice(id) }
            throw Refusal(
                .activationKeyUnknown,
                "The activation key of this request belongs to no license in this vault. (Its license id would be "
                    + "\(id).)")
        }
        let entitlement = try Entitlement(standing)
        let proofKey = ProofKey(
            secret: try SealedProofKey.open(standing.license, with: keys))
        let file = OpenLicense(
            entitlement: entitlement, proofKey: proofKey, rules: try rules(of: entitlement.product),
            seatsInUse: Int(standing.seatsInUse))
        files[id] = file
        return file
    }

    private mutating func rules(of id: ProductID) throws(Refusal) -> ProductRules {
        if let known = rules[id] { return known }
        guard let product = try reader.product(id.text) else { throw Vault.unknown(id) }
        let new = ProductRules(
            policy: try FingerprintPolicy(product.policy),
            clockTolerance: try ClockTolerance(product.policy),
            rebindingsPerSeat: try product.policy.rebindingsPerSeat())
        rules[id] = new
        return new
    }

    /// What the request got before.
    private func again(
        _ response: ResponseRecord, for request: Request, _ file: OpenLicense, takenOver seat: SeatPlan?
    ) throws(Refusal) -> Decision {
        let award: Award
        if case .timeCorrection(let highWaterMark) = request.purpose {
            award = .correction(try repeatedCorrection(response, request, seen: highWaterMark, file))
        } else {
            award = .license(
                Grant(
                    license: try Unverified<License>(encoded: response.bytes).unverifiedBody,
                    customer: file.entitlement.standing.customerName, isSameSeat: true,
                    seatsInUse: file.seatsInUse, seats: file.entitlement.seats,
                    machine: try recalledFinding(response, request, file),
                    rebindings: file.entitlement.binding == .site ? nil : try rebindings(file)))
        }
        return .again(
            IssuedAnswer(award: award, encoded: response.bytes), at: UnixTime(rawValue: response.issuedAt),
            seat)
    }

    private mutating func grant(_ checked: CheckedRequest, _ file: OpenLicense) throws(Refusal) -> Decision {
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
        var seat = seat(known, holder: holder, for: request, entitlement)
        if let tally, tally.isCounted { seat.counted = tally }
        seat.remarks = Self.remarks(recognition, seat.counted)
        var grant = Grant(
            license: entitlement.license(issuedOn: now.day, lastDay: lastDay, answering: checked.digest),
            customer: entitlement.standing.customerName, isSameSeat: hasSeat,
            seatsInUse: file.seatsInUse + (hasSeat ? 0 : 1), seats: entitlement.seats,
            machine: entitlement.binding == .machine
                ? MachineFinding(request.fingerprint.environment, recognition, warnings) : nil,
            rebindings: tally)
        grant.keepsLastDay = hasSeat && lastDay != nil && isRenewedInVain(known, entitlement)
        return .give(.license(grant), seat)
    }

    /// Whether the term alone says that an answer cannot end later than the one before.
    func isRenewedInVain(_ known: ActivationRecord?, _ entitlement: Entitlement) -> Bool {
        switch entitlement.kind {
        case .perpetual: false
        case .dated, .trial: true
        case .lease: known.map { UnixTime(rawValue: $0.lastAt).day == now.day } ?? false
        }
    }

    private static func remarks(_ recognition: Recognition, _ counted: RebindingTally?) -> [SeatRemark] {
        [
            recognition.takeover.map { .takenOver($0) }, recognition.isChosen ? .chosen : nil,
            counted.map { .rebound($0) },
        ].compactMap { $0 }
    }

    static func usedUp(_ entitlement: Entitlement, _ recognition: Recognition) -> Refusal {
        var sentence =
            entitlement.seats == 1
            ? "The one seat of license \(entitlement.id) is in use on another machine."
            : "All \(entitlement.seats) seats of license \(entitlement.id) are in use on other machines."
        if let namesake = recognition.namesake {
            sentence +=
                " One has this device key, but only \(namesake.score) % of its components are in the request, and "
                + "\(namesake.threshold) % are needed."
        }
        return Refusal(
            .activationKeyUsedUp, sentence,
            facts: [.license(entitlement.id.description), .seats(entitlement.seats)]
                + (entitlement.binding == .machine ? [.boundToHardware] : []))
    }
}
