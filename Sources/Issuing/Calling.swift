import Activation
import COSE
import Cryptography
import Ledger
import PhoneCode
import Refusals

extension Vault {
    /// How many wrong proofs are taken for one license within an hour.
    public static let attemptsPerLicense: Int64 = 5
    /// How many wrong proofs are taken in all within an hour.
    public static let attemptsInAll: Int64 = 60
    static let attemptWindow: Int64 = 3600
}

extension Vault.Desk {
    /// Looks up what a caller is told about, and what he would get. The audit log tells that it was asked; nothing is
    /// granted.
    ///
    /// - Parameter choice: the seat that the agent chose for the caller; nil to go by the machine's mark.
    /// - Throws: `phone.too-many-attempts`, `phone.wrong-code` for a wrong proof, `activation-key.unknown`,
    ///   `request.kind-unsupported`, `phone.call-unknown`.
    public func card(
        for spoken: SpokenCode, seat choice: SeatChoice? = nil, call number: Int64
    ) throws(Refusal) -> CallCard {
        let code = try RequestCode(spoken)
        let now = try moment()
        return try proven(code, spoken, call: number, at: now) { (decider, file, call) throws(Refusal) in
            let prospect = try decider.prospect(of: code, file, choice: choice)
            let writer = decider.writer
            try keep(call, code, spoken, choice, in: writer, at: now)
            _ = try writer.appendAudit(
                entry(.callAsked, code, call, prospect.inShort))
            return try card(code, file, prospect, call, decider.writer)
        }
    }

    /// Grants what a caller asks for, after the agent saw the card. When it is returned, the ledger holds it.
    ///
    /// - Parameter expected: what the agent was shown; nil to grant whatever is due.
    /// - Returns: nil, and nothing is granted, if something else would be granted by now.
    /// - Throws: what ``card(for:seat:call:)`` throws; the refusal that would be on the card now.
    public func answer(
        _ spoken: SpokenCode, seat choice: SeatChoice? = nil, expecting expected: CallProspect? = nil,
        call number: Int64
    ) throws(Refusal) -> CallAnswer? {
        let code = try RequestCode(spoken)
        let now = try moment()
        return try proven(code, spoken, call: number, at: now) { (decider, file, call) throws(Refusal) in
            // Whoever grants after somebody refused looks at it first.
            guard !call.isRefused || expected != nil else {
                throw Refusal(
                    .phoneCallRefused, "In call \(number) an agent refused what was asked for.",
                    remedy: "Look at it again: 'countersign-responder phone --resume \(number)'.")
            }
            let writer = decider.writer
            let prospect = try decider.prospect(of: code, file, choice: choice)
            if let expected, expected != prospect { return nil }
            var (seats, isRepeated, seat) = (file.seatsInUse, false, CallSeat.new(isChosen: false))
            let document: OutgoingDocument
            switch prospect {
            case .refusal(let refusal): throw refusal
            case .again(let before, _):
                (document, isRepeated) = (before, true)
                _ = try writer.appendAudit(entry(.requestRepeated, code, call, ""))
            case .license(let license, let granted):
                seat = granted
                if seat.id == nil { seats += 1 }
                let signed = try Verified(
                    signing: license, key: issuing.key, keyIdentifier: issuing.identifier)
                document = OutgoingDocument(kind: .license, encoded: signed.encoded)
            case .timeCorrection(let granted):
                seat = granted
                let correction = TimeCorrection(
                    product: file.entitlement.product, issuedAt: now, request: code.digest)
                let signed = try Verified(
                    signing: correction, key: issuing.key, keyIdentifier: issuing.identifier)
                document = OutgoingDocument(kind: .correction, encoded: signed.encoded)
            }
            let response = try document.response()
            if !isRepeated {
                let activation = try decider.take(seat, for: code, file.entitlement)
                let number = try writer.activations(ofLicense: code.license.bytes).seatNumber(of: activation)
                try store(document, spoken, code, activation, in: writer, at: now)
                _ = try writer.appendAudit(
                    entry(
                        document.kind == .correction ? .timeCorrected : .requestGranted, code, call,
                        "\(seat.isChosen ? ", seat chosen by the agent: " : ", seat ")\(number), \(seats) of "
                            + "\(file.entitlement.seats) in use"))
            }
            try keep(call, code, spoken, choice, isAnswered: true, in: writer, at: now)
            return CallAnswer(
                document: document, response: response,
                customer: file.entitlement.standing.customerName,
                license: code.license, isRepeated: isRepeated, seatsInUse: seats,
                seats: file.entitlement.seats)
        }
    }

    /// The answer that was granted in a call before, to go on reading it; nil where none was. Nothing is granted.
    ///
    /// - Throws: what ``card(for:seat:call:)`` throws.
    public func answerBefore(_ spoken: SpokenCode, call number: Int64) throws(Refusal) -> CallAnswer? {
        let code = try RequestCode(spoken)
        let now = try moment()
        let before = try proven(code, spoken, call: number, at: now) { (decider, file, _) throws(Refusal) in
            try decider.prospect(of: code, file, choice: nil)
        }
        guard case .again = before else { return nil }
        return try answer(spoken, expecting: before, call: number)
    }

    /// Keeps what a call is about. Another code than before has no answer yet.
    private func keep(
        _ call: Call, _ code: RequestCode, _ spoken: SpokenCode, _ choice: SeatChoice?,
        isAnswered: Bool = false,
        in writer: LedgerWriter, at now: UnixTime
    ) throws(Refusal) {
        var row = call.row
        if row.code != spoken.bytes { row.position = 0 }
        (row.licenseID, row.code, row.updatedAt) = (code.license.bytes, spoken.bytes, now.rawValue)
        row.seat = choice?.text
        if isAnswered, row.position == 0 { row.position = 1 }
        try writer.keep(row)
    }

    /// Does something for a caller who has proven the activation key. Wrong proofs are counted in the transaction
    /// that finds them, and from the limit on nothing is looked at, right ones neither.
    private func proven<Value: Sendable>(
        _ code: RequestCode, _ spoken: SpokenCode, call number: Int64, at now: UnixTime,
        _ body: (inout Decider, LicenseFile, Call) throws(Refusal) -> Value
    ) throws(Refusal) -> Value {
        let result = try vault.ledger.write { (writer) throws(Refusal) -> Result<Value, Refusal> in
            let call = try Vault.known(writer.call(number), number)
            if try !wasProven(code, spoken, call, in: writer) {
                try requireFewAttempts(code.license, in: writer, at: now)
            }
            var decider = Decider(keys: vault.keys, writer: writer, now: now, recallsComparisons: false)
            do throws(Refusal) {
                let file = try decider.openFile(code.license, for: .activation)
                let (product, isForUser) = (file.entitlement.product, file.entitlement.binding == .user)
                func proves(namingUser: Bool) -> Bool {
                    (try? code.isProven(by: file.proofKey, product: product, namesUser: namingUser)) == true
                }
                guard proves(namingUser: isForUser) else {
                    if proves(namingUser: !isForUser) { throw Self.otherBinding(file.entitlement) }
                    throw Refusal(
                        .phoneWrongCode,
                        "The code's proof does not fit the activation key of license \(code.license).",
                        remedy:
                            "Have the groups that are named read again. If all are right, the activation key at the "
                            + "machine is not the one of this license, or the product file there is another product's."
                    )
                }
                return .success(try body(&decider, file, call))
            } catch {
                guard error.code == .phoneWrongCode || error.code == .activationKeyUnknown else {
                    throw error
                }
                try writer.addPhoneAttempt(
                    ofLicense: code.license.bytes, code: spoken.bytes, at: now.rawValue,
                    forgettingBefore: now.rawValue - Vault.attemptWindow)
                _ = try writer.appendAudit(entry(.callProofWrong, code, call, ""))
                return .failure(error)
            }
        }
        return try result.get()
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
        let times = now.rawValue - Vault.attemptWindow + 1..<now.rawValue + 1
        guard
            try writer.phoneAttempts(ofLicense: license.bytes, in: times) < Vault.attemptsPerLicense
        else { throw Refusal(.phoneTooManyAttempts) }
        // Codes for licenses that are not there keep nobody else out.
        let isKnown = try writer.license(license.bytes) != nil
        guard try writer.phoneAttempts(ofLicensesThatAre: isKnown, in: times) < Vault.attemptsInAll else {
            throw Refusal(
                .phoneTooManyAttempts, "Too many codes with a wrong proof were given within an hour.")
        }
    }

    private static func otherBinding(_ entitlement: Entitlement) -> Refusal {
        entitlement.binding == .user
            ? Refusal(
                .requestUserMissing,
                "License \(entitlement.id) is bound to a user, and the request names none.",
                remedy: "Have it made anew: 'countersign-client request --phone --user'.")
            : Refusal(
                .usageInvalid,
                "License \(entitlement.id) is not bound to a user, and the request names one.",
                remedy: "Have it made anew without --user: 'countersign-client request --phone'.")
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
                bytes: document.encoded, issuedAt: now.rawValue))
    }

    private func entry(
        _ action: AuditAction, _ code: RequestCode, _ call: Call, _ outcome: String
    ) -> AuditEntry {
        vault.entry(
            action, of: code.license.description,
            detail: "request \(code.digest.hexadecimal)\(outcome), call \(call.number), agent \(call.agent)",
            carrier: Carrier.phone.rawValue, in: surroundings)
    }

    private func card(
        _ code: RequestCode, _ file: LicenseFile, _ prospect: CallProspect, _ call: Call,
        _ reader: LedgerReader
    ) throws(Refusal) -> CallCard {
        let entitlement = file.entitlement
        let machines = try zip(1..., reader.activations(ofLicense: entitlement.id.bytes)).map {
            CallMachine($1, number: $0, entitlement.binding, mark: code.mark)
        }
        let others = try reader.calls(ofLicense: entitlement.id.bytes, limit: 20).filter {
            $0.id != call.number
        }
        let product = try reader.product(entitlement.product.text)
        return CallCard(
            entitlement: entitlement, productName: product?.name ?? entitlement.product.text,
            customer: entitlement.standing.customerName, seatsInUse: file.seatsInUse,
            seats: entitlement.seats, kind: code.kind,
            machines: machines.sorted { ($0.lastAt, $0.number) > ($1.lastAt, $1.number) },
            calls: others.map { Call(row: $0) }, prospect: prospect)
    }
}

extension CallProspect {
    /// For the audit log.
    fileprivate var inShort: String {
        switch self {
        case .license, .timeCorrection: ", would be granted"
        case .again: ", was granted before"
        case .refusal(let refusal): ", \(refusal.code.rawValue)"
        }
    }
}
