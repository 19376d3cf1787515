import Activation
import COSE
import Cryptography
import Fingerprint
import Ledger
import PhoneCode
import Refusals

/// Requests by telephone: a digest, and a proof of the activation key. What the machine is, the desk does not see.
extension Decider {
    /// What whoever told this code would get. Nothing is written.
    ///
    /// - Parameter choice: the seat that the agent chose; nil to go by the mark.
    func prospect(
        of code: RequestCode, _ file: LicenseFile, choice: SeatChoice?
    ) throws(Refusal) -> CallProspect {
        do throws(Refusal) {
            let entitlement = file.entitlement
            try Self.requireInForce(entitlement)
            if let (document, at) = try answered(code, entitlement) {
                _ = try document.response()
                return .again(document, at: at)
            }
            guard code.kind != .timeCorrection else {
                guard let seat = try seat(of: code, entitlement, choice), seat.id != nil
                else { throw Self.unknownCaller(entitlement.id) }
                return .timeCorrection(seat)
            }
            let seat = try seat(of: code, entitlement, choice)
            let isUndecided = choice == nil && seat != nil && code.kind == .activation
            if isUndecided, file.seatsInUse < entitlement.seats { throw Self.undecided(entitlement) }
            let known = try seat?.id.flatMap { (id) throws(Refusal) in try writer.activation(id) }
            let firstDay = known.map { UnixTime(rawValue: $0.firstAt).day } ?? now.day
            let lastDay = try entitlement.lastDay(today: now.day, firstActivation: firstDay)
            let license = entitlement.license(issuedOn: now.day, lastDay: lastDay, answering: code.digest)
            try requireSpeakable(license)
            if let seat, seat.id != nil {
                if try isRebinding(seat, code, license) { _ = try nextRebinding(file) }
                return .license(license, seat)
            }
            guard code.kind == .activation else { throw Self.unknownCaller(entitlement.id) }
            guard file.seatsInUse < entitlement.seats else { throw Self.usedUpByPhone(entitlement) }
            return .license(license, seat ?? .new(isChosen: false))
        } catch {
            guard error.isDecision else { throw error }
            return .refusal(error)
        }
    }

    /// The customer knows features by their names.
    private func requireSpeakable(_ license: License) throws(Refusal) {
        if let number = license.features.first(where: { $0 >= SpokenTerms.speakableFeatures }) {
            let name = try writer.catalogue(of: license.product).name(of: number)
            throw Refusal(
                .phoneNotSpeakable,
                "This license cannot be told by telephone: its feature '\(name)' is not among the catalogue's first "
                    + "\(SpokenTerms.speakableFeatures).",
                remedy:
                    "Carry it as a file, a QR code or a printed page; or add a license without that feature.")
        }
        try SpokenTerms.requireSpeakable(license)
    }

    /// What the very same request got before: by telephone, or as a file.
    private func answered(
        _ code: RequestCode, _ entitlement: Entitlement
    ) throws(Refusal) -> (OutgoingDocument, at: UnixTime)? {
        let id = entitlement.id.bytes
        for record in try writer.responses(ofLicense: id, answering: code.digest.bytes) {
            let at = UnixTime(rawValue: record.issuedAt)
            if code.kind == .timeCorrection {
                guard let body = try? Unverified<TimeCorrection>(encoded: record.bytes).unverifiedBody,
                    body.request == code.digest
                else { continue }
                return (OutgoingDocument(kind: .correction, encoded: record.bytes), at)
            }
            guard let body = try? Unverified<License>(encoded: record.bytes).unverifiedBody,
                body.request == code.digest
            else { continue }
            return (OutgoingDocument(kind: .license, encoded: record.bytes), at)
        }
        return nil
    }

    /// The seat that is there for the caller's machine: the agent's choice, or the newest in use with its mark.
    private func seat(
        of code: RequestCode, _ entitlement: Entitlement, _ choice: SeatChoice?
    ) throws(Refusal) -> CallSeat? {
        let (license, mark) = (entitlement.id.bytes, Int64(code.mark.rawValue))
        let marked = try writer.activationsInUse(ofLicense: license, mark: mark, limit: 1).first
        switch choice {
        case .new: return .new(isChosen: marked != nil)
        case .number(let number):
            guard let seat = try writer.activation(ofLicense: license, number: number),
                seat.returnedAt == nil
            else {
                throw Refusal(
                    .usageInvalid, "License \(entitlement.id) has no seat \(number) in use.",
                    remedy: "The seats are listed with the license: give one of their numbers, or 'new'.")
            }
            return .known(seat.id, isChosen: seat.mark != mark)
        case nil: return marked.map { .known($0.id, isChosen: false) }
        }
    }

    /// Takes the seat, or notes that its machine was answered again. What is known of the machine stays.
    func take(
        _ seat: CallSeat, for code: RequestCode, _ entitlement: Entitlement
    ) throws(Refusal) -> Int64 {
        guard let number = seat.id, let known = try writer.activation(number) else {
            return try writer.addActivation(
                ofLicense: entitlement.id.bytes, fingerprint: PhoneSeat.holder(code.mark),
                deviceKey: PhoneSeat.deviceKey(code.digest), mark: Int64(code.mark.rawValue),
                at: now.rawValue)
        }
        try writer.renewActivation(
            number, fingerprint: known.fingerprint, deviceKey: known.deviceKey, mark: known.mark,
            at: now.rawValue)
        return number
    }

    /// Seven bits are too few to say by themselves that it is the same machine, where there is room for another.
    private static func undecided(_ entitlement: Entitlement) -> Refusal {
        let holder = entitlement.binding == .user ? "user" : "machine"
        return Refusal(
            .phoneSeatUndecided,
            "A \(holder) with this mark has a seat of license \(entitlement.id), and another seat is free. One \(holder) "
                + "in 128 has this mark, so it may be another one.",
            facts: [.byPhone])
    }

    private static func unknownCaller(_ id: LicenseID) -> Refusal {
        Refusal(
            .requestDeviceUnknown,
            "No seat of license \(id) has this machine's mark, so it is not known whose license is asked for.",
            remedy:
                "If the caller can say which of the listed machines it is, choose its seat; if it has none yet, have a "
                + "first request made.",
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

extension CallSeat {
    /// What the ledger knows it by; nil for a free one.
    var id: Int64? {
        guard case .known(let number, _) = self else { return nil }
        return number
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
