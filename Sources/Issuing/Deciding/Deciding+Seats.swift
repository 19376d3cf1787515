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
        of holder: [UInt8], _ request: Request, _ file: LicenseFile
    ) throws(Refusal) -> Recognition {
        let id = file.entitlement.id.bytes
        let exact = try writer.activation(ofLicense: id, fingerprint: holder)
        guard file.entitlement.binding == .machine else {
            guard file.entitlement.binding == .user, exact == nil else {
                return Recognition(activation: exact)
            }
            return try claimed(by: MachineMark(of: request.fingerprint), file) ?? Recognition()
        }
        func recognized(_ record: ActivationRecord) -> Recognition {
            Recognition(activation: record, comparison: Self.comparison(record, request, file.policy))
        }
        if let exact, exact.returnedAt == nil { return recognized(exact) }
        if let likeliest = try likeliest(request, file) { return recognized(likeliest) }
        if let exact { return recognized(exact) }
        if let claimed = try claimed(by: MachineMark(ofMachine: request.fingerprint), file) { return claimed }
        let namesake = try writer.activation(ofLicense: id, deviceKey: request.deviceKey.bytes)
        return Recognition(namesake: namesake.flatMap { Self.comparison($0, request, file.policy) })
    }

    /// Of the seats of the same machine: one in use, then the one that is most like it, then the newest.
    private func likeliest(_ request: Request, _ file: LicenseFile) throws(Refusal) -> ActivationRecord? {
        let candidates = try writer.activations(
            ofLicense: file.entitlement.id.bytes, sharing: request.fingerprint.searchedMarks)
        let same = candidates.compactMap { record in
            Self.comparison(record, request, file.policy).flatMap {
                $0.isSameMachine ? (record, $0.score) : nil
            }
        }
        return same.max { left, right in
            (left.0.returnedAt == nil ? 1 : 0, left.1, left.0.id)
                < (right.0.returnedAt == nil ? 1 : 0, right.1, right.0.id)
        }?.0
    }

    /// Nil if the ledger's bytes are no fingerprint.
    static func comparison(
        _ record: ActivationRecord, _ request: Request, _ policy: FingerprintPolicy
    ) -> FingerprintComparison? {
        Fingerprint(machineBytes: record.fingerprint).map {
            FingerprintComparison(bound: $0, current: request.fingerprint, policy: policy)
        }
    }

    /// What the vendor is to be told about a machine of this kind. Who sold to a user or a site sold for whatever
    /// they have.
    ///
    /// - Throws: `fingerprint.environment-refused`.
    func warnings(
        about environment: EnvironmentCode, _ file: LicenseFile
    ) throws(Refusal) -> [MachineFinding.Warning] {
        guard file.entitlement.binding == .machine else { return [] }
        switch file.policy.permission(for: environment) {
        case .allow: return []
        case .warn: return [.environment(environment)]
        case .refuse: throw Self.refusal(of: environment, file)
        }
    }

    private static func refusal(of environment: EnvironmentCode, _ file: LicenseFile) -> Refusal {
        let refusesMachine = environment.isVirtual && file.policy.virtualMachines == .refuse
        let refusesContainer = environment.isContainer && file.policy.containers == .refuse
        let options = [
            refusesMachine ? " --virtual-machines allow" : "", refusesContainer ? " --containers allow" : "",
        ].joined()
        return Refusal(
            .fingerprintEnvironmentRefused,
            "The request comes from \(environment.label), and this product is not licensed to such.",
            remedy:
                "Ask the site to make it \(refusesMachine ? "on bare hardware" : "outside of the container"); or "
                + "allow it for the whole product: 'countersign-responder product set "
                + "\(file.entitlement.product)\(options)'; the sites need the next product file then.")
    }

    /// The day from which a trial counts: of this seat, or of any that this device key ever had.
    func firstActivation(
        _ known: ActivationRecord?, _ request: Request, _ entitlement: Entitlement
    ) throws(Refusal) -> CalendarDay {
        var moments = [now.rawValue, known?.firstAt].compactMap { $0 }
        if entitlement.kind == .trial {
            let byKey = try writer.activation(
                ofLicense: entitlement.id.bytes, deviceKey: request.deviceKey.bytes)
            moments += [byKey?.firstAt].compactMap { $0 }
        }
        return UnixTime(rawValue: moments.min() ?? now.rawValue).day
    }

    /// Takes the seat, or notes what the machine that has it looks like now.
    func seat(
        _ known: ActivationRecord?, holder: [UInt8], for request: Request, _ entitlement: Entitlement
    ) throws(Refusal) -> Int64 {
        let (license, device) = (entitlement.id.bytes, request.deviceKey.bytes)
        let mark = PhoneSeat.mark(of: holder, isForUser: entitlement.binding == .user).map {
            Int64($0.rawValue)
        }
        let activation: Int64
        if let known {
            try writer.renewActivation(
                known.id, fingerprint: holder, deviceKey: device, mark: mark, at: now.rawValue)
            activation = known.id
        } else {
            activation = try writer.addActivation(
                ofLicense: license, fingerprint: holder, deviceKey: device, mark: mark, at: now.rawValue)
        }
        guard entitlement.binding == .machine, known?.fingerprint != holder else { return activation }
        try writer.setMarks(
            request.fingerprint.marks,
            insteadOf: known.map { Fingerprint.marks(ofMachine: $0.fingerprint) } ?? [],
            ofActivation: activation, license: license)
        return activation
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
            return request.fingerprint.machineBytes
        case .user:
            let users = request.fingerprint.digests(of: .user)
            guard !users.isEmpty else { throw Refusal(.requestUserMissing) }
            return users.flatMap { [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xff)] }
        case .site:
            // The site as a whole has one row. No machine and no user has this one byte.
            return [0]
        }
    }
}
