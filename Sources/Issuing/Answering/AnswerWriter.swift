import Activation
import COSE
import Cryptography
import Ledger
import Refusals

/// Writes and signs what was decided, within one transaction. Files and calls are answered by this one.
struct AnswerWriter {
    let desk: Vault.Desk
    let writer: LedgerWriter
    let now: UnixTime

    /// Writes a seat, before the answer is signed and before anything else is decided.
    ///
    /// - Throws: what writing throws.
    func take(_ plan: SeatPlan, over carrier: Carrier) throws(Refusal) -> ActivationRecord {
        let license = plan.license.bytes
        let seat: ActivationRecord
        switch plan.change {
        case .kept(let record): seat = record
        case .renewed(let record, let holder):
            // An earlier request of this batch may have been for the same seat.
            guard let latest = try writer.activation(record.id) else { throw Refusal(.vaultDamaged) }
            try writer.renewActivation(
                latest, fingerprint: holder.fingerprint, deviceKey: holder.deviceKey, mark: holder.mark,
                at: now.rawValue)
            seat = record
        case .taken(let holder):
            seat = try writer.addActivation(
                ofLicense: license, fingerprint: holder.fingerprint, deviceKey: holder.deviceKey,
                mark: holder.mark, at: now.rawValue)
        }
        if let index = plan.index {
            try writer.setTraces(index.new, insteadOf: index.old, ofActivation: seat.id, license: license)
        }
        if let tally = plan.counted {
            try writer.addRebinding(
                RebindingRecord(
                    licenseID: license, activationID: seat.id, parts: Int64(tally.counted), at: now.rawValue,
                    carrier: carrier.rawValue, reason: desk.reason))
        }
        return seat
    }

    /// Writes the seat of what is given, for the event that its answer will be.
    func take(_ award: Award, _ plan: SeatPlan, over carrier: Carrier) throws(Refusal) -> ActivationRecord {
        let seat = try take(plan, over: carrier)
        guard case .correction = award else { return seat }
        guard let latest = try writer.activation(seat.id) else { throw Refusal(.vaultDamaged) }
        try writer.countCorrection(of: latest)
        return seat
    }

    /// Signs what is given, on all processors; then writes answers and audit log in order.
    ///
    /// - Throws: what signing and writing throw. Then none of them was answered.
    func record(_ answers: [AnswerInHand<Award>]) throws(Refusal) -> [Answer] {
        let issuing = desk.issuing
        let signed = mapConcurrently(answers) { answer in
            Result { () throws(Refusal) in try answer.signed(with: issuing) }
        }
        return try signed.map { (result) throws(Refusal) in try record(try result.get()) }
    }

    /// The event that an answer was given its place for is told of here.
    private func record(_ answer: AnswerInHand<IssuedAnswer>) throws(Refusal) -> Answer {
        let origin = answer.origin
        return try writer.within(answer.event) { () throws(Refusal) in
            switch answer.outcome {
            case .refused(let refusal, let license):
                try log(
                    .requestRefused, of: license, "\(refusal.code.rawValue): \(origin.name)", origin)
                return .refused(refusal)
            case .again(let issued, let request):
                try log(.requestRepeated, request, "", origin)
                return .again(issued)
            case .given(let issued, let plan, let seat, let request):
                try record(issued, plan, seat, request, origin)
                return .given(issued)
            }
        }
    }

    private func record(
        _ issued: IssuedAnswer, _ plan: SeatPlan, _ seat: ActivationRecord, _ request: AskedRequest,
        _ origin: Origin
    ) throws(Refusal) {
        try store(issued, to: request, on: seat, origin)
        try log(issued.award.action, request, outcome(issued.award, on: seat, origin), origin)
        for remark in plan.remarks {
            let detail = remark.detail(seat.number, plan, reason: desk.reason)
            try log(remark.action, request, detail, origin)
        }
    }

    /// Signs one answer, and writes it.
    ///
    /// - Throws: what signing and writing throw.
    func record(
        _ award: Award, _ plan: SeatPlan, _ seat: ActivationRecord, _ request: AskedRequest, _ origin: Origin
    ) throws(Refusal) -> IssuedAnswer {
        let issued = try award.signed(with: desk.issuing)
        try record(issued, plan, seat, request, origin)
        return issued
    }

    /// What the audit log is told of an answer.
    private func outcome(_ award: Award, on seat: ActivationRecord, _ origin: Origin) -> String {
        switch (origin, award) {
        case (.call(_, let inUse, let seats), _):
            return ", seat \(seat.number), \(inUse) of \(seats) in use"
        case (.document, .license(let grant)): return ", seat \(grant.seatsInUse) of \(grant.seats)"
        case (.document, .correction(let correction)):
            let clock = correction.clock.map { ", clock \($0.shown), seen \($0.seen)" } ?? ""
            return "\(clock), \(correction.correctionsBefore) before"
        }
    }

    private func store(
        _ issued: IssuedAnswer, to request: AskedRequest, on seat: ActivationRecord, _ origin: Origin
    ) throws(Refusal) {
        let digest = request.ledgerDigest.bytes
        try writer.recordAnswer(
            request: RequestRecord(
                digest: digest, licenseID: request.license.bytes, kind: Int64(request.kind.rawValue),
                bytes: request.bytes, carrier: origin.carrier.rawValue, receivedAt: now.rawValue),
            response: ResponseRecord(
                requestDigest: digest, activationID: seat.id, kid: desk.issuing.identifier.bytes,
                bytes: issued.encoded, answered: request.digest.bytes, issuedAt: now.rawValue))
    }

    private func log(
        _ action: AuditAction, _ request: AskedRequest, _ outcome: String, _ origin: Origin
    ) throws(Refusal) {
        try log(
            action, of: request.license,
            "request \(request.digest.hexadecimal)\(outcome), \(origin.name)", origin)
    }

    private func log(
        _ action: AuditAction, of license: LicenseID?, _ detail: String, _ origin: Origin
    ) throws(Refusal) {
        try writer.appendAudit(
            desk.vault.entry(
                action, of: .license(license), detail: detail, carrier: origin.carrier.rawValue,
                in: desk.surroundings))
    }
}
