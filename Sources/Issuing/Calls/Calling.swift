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
        return try proven(code, spoken, held) { (decider, file, call) throws(Refusal) in
            let prospect = try decider.prospect(of: code, file, choice: choice)
            let writer = decider.writer
            var row = row(of: call, code, spoken, choice, at: decider.now)
            row.shown = prospect.digest.bytes
            try writer.keep(row)
            _ = try writer.appendAudit(entry(.callAsked, code, held, prospect.inShort))
            return try card(
                code, file, prospect, call, writer, decider.rebindings(after: prospect, of: code, file),
                today: decider.now.day)
        }
    }

    /// Grants what a caller asks for, after the agent saw the card. When it is returned, the ledger holds it.
    ///
    /// Where a card was shown in this call, what the last one showed is granted, or nothing.
    ///
    /// - Throws: what ``card(for:seat:in:)`` throws; `phone.answer-changed` if it would be another answer than was shown;
    ///   `phone.call-refused` if an agent refused it and nobody looked at it since; the refusal that would be on the
    ///   card.
    package func answer(
        _ spoken: SpokenCode, seat choice: SeatChoice? = nil, in held: HeldCall
    ) throws(Refusal) -> CallAnswer {
        let code = try RequestCode(spoken)
        return try proven(code, spoken, held) { (decider, file, call) throws(Refusal) in
            let prospect = try decider.prospect(of: code, file, choice: choice)
            try Self.requireShown(prospect, spoken, choice, call)
            let (document, seat) = try document(of: prospect, code, file, at: decider.now)
            let response = try document.response()
            let writer = decider.writer
            let tally = try decider.rebindings(after: prospect, of: code, file)
            var seats = file.seatsInUse
            if let seat {
                if seat.id == nil { seats += 1 }
                let activation = try decider.take(seat, for: code, file.entitlement)
                try store(document, spoken, code, activation, in: writer, at: decider.now)
                let number = try writer.activation(activation)?.number ?? 0
                let outcome = ", seat \(number), \(seats) of \(file.entitlement.seats) in use"
                let action: AuditAction = document.kind == .correction ? .timeCorrected : .requestGranted
                _ = try writer.appendAudit(entry(action, code, held, outcome))
                if tally.isCounted {
                    try decider.rebind(activation, tally, over: .phone, file)
                    let change = ", seat \(number), \(decider.inShort(tally))"
                    _ = try writer.appendAudit(entry(.seatRebound, code, held, change))
                }
                if seat.isChosen {
                    _ = try writer.appendAudit(entry(.callSeatChosen, code, held, ", seat \(number)"))
                }
            } else {
                _ = try writer.appendAudit(entry(.requestRepeated, code, held, ""))
            }
            var row = row(of: call, code, spoken, choice, at: decider.now)
            if row.position == 0 { row.position = 1 }
            try writer.keep(row)
            return CallAnswer(
                document: document, response: response,
                customer: file.entitlement.standing.customerName, license: code.license,
                isRepeated: seat == nil, seatsInUse: seats, seats: file.entitlement.seats, rebindings: tally)
        }
    }

    /// The answer that was granted in a call before, to go on reading it; nil where none was. Nothing is granted.
    ///
    /// - Throws: what ``card(for:seat:in:)`` throws.
    package func answerBefore(_ spoken: SpokenCode, in held: HeldCall) throws(Refusal) -> CallAnswer? {
        let code = try RequestCode(spoken)
        let before = try proven(code, spoken, held) { (decider, file, _) throws(Refusal) in
            try decider.prospect(of: code, file, choice: nil)
        }
        guard case .again = before else { return nil }
        return try answer(spoken, in: held)
    }

    /// What was shown is granted, and nothing that was refused.
    private static func requireShown(
        _ prospect: CallProspect, _ spoken: SpokenCode, _ choice: SeatChoice?, _ call: Call
    ) throws(Refusal) {
        guard !call.isRefused else {
            throw Refusal(
                .phoneCallRefused, "In call \(call.number) an agent refused what was asked for.",
                facts: [.call(call.number)])
        }
        guard let shown = call.row.shown else { return }
        // What was granted meanwhile is no other answer.
        if case .again = prospect { return }
        guard call.row.code == spoken.bytes, call.row.seat == choice?.text, shown == prospect.digest.bytes
        else {
            throw Refusal(
                .phoneAnswerChanged,
                facts: [.call(call.number)] + (choice.map { [.chosenSeat($0.text)] } ?? []))
        }
    }

    /// What is told, signed now or before; and the seat that it takes, nil where it was granted before.
    private func document(
        of prospect: CallProspect, _ code: RequestCode, _ file: LicenseFile, at now: UnixTime
    ) throws(Refusal) -> (OutgoingDocument, seat: CallSeat?) {
        switch prospect {
        case .refusal(let refusal): throw refusal
        case .again(let before, _): return (before, nil)
        case .license(let license, let seat):
            let signed = try Verified(
                signing: license, key: issuing.key, keyIdentifier: issuing.identifier)
            return (OutgoingDocument(kind: .license, encoded: signed.encoded), seat)
        case .timeCorrection(let seat):
            let correction = TimeCorrection(
                product: file.entitlement.product, issuedAt: now, request: code.digest)
            let signed = try Verified(
                signing: correction, key: issuing.key, keyIdentifier: issuing.identifier)
            return (OutgoingDocument(kind: .correction, encoded: signed.encoded), seat)
        }
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

    private func store(
        _ document: OutgoingDocument, _ spoken: SpokenCode, _ code: RequestCode, _ activation: Int64,
        in writer: LedgerWriter, at now: UnixTime
    ) throws(Refusal) {
        let digest = PhoneSeat.ledgerDigest(code.digest, of: code.license, code.kind).bytes
        try writer.recordAnswer(
            request: RequestRecord(
                digest: digest, licenseID: code.license.bytes, kind: Int64(code.kind.rawValue),
                bytes: spoken.bytes, carrier: Carrier.phone.rawValue, receivedAt: now.rawValue),
            response: ResponseRecord(
                requestDigest: digest, activationID: activation, kid: issuing.identifier.bytes,
                bytes: document.encoded, answered: code.digest.bytes, issuedAt: now.rawValue))
    }

    func entry(
        _ action: AuditAction, _ code: RequestCode, _ held: HeldCall, _ outcome: String
    ) -> AuditEntry {
        vault.entry(
            action, of: code.license.description,
            detail: "request \(code.digest.hexadecimal)\(outcome), call \(held.number), agent \(held.agent)",
            carrier: Carrier.phone.rawValue, in: surroundings)
    }

    private func card(
        _ code: RequestCode, _ file: LicenseFile, _ prospect: CallProspect, _ call: Call,
        _ reader: LedgerReader, _ rebindings: RebindingTally, today: CalendarDay
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
            calls: others.map { Call(row: $0) }, prospect: prospect, rebindings: rebindings,
            today: today)
    }
    /// The machines on a card: those with the caller's mark, and those that took their seats last, of either so many,
    /// and the one that the answer would be for.
    private func shown(
        _ code: RequestCode, _ file: LicenseFile, _ prospect: CallProspect, _ reader: LedgerReader
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
