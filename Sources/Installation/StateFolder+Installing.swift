import Activation
import ClockGuard
import Cryptography
import Fingerprint
import Refusals

extension StateFolder {
    /// Installs a license for this machine.
    ///
    /// - Throws: the `license.` and `product.` refusals; `state.missing` if no request was made and no product file
    ///   installed.
    package func install(
        _ license: Unverified<License>, trusting trust: Trust, machine: Machine, random: some RandomSource
    ) throws(Refusal) -> InstallOutcome {
        try change(trusting: trust, for: "The license") { (state, productFile) throws(Refusal) in
            try state.install(license, under: productFile, machine: machine, random: random)
        }
    }

    /// Takes a newer product file into use, or the first one of a product.
    ///
    /// - Throws: the `product.` refusals.
    package func install(
        _ productFile: Unverified<ProductFile>, rootKey: PublicKey?
    ) throws(Refusal) -> ProductFileOutcome {
        try productFile.requireGenuine()
        return try change(productFile.unverifiedBody.product) { (state) throws(Refusal) in
            let before = try state.intactProductFile()
            let accepted = try state.accept(productFile, rootKey: rootKey)
            return before == accepted
                ? .alreadyInstalled(accepted.body) : .installed(accepted.body)
        }
    }
}

extension ProductState {
    fileprivate func install(
        _ license: Unverified<License>, under productFile: Verified<ProductFile>, machine: Machine,
        random: some RandomSource
    ) throws(Refusal) -> InstallOutcome {
        let verified = try license.verified(under: productFile)
        try checkBinding(of: verified.body, under: productFile, machine: machine)
        let next = try nextDevice(for: verified.body, on: machine, of: productFile.body)
        let device =
            if let next {
                next
            } else {
                try deviceForInstalling(verified.body, under: productFile, machine: machine, random: random)
            }
        return try take(verified, keptBy: device, under: productFile, machine: machine, random: random)
    }

    /// The device that keeps the clock's record. A license that may be used on many machines brings none along
    /// where its folder was copied.
    private func deviceForInstalling(
        _ license: License, under productFile: Verified<ProductFile>, machine: Machine,
        random: some RandomSource
    ) throws(Refusal) -> Device? {
        switch try device(on: machine, of: productFile.body) {
        case .whole(let device, _) where license.binding == .site: return device
        case .whole(let device, _):
            guard try request(license.request)?.unverifiedBody.deviceKey == device.key.publicKey else {
                throw Refusal(
                    .licenseNotRequestedHere,
                    "The license answers a request that was made with a device key that is no longer here.",
                    needing: .request)
            }
            return device
        case .foreign:
            guard license.binding != .machine else { throw foreign(machine, productFile.body) }
            return nil
        case .none:
            // A license for the site may be the first thing that is ever done here. Where there was a license before,
            // the key was lost, and with it the clock's record: that is no way to a new one.
            if license.binding == .site, try self.license() == nil {
                return try deviceForChange(on: machine, under: productFile, random: random)
            }
            throw Refusal(
                .stateDamaged, "The device key that the license is bound to is missing.",
                needing: .request)
        }
    }

    /// What the license is found to be, and what the clock's record is then.
    private func look(
        at license: License, under productFile: Verified<ProductFile>, machine: Machine,
        keptBy device: Device?
    ) -> (verdict: Verdict, record: ClockRecord) {
        let clock = ClockGuard.judge(
            device?.record, machine.clock, signed: [license.issuedOn.start, productFile.body.issuedAt],
            policy: ClockPolicy(productFile.body))
        return (Self.verdict(onTermOf: license, by: clock.verdict), clock.record)
    }

    private func checkBinding(
        of license: License, under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) {
        guard license.binding != .site else { return }
        guard try request(license.request) != nil else { throw Refusal(.licenseNotRequestedHere) }
        switch try fit(of: license, under: productFile.body, machine: machine).problem {
        case .machineUnreadable:
            throw Refusal(
                .licenseOtherMachine,
                "Too little of this machine can be read here to tell whether it is the one that the license is bound "
                    + "to.", needing: .fullView)
        case .otherMachine(_, let comparison):
            let different = comparison.results.filter { $0.outcome != .same && $0.outcome != .new }
            let names = different.map { "\($0.label) \($0.outcome.rawValue)" }.joined(separator: ", ")
            throw Refusal(
                .licenseOtherMachine,
                names.isEmpty
                    ? nil : "The license was issued for different hardware: \(names).",
                remedy: comparison.onlyLacksHardware
                    ? "\(Self.lookAgain) Otherwise install it on the machine that made the request, or make a new one "
                        + "here."
                    : nil)
        case .otherUser:
            throw Refusal(.licenseOtherUser)
        default:
            return
        }
    }

    private func take(
        _ offered: Verified<License>, keptBy device: Device?, under productFile: Verified<ProductFile>,
        machine: Machine, random: some RandomSource
    ) throws(Refusal) -> InstallOutcome {
        // A license that brings a new device into use is held against the one that counts with the old one, and against
        // the time that the old one has seen.
        let isReplacing = device?.place == .next
        let keeper = isReplacing ? try deviceInUse(under: productFile, machine: machine) : device
        let device = isReplacing ? device?.goingOn(from: keeper) : device
        let (verdict, record) = look(at: offered.body, under: productFile, machine: machine, keptBy: device)
        if let inUse = usableLicense(under: productFile, machine: machine),
            !isReplacing || keeper != nil || inUse.body.binding != .machine
        {
            if inUse.encoded == offered.encoded, !isReplacing {
                return .alreadyInstalled(offered.body, verdict)
            }
            let verdictInUse = look(
                at: inUse.body, under: productFile, machine: machine, keptBy: keeper
            ).verdict
            // Whoever has a license that is in force must not lose it, or be kept from it, by one that is not.
            let isKept =
                verdictInUse.isLicensed == verdict.isLicensed
                ? try isBetter(inUse.body, than: offered.body) : verdictInUse.isLicensed
            if isKept { return .keptBetter(offered: offered.body, inUse: inUse.body, verdictInUse) }
        }
        // What a device that waits has seen is held against nothing yet, so it may be written before.
        if isReplacing, let device { try store(record, of: device) }
        // Else the license first: a date that is remembered without it would be held against the one in use.
        try store(offered)
        if let device {
            try store(record, of: device)
            try finishReplacingDevice()
            // From now on the machine is what the license says it is.
            try sealAnew(device, on: machine, under: productFile, random: random)
        }
        return .installed(offered.body, verdict)
    }

    /// The device that counts now; nil if it does not open here, or its key is damaged.
    ///
    /// - Throws: `clock.record-lost`: whoever takes the record away must not thereby bring into use an older one;
    ///   `state.other-owner` and what reading throws, before anything is written.
    private func deviceInUse(
        under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> Device? {
        do throws(Refusal) {
            guard case .whole(let device, _) = try device(on: machine, of: productFile.body) else {
                return nil
            }
            return device
        } catch {
            guard error.code == .stateDamaged else { throw error }
            return nil
        }
    }

    /// The license in use, if it is good for this machine at all; a damaged one is replaced.
    private func usableLicense(
        under productFile: Verified<ProductFile>, machine: Machine
    ) -> Verified<License>? {
        do throws(Refusal) {
            guard let verified = try license()?.verified(under: productFile) else { return nil }
            let body = verified.body
            switch try fit(of: body, under: productFile.body, machine: machine).problem {
            // What cannot be seen from here may be good, and is not thrown away.
            case nil, .machineUnreadable: break
            default: return nil
            }
            // One that answers a request of a former device key counts no more.
            if body.binding == .machine, try !keepsKey(ofRequest: body.request) { return nil }
            return verified
        } catch {
            return nil
        }
    }

    /// Of one license, the later answer is better: by the vendor's day, then by the time of the request. Between
    /// two licenses, the one that ends later, then the one with more features; a trial never takes the place of
    /// what was bought.
    private func isBetter(_ one: License, than other: License) throws(Refusal) -> Bool {
        if one.id != other.id, one.lastDay != other.lastDay { return Self.ends(one, after: other) }
        if one.id != other.id, one.features.count != other.features.count {
            return one.features.count > other.features.count
        }
        if one.issuedOn != other.issuedOn { return one.issuedOn > other.issuedOn }
        let oneAsked = try intactRequest(one.request)?.unverifiedBody.madeAt
        let otherAsked = try intactRequest(other.request)?.unverifiedBody.madeAt
        if let oneAsked, let otherAsked, oneAsked != otherAsked { return oneAsked > otherAsked }
        return Self.ends(one, after: other)
    }

    private static func ends(_ one: License, after other: License) -> Bool {
        guard let otherEnd = other.lastDay else { return false }
        return one.lastDay.map { $0 > otherEnd } ?? true
    }

    private func keepsKey(ofRequest digest: RequestDigest) throws(Refusal) -> Bool {
        guard let request = try request(digest) else { return false }
        return try deviceKeyFile(placeInUse())?.publicKey == request.unverifiedBody.deviceKey
    }
}
