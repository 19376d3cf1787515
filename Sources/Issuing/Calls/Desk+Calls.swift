import Activation
import COSE
import Cryptography
import Ledger
import PhoneCode
import Refusals

extension Vault.Desk {
    /// Looks up what a caller is told about, and what he would get. The audit log tells that it was asked; nothing is
    /// granted.
    ///
    /// - Parameter choice: the seat that the agent chose for the caller; nil to go by the machine's mark.
    /// - Throws: `phone.too-many-attempts`, `phone.wrong-code` for a wrong proof, `activation-key.unknown`,
    ///   `request.kind-unsupported`, `phone.call-unknown`, `phone.call-taken`.
    package func card(
        for spoken: SpokenCode, seat choice: SeatChoice? = nil, in held: HeldCall
    ) throws(Refusal) -> CallCard {
        let code = try RequestCode(spoken)
        return try proven(code, spoken, held) { (decider, file, call, writer) throws(Refusal) in
            let decision = try decider.decide(code, file, choice: choice)
            let prospect = CallProspect(decision)
            var row = row(of: call, code, spoken, choice, at: decider.now)
            row.shown = prospect.digest.bytes
            try writer.keep(row)
            try writer.appendAudit(entry(.callAsked, code, held, prospect.inShort))
            return try card(
                code, file, prospect, call, writer, decider.tally(after: decision, file),
                refusals: prospect.isRepeated ? [] : try writer.refusals(of: spoken), now: decider.now)
        }
    }

    /// Grants what a caller asks for, after the agent saw the card. When it is returned, the ledger holds it.
    ///
    /// Where a card was shown in this call, what the last one showed is granted, or nothing.
    ///
    /// - Throws: what ``card(for:seat:in:)`` throws; `phone.answer-changed` if it would be another answer than was shown;
    ///   `phone.clock-doubtful` if it would be signed under a clock that is odd and was not accepted; `phone.call-refused`
    ///   if an agent refused it, in whichever call, and it was not looked at in this one since; the refusal that would be
    ///   on the card.
    package func answer(
        _ spoken: SpokenCode, seat choice: SeatChoice? = nil, in held: HeldCall
    ) throws(Refusal) -> CallAnswer {
        let code = try RequestCode(spoken)
        return try proven(code, spoken, held) { (decider, file, call, writer) throws(Refusal) in
            let decision = try decider.decide(code, file, choice: choice)
            try Self.requireShown(
                CallProspect(decision), spoken, choice, call, refusals: try writer.refusals(of: spoken))
            try requireClock(for: decision, at: decider.now, in: writer)
            if case .refuse(let refusal) = decision { throw refusal }
            let answers = AnswerWriter(desk: self, writer: writer, now: decider.now)
            // How far the call has come belongs to the same event as what is given.
            var row = row(of: call, code, spoken, choice, at: decider.now)
            if row.position == 0 { row.position = 1 }
            try writer.keep(row)
            let (issued, isRepeated) = try give(decision, to: AskedRequest(code, spoken), held, file, answers)
            let response = try issued.document.response()
            return CallAnswer(
                document: issued.document, response: response,
                customer: file.entitlement.standing.customerName, license: code.license,
                isRepeated: isRepeated, seatsInUse: Self.seatsInUse(after: decision, file),
                seats: file.entitlement.seats, rebindings: try decider.tally(after: decision, file))
        }
    }

    /// Writes, signs and stores what was decided, or throws the refusal.
    private func give(
        _ decision: Decision, to request: AskedRequest, _ held: HeldCall, _ file: OpenLicense,
        _ answers: AnswerWriter
    ) throws(Refusal) -> (IssuedAnswer, isRepeated: Bool) {
        let origin = Origin.call(
            held, inUse: Self.seatsInUse(after: decision, file), seats: file.entitlement.seats)
        switch decision {
        case .refuse(let refusal): throw refusal
        case .again(let issued, _, _):
            let event = try answers.writer.openEvent()
            _ = try answers.record([
                AnswerInHand(outcome: .again(issued, request), origin: origin, event: event)
            ])
            return (issued, true)
        case .give(let award, let plan):
            let seat = try answers.take(award, plan, over: .phone)
            let issued = try answers.record(award, plan, seat, request, origin)
            return (issued, false)
        }
    }

    private static func seatsInUse(after decision: Decision, _ file: OpenLicense) -> Int {
        guard case .give(.license(let grant), _) = decision else { return file.seatsInUse }
        return grant.seatsInUse
    }

    /// The answer that was granted in a call before, to go on reading it; nil where none was. Nothing is granted.
    ///
    /// - Throws: what ``card(for:seat:in:)`` throws.
    package func answerBefore(_ spoken: SpokenCode, in held: HeldCall) throws(Refusal) -> CallAnswer? {
        let code = try RequestCode(spoken)
        let before = try proven(code, spoken, held) { (decider, file, _, _) throws(Refusal) in
            CallProspect(try decider.decide(code, file, choice: nil))
        }
        guard case .again = before else { return nil }
        return try answer(spoken, in: held)
    }

    /// What was shown is granted, and nothing that was refused.
    private static func requireShown(
        _ prospect: CallProspect, _ spoken: SpokenCode, _ choice: SeatChoice?, _ call: Call,
        refusals: [CallRefusal]
    ) throws(Refusal) {
        guard !call.isRefused else {
            throw Refusal(
                .phoneCallRefused, "In call \(call.number) an agent refused the request.",
                facts: [.call(call.number)])
        }
        // What was granted meanwhile is no other answer.
        if prospect.isRepeated { return }
        if let last = refusals.first, call.row.shown == nil || call.row.code != spoken.bytes {
            throw Refusal(
                .phoneCallRefused, "In call \(last.call) an agent refused the request.",
                facts: [.call(call.number)])
        }
        guard let shown = call.row.shown else { return }
        guard call.row.code == spoken.bytes, call.row.seat == choice?.text, shown == prospect.digest.bytes
        else {
            throw Refusal(
                .phoneAnswerChanged,
                facts: [.call(call.number)] + (choice.map { [.chosenSeat($0.text)] } ?? []))
        }
    }

    /// A date that is signed cannot be taken back. What was signed before is given again under any clock.
    private func requireClock(
        for decision: Decision, at now: UnixTime, in reader: LedgerReader
    ) throws(Refusal) {
        guard case .give = decision, let finding = try DeskClock(now: now, ledger: reader),
            finding.code != acceptedClock?.code
        else { return }
        throw Refusal(.phoneClockDoubtful, "\(finding.sentence) Nothing was granted.")
    }

    /// What a call is about from now on. For another code than before nothing was shown, chosen or read.
    private func row(
        of call: Call, _ code: RequestCode, _ spoken: SpokenCode, _ choice: SeatChoice?, at now: UnixTime
    ) -> CallRow {
        var row = call.row
        if row.code != spoken.bytes { (row.position, row.shown) = (0, nil) }
        (row.licenseID, row.code, row.updatedAt) = (code.license.bytes, spoken.bytes, now.rawValue)
        row.seat = choice?.text
        return row
    }

    func entry(
        _ action: AuditAction, _ code: RequestCode, _ held: HeldCall, _ outcome: String
    ) -> AuditEntry {
        vault.entry(
            action, of: .license(code.license),
            detail: "request \(code.digest.hexadecimal)\(outcome), call \(held.number), agent \(held.agent)",
            carrier: Carrier.phone.rawValue, in: surroundings)
    }

    private func card(
        _ code: RequestCode, _ file: OpenLicense, _ prospect: CallProspect, _ call: Call,
        _ reader: LedgerReader, _ rebindings: RebindingTally, refusals: [CallRefusal], now: UnixTime
    ) throws(Refusal) -> CallCard {
        let entitlement = file.entitlement
        let machines = try shown(code, file, prospect, reader)
        let others = try reader.calls(ofLicense: entitlement.id.bytes, limit: 20).filter {
            $0.id != call.number
        }
        let product = try reader.product(entitlement.product.text)
        return CallCard(
            entitlement: entitlement, productName: product?.name ?? entitlement.product.text,
            customer: entitlement.standing.customerName, seatsInUse: file.seatsInUse,
            seats: entitlement.seats, kind: code.kind,
            machines: machines,
            machinesInAll: try reader.activationCount(ofLicense: entitlement.id.bytes),
            calls: others.map { Call(row: $0) }, refusals: refusals, prospect: prospect,
            rebindings: rebindings,
            now: now, clock: try DeskClock(now: now, ledger: reader))
    }

    /// The machines on a card: those with the caller's mark, and those that took their seats last, of either so many,
    /// and the one that the answer would be for.
    private func shown(
        _ code: RequestCode, _ file: OpenLicense, _ prospect: CallProspect, _ reader: LedgerReader
    ) throws(Refusal) -> [CallMachine] {
        let license = file.entitlement.id.bytes
        var found = try reader.activationsInUse(
            ofLicense: license, mark: Int64(code.mark.rawValue), limit: CallCard.mostOfEither)
        found += try reader.newestActivations(ofLicense: license, limit: CallCard.mostOfEither)
        if let id = prospect.seat?.id, let meant = try reader.activation(id) { found.append(meant) }
        let machines = Dictionary(found.map { ($0.number, $0) }) { one, _ in one }.values.map {
            CallMachine($0, file.entitlement.binding, mark: code.mark)
        }
        return machines.sorted {
            ($0.hasSameMark ? 1 : 0, $0.lastAt, $0.number) > ($1.hasSameMark ? 1 : 0, $1.lastAt, $1.number)
        }
    }
}

extension Decider {
    /// The license's tally after what was decided.
    fileprivate func tally(after decision: Decision, _ file: OpenLicense) throws(Refusal) -> RebindingTally {
        if case .give(.license(let grant), _) = decision, let tally = grant.rebindings { return tally }
        return try rebindings(file)
    }
}
