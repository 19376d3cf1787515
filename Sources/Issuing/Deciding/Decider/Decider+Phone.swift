import Activation
import COSE
import Cryptography
import Fingerprint
import Ledger
import PhoneCode
import Refusals

/// Requests by telephone: a digest, and a proof of the activation key. What the machine is, the desk does not see.
extension Decider {
    /// What the caller who told this code would get.
    ///
    /// - Parameter choice: the seat that the agent chose; nil to go by the mark.
    func decide(
        _ code: RequestCode, _ file: OpenLicense, choice: SeatChoice?
    ) throws(Refusal) -> Decision {
        do throws(Refusal) {
            return try decided(code, file, choice)
        } catch {
            guard error.isDecision else { throw error }
            return .refuse(error)
        }
    }

    private func decided(
        _ code: RequestCode, _ file: OpenLicense, _ choice: SeatChoice?
    ) throws(Refusal) -> Decision {
        let entitlement = file.entitlement
        try Self.requireInForce(entitlement)
        if let before = try answered(code, file) { return before }
        guard code.kind != .timeCorrection else {
            guard let seat = try seat(of: code, entitlement, choice), let known = try record(of: seat)
            else { throw Self.unknownCaller(entitlement.id) }
            let correction = Correction(
                correction: TimeCorrection(product: entitlement.product, issuedAt: now, request: code.digest),
                license: entitlement.id, customer: entitlement.standing.customerName,
                correctionsBefore: correctionsBefore(known), clock: nil, machine: nil)
            return .give(.correction(correction), plan(seat, known, for: code, file))
        }
        let seat = try seat(of: code, entitlement, choice)
        let isUndecided = choice == nil && seat != nil && code.kind == .activation
        if isUndecided, file.seatsInUse < entitlement.seats { throw Self.undecided(entitlement) }
        let known = try seat.flatMap { (seat) throws(Refusal) in try record(of: seat) }
        let firstDay = known.map { UnixTime(rawValue: $0.firstAt).day } ?? now.day
        let lastDay = try entitlement.lastDay(today: now.day, firstActivation: firstDay)
        let license = entitlement.license(issuedOn: now.day, lastDay: lastDay, answering: code.digest)
        try requireSpeakable(license)
        guard let seat, let known else {
            guard code.kind == .activation else { throw Self.unknownCaller(entitlement.id) }
            guard file.seatsInUse < entitlement.seats else { throw Self.usedUpByPhone(entitlement) }
            return .give(
                .license(grant(license, file, isSameSeat: false, try rebindings(file))),
                plan(seat ?? .new(isChosen: false), nil, for: code, file))
        }
        let tally =
            try isRebinding(seat, code, license) ? nextRebinding(file) : rebindings(file)
        var grant = grant(license, file, isSameSeat: true, tally)
        grant.keepsLastDay =
            known.returnedAt == nil && lastDay != nil && isRenewedInVain(known, entitlement)
        return .give(
            .license(grant),
            plan(seat, known, for: code, file, counting: tally))
    }

    private func record(of seat: CallSeat) throws(Refusal) -> ActivationRecord? {
        try seat.id.flatMap { (id) throws(Refusal) in try reader.activation(id) }
    }

    private func grant(
        _ license: License, _ file: OpenLicense, isSameSeat: Bool, _ tally: RebindingTally
    ) -> Grant {
        Grant(
            license: license, customer: file.entitlement.standing.customerName, isSameSeat: isSameSeat,
            seatsInUse: file.seatsInUse + (isSameSeat ? 0 : 1), seats: file.entitlement.seats, machine: nil,
            rebindings: tally)
    }

    /// The seat is taken, or its machine was answered again. What is known of the machine stays.
    private func plan(
        _ seat: CallSeat, _ known: ActivationRecord?, for code: RequestCode, _ file: OpenLicense,
        counting tally: RebindingTally? = nil
    ) -> SeatPlan {
        let change: SeatPlan.Change =
            if let known {
                .renewed(
                    known,
                    SeatPlan.Holder(
                        fingerprint: known.fingerprint, deviceKey: known.deviceKey, mark: known.mark))
            } else {
                .taken(
                    SeatPlan.Holder(
                        fingerprint: PhoneSeat.holder(code.mark), deviceKey: PhoneSeat.deviceKey(code.digest),
                        mark: Int64(code.mark.rawValue)))
            }
        var plan = SeatPlan(license: file.entitlement.id, change: change)
        if let tally, tally.isCounted { plan.counted = tally }
        plan.remarks = [
            plan.counted.map { .rebound($0) }, seat.isChosen ? .chosenInCall : nil,
        ].compactMap { $0 }
        return plan
    }

    /// The customer knows features by their names.
    private func requireSpeakable(_ license: License) throws(Refusal) {
        if let number = license.features.first(where: { $0 >= SpokenTerms.speakableFeatures }) {
            let name = try reader.catalogue(of: license.product).name(of: number)
            throw Refusal(
                .phoneNotSpeakable,
                "This license cannot be given by telephone: its feature '\(name)' is not among the product's first "
                    + "\(SpokenTerms.speakableFeatures).",
                remedy:
                    "Carry it as a file, a QR code or a printed page; or add a license without that feature.")
        }
        try SpokenTerms.requireSpeakable(license)
    }

    /// What the very same request got before: by telephone, or as a file.
    private func answered(_ code: RequestCode, _ file: OpenLicense) throws(Refusal) -> Decision? {
        for record in try reader.responses(ofLicense: file.entitlement.id.bytes, answering: code.digest.bytes)
        {
            guard let award = try award(record, code, file) else { continue }
            let issued = IssuedAnswer(award: award, encoded: record.bytes)
            _ = try issued.document.response()
            return .again(issued, at: UnixTime(rawValue: record.issuedAt), nil)
        }
        return nil
    }

    /// What an answer in the ledger gives; nil if it is none to this request.
    private func award(
        _ record: ResponseRecord, _ code: RequestCode, _ file: OpenLicense
    ) throws(Refusal) -> Award? {
        guard code.kind == .timeCorrection else {
            guard let license = try? Unverified<License>(encoded: record.bytes).unverifiedBody,
                license.request == code.digest
            else { return nil }
            return .license(
                Grant(
                    license: license, customer: file.entitlement.standing.customerName, isSameSeat: true,
                    seatsInUse: file.seatsInUse, seats: file.entitlement.seats, machine: nil,
                    rebindings: try rebindings(file)))
        }
        guard let correction = try? Unverified<TimeCorrection>(encoded: record.bytes).unverifiedBody,
            correction.request == code.digest
        else { return nil }
        let before = try record.activationID.map { (seat) throws(Refusal) in
            max(try correctionsBefore(seat) - 1, 0)
        }
        return .correction(
            Correction(
                correction: correction, license: file.entitlement.id,
                customer: file.entitlement.standing.customerName, correctionsBefore: before ?? 0, clock: nil,
                machine: nil))
    }

    /// The seat that is there for the caller's machine: the agent's choice, or the newest in use with its mark.
    private func seat(
        of code: RequestCode, _ entitlement: Entitlement, _ choice: SeatChoice?
    ) throws(Refusal) -> CallSeat? {
        let (license, mark) = (entitlement.id.bytes, Int64(code.mark.rawValue))
        let marked = try reader.activationsInUse(ofLicense: license, mark: mark, limit: 1).first
        switch choice {
        case .new: return .new(isChosen: marked != nil)
        case .number(let number):
            guard let seat = try reader.activation(ofLicense: license, number: number),
                seat.returnedAt == nil
            else {
                throw try noSeat(number, entitlement)
            }
            return .known(seat.id, isChosen: seat.mark != mark)
        case nil: return marked.map { .known($0.id, isChosen: false) }
        }
    }

    /// A seat was chosen that nobody has.
    func noSeat(_ number: Int64, _ entitlement: Entitlement) throws(Refusal) -> Refusal {
        Refusal(
            .usageInvalid,
            "License \(entitlement.id) has no seat \(number) in use\(try seatsInUse(of: entitlement)).",
            remedy: "The seats are listed with the license: give one of their numbers, or 'new'.",
            facts: [.license(entitlement.id.description), .chosenSeat(String(number))])
    }

    /// The seats that can be chosen, as the end of a sentence: all of them, or the newest.
    private func seatsInUse(of entitlement: Entitlement) throws(Refusal) -> String {
        let newest = try reader.newestActivations(ofLicense: entitlement.id.bytes, limit: Self.mostNamed + 1)
        let numbers = newest.filter { $0.returnedAt == nil }.map(\.number).sorted()
        guard let last = numbers.last else { return "; none is" }
        guard newest.count <= Self.mostNamed else { return "; the newest is \(last)" }
        guard numbers.count > 1 else { return "; only seat \(last) is" }
        return "; seats \(numbers.dropLast().map(String.init).joined(separator: ", ")) and \(last) are"
    }

    /// Seven bits are too few to say by themselves that it is the same machine, where there is room for another.
    private static func undecided(_ entitlement: Entitlement) -> Refusal {
        let holder = entitlement.binding == .user ? "user" : "machine"
        return Refusal(
            .phoneSeatUndecided,
            "A \(holder) with this mark has a seat of license \(entitlement.id), and another seat is free. One "
                + "\(holder) in 128 has this mark, so it may be a different one.",
            facts: [.byPhone])
    }

    private static func unknownCaller(_ id: LicenseID) -> Refusal {
        Refusal(
            .requestDeviceUnknown,
            "No seat of license \(id) has this machine's mark, so it is not clear which machine is asking.",
            remedy:
                "If the caller can say which of the listed machines it is, choose its seat; if it has none yet, ask "
                + "for a first request.",
            facts: [.byPhone])
    }

    private static func usedUpByPhone(_ entitlement: Entitlement) -> Refusal {
        let refusal = usedUp(entitlement, Recognition())
        return Refusal(
            .activationKeyUsedUp, refusal.sentence,
            remedy: "If the caller's machine is one of those listed, choose its seat. Or add a seat.",
            facts: [.byPhone] + refusal.facts)
    }
}

extension OutgoingDocument {
    /// The document as it is told by telephone.
    ///
    /// - Throws: `phone.not-speakable`.
    func response() throws(Refusal) -> ResponseCode {
        kind == .correction
            ? try ResponseCode(of: Unverified<TimeCorrection>(encoded: encoded))
            : try ResponseCode(of: Unverified<License>(encoded: encoded))
    }
}
