import Activation
import Cryptography
import Fingerprint
import Ledger
import PhoneCode
import Refusals

extension Decider {
    /// The seat that the holder of the request has already. A machine has it if the components are the same, or
    /// enough of them by the product's policy; a device key alone may have been copied.
    mutating func recognition(
        of holder: [UInt8], _ request: Request, _ file: OpenLicense
    ) throws(Refusal) -> Recognition {
        let id = file.entitlement.id.bytes
        let exact = try reader.activation(ofLicense: id, fingerprint: holder)
        guard file.entitlement.binding == .machine else {
            guard file.entitlement.binding == .user, exact == nil else {
                return Recognition(activation: exact)
            }
            return try takenOver(by: MachineMark(of: request.fingerprint), file) ?? Recognition()
        }
        if let exact, exact.returnedAt == nil { return Self.recognized(exact, request, file.policy) }
        if let known = try recognized(in: try candidates(for: request, file), request, file) { return known }
        if let exact { return Self.recognized(exact, request, file.policy) }
        if let chosen = try chosenForAReason(request, file) { return chosen }
        if let known = try takenOver(by: MachineMark(ofMachine: request.fingerprint), file) { return known }
        let namesake = try reader.activation(ofLicense: id, deviceKey: request.deviceKey.bytes)
        return Recognition(namesake: namesake.flatMap { Self.comparison($0, request, file.policy) })
    }

    /// The seats whose machines have a strong component in common with the request's.
    private func candidates(for request: Request, _ file: OpenLicense) throws(Refusal) -> [Candidate] {
        try reader.activations(
            ofLicense: file.entitlement.id.bytes, sharing: request.fingerprint.searchedTraces
        ).compactMap { Candidate($0, request, file.policy) }
    }

    /// The seat of the machine in the request, if one of the candidates is it.
    ///
    /// - Returns: nil if none is; then it is another machine.
    /// - Throws: `request.machine-unclear` where it may be, another may be in the request too, and the vendor has not said.
    func recognized(
        in candidates: [Candidate], _ request: Request, _ file: OpenLicense
    ) throws(Refusal) -> Recognition? {
        let possible = candidates.filter { $0.continuity.decision != .different }
        guard let likeliest = possible.max(by: { $0.rank < $1.rank }) else { return nil }
        if likeliest.continuity.decision == .same {
            return Recognition(likeliest.seat, likeliest.continuity)
        }
        switch choice {
        case .new where request.kind == .activation: return Recognition(isChosen: true)
        case .number(let chosen):
            let seat = possible.first { $0.seat.number == chosen }
            if let seat { return Recognition(seat.seat, seat.continuity, isChosen: true) }
        case .new, nil: break
        }
        let tally = try rebindings(file)
        let isWithin = tally.used + max(likeliest.continuity.newcomers.count, 1) <= tally.allowed
        throw Self.unclear(
            likeliest.continuity, likeliest.seat.number, request.kind, file.entitlement,
            needsReason: !isWithin && reason == nil)
    }

    /// The seat that the vendor names for a machine of which nothing tells that it is the seat's: one that was repaired
    /// beyond recognition. That takes a reason.
    func chosenForAReason(_ request: Request, _ file: OpenLicense) throws(Refusal) -> Recognition? {
        guard case .number(let number)? = choice, reason != nil,
            let seat = try reader.activation(ofLicense: file.entitlement.id.bytes, number: number),
            seat.returnedAt == nil
        else { return nil }
        guard let candidate = Candidate(seat, request, file.policy) else {
            return Recognition(activation: seat, isChosen: true)
        }
        return Recognition(seat, candidate.continuity, isChosen: true)
    }

    private static func recognized(
        _ record: ActivationRecord, _ request: Request, _ policy: FingerprintPolicy
    ) -> Recognition {
        Recognition(activation: record, comparison: comparison(record, request, policy))
    }

    /// How the machine of a seat compares with the request's; nil if the ledger's bytes are no fingerprint.
    static func comparison(
        _ record: ActivationRecord, _ request: Request, _ policy: FingerprintPolicy
    ) -> FingerprintComparison? {
        Fingerprint(machineBytes: record.fingerprint).map {
            FingerprintComparison(
                bound: $0, current: request.fingerprint, policy: policy, unreadable: .lost)
        }
    }

    private static func unclear(
        _ continuity: MachineContinuity, _ seat: Int64, _ kind: RequestKind, _ entitlement: Entitlement,
        needsReason: Bool
    ) -> Refusal {
        let kinds = continuity.newcomers.map { ComponentKind(rawValue: $0.kind)?.label ?? "component" }
        let new = kinds.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return Refusal(
            .requestMachineUnclear,
            "The request has the components of the machine on seat \(seat) of license \(entitlement.id), and others "
                + "that it did not have (\(new.joined(separator: ", "))); only \(continuity.knownShare) % of the "
                + "hardware was known. The request may combine two machines.",
            facts: [.seat(String(seat))] + (needsReason ? [.reasonNeeded] : [])
                + (kind == .activation ? [.mayBeNew] : []))
    }

    /// What the vendor is to be told about a machine of this kind. Who sold to a user or a site sold for whatever
    /// they have.
    ///
    /// - Throws: `fingerprint.environment-refused`.
    func warnings(
        about environment: EnvironmentCode, _ file: OpenLicense
    ) throws(Refusal) -> [MachineFinding.Warning] {
        guard file.entitlement.binding == .machine else { return [] }
        switch file.policy.permission(for: environment) {
        case .allow: return []
        case .warn: return [.environment(environment)]
        case .refuse: throw Self.refusal(of: environment, file)
        }
    }

    private static func refusal(of environment: EnvironmentCode, _ file: OpenLicense) -> Refusal {
        let refusesMachine = environment.isVirtual && file.policy.virtualMachines == .refuse
        let refusesContainer = environment.isContainer && file.policy.containers == .refuse
        return Refusal(
            .fingerprintEnvironmentRefused,
            "The request comes from \(environment.label), and this product is not licensed for that.",
            remedy:
                "Ask the site to make it \(refusesMachine ? "on bare hardware" : "outside the container"); or allow "
                + "it for the whole product; the sites then need the next product file.",
            facts: [.product(file.entitlement.product.text)] + (refusesMachine ? [.virtualMachine] : [])
                + (refusesContainer ? [.container] : []))
    }

    /// The day from which a trial counts: of this seat, or of any that this device key ever had.
    func firstActivation(
        _ known: ActivationRecord?, _ request: Request, _ entitlement: Entitlement
    ) throws(Refusal) -> CalendarDay {
        var moments = [now.rawValue, known?.firstAt].compactMap { $0 }
        if entitlement.kind == .trial {
            let byKey = try reader.activation(
                ofLicense: entitlement.id.bytes, deviceKey: request.deviceKey.bytes)
            moments += [byKey?.firstAt].compactMap { $0 }
        }
        return UnixTime(rawValue: moments.min() ?? now.rawValue).day
    }

    /// The seat is taken, or its machine is known from now on by what it looks like now. What the request could not read is
    /// kept as it was, so that nobody makes a seat forget its machine.
    func seat(
        _ known: ActivationRecord?, holder: [UInt8], for request: Request, _ entitlement: Entitlement
    ) -> SeatPlan {
        let kept =
            entitlement.binding == .machine
            ? known.flatMap { Fingerprint(machineBytes: $0.fingerprint) }.map {
                request.fingerprint.keepingKinds(of: $0)
            } : nil
        let bytes = kept?.machineBytes ?? holder
        let mark = PhoneSeat.mark(of: bytes, isForUser: entitlement.binding == .user)
        let holder = SeatPlan.Holder(
            fingerprint: bytes, deviceKey: request.deviceKey.bytes, mark: mark.map { Int64($0.rawValue) })
        var plan = SeatPlan(
            license: entitlement.id, change: known.map { .renewed($0, holder) } ?? .taken(holder))
        if entitlement.binding == .machine, known?.fingerprint != bytes {
            plan.index = (
                (kept ?? request.fingerprint).traces,
                known.map { Fingerprint.traces(ofMachine: $0.fingerprint) } ?? []
            )
        }
        return plan
    }

    /// By what the holder of a seat is known again: the machine's components, or the user.
    func holder(of request: Request, _ entitlement: Entitlement) throws(Refusal) -> [UInt8] {
        switch entitlement.binding {
        case .machine:
            guard !request.fingerprint.isEmpty else {
                throw Refusal(
                    .fingerprintEmpty, "The request names no component that could identify its machine.",
                    remedy:
                        "Ask the site to make it on the machine itself rather than in a container, or sell a "
                        + "license that is bound to a user or to the site.")
            }
            guard request.fingerprint.isTelling else { throw Refusal(.fingerprintWeak) }
            try Self.requireUsualNumbers(request.fingerprint)
            return request.fingerprint.machineBytes
        case .user:
            let users = request.fingerprint.digests(of: .user)
            guard !users.isEmpty else { throw Refusal(.requestUserMissing) }
            guard users.count == 1 else {
                throw Refusal(
                    .requestUserMissing,
                    "The request names \(users.count) users, and a license for a user is for one user.")
            }
            return users.flatMap { [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xff)] }
        case .site:
            // The site as a whole has one row. No machine and no user has this one byte.
            return [0]
        }
    }
}

extension Decider {
    /// The client never names more than four of a kind: a request that does is made for more machines to fit.
    fileprivate static func requireUsualNumbers(_ fingerprint: Fingerprint) throws(Refusal) {
        if let entry = fingerprint.crowdedKind {
            let label = ComponentKind(rawValue: entry.kind)?.label ?? "component of kind \(entry.kind)"
            throw Refusal(
                .requestMachineUnclear,
                "The request names \(entry.digests.count) components of one kind (\(label)), and the client names "
                    + "\(ComponentSelection.mostOfOneKind) at most. It may combine two machines.",
                remedy:
                    "Ask the site to make the request again on the machine itself, with the vendor's program."
            )
        }
    }
}
