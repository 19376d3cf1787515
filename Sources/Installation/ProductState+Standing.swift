import Activation
import ClockGuard
import Cryptography
import Fingerprint
import Refusals

extension StateFolder {
    /// Says what is so about a product: reads its state, checks every signature anew, compares the machine and looks
    /// at the clock.
    ///
    /// - Throws: `state.damaged`, `state.other-machine` and what reading throws. That a license is not good is a
    ///   verdict, no error.
    package func verdict(on id: ProductID, machine: Machine) throws(Refusal) -> Verdict {
        guard let state = try product(id), let productFile = try state.productFileInUse() else {
            return .noLicense
        }
        return try state.standing(under: productFile, machine: machine).verdict
    }
}

extension ProductState {
    /// What is so, and what it rests on. An application that pins the root key itself gives the product file it has
    /// verified.
    ///
    /// - Throws: `state.damaged`, `state.other-machine` and what reading throws.
    package func standing(
        under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> Standing {
        guard let stored = try license() else {
            if let request = try licenseRequests().first { return Standing(.awaitingLicense(request)) }
            if let damaged = try damagedRequests().first { throw damaged }
            return Standing(.noLicense)
        }
        var withdrawn: License?
        do throws(Refusal) {
            _ = try stored.verified(under: productFile)
        } catch {
            switch error.code {
            // Nobody's signature was checked, so nothing that the license says may be passed on.
            case .licenseIssuerUnknown: return Standing(.issuerUnknown)
            // The key's days are looked at last: the signature holds.
            case .licenseIssuerWithdrawn: withdrawn = stored.unverifiedBody
            default:
                throw Refusal(
                    .stateDamaged, "The installed license was changed: \(error.sentence)",
                    needing: .license)
            }
        }
        let license = stored.unverifiedBody
        let fit = try fit(of: license, under: productFile.body, machine: machine)
        if let problem = fit.problem { return Standing(problem, comparison: fit.comparison) }
        if let withdrawn { return Standing(.issuerWithdrawn(withdrawn), comparison: fit.comparison) }
        return try standing(of: license, fit, under: productFile.body, machine: machine)
    }

    /// The clock's part: the license is good, and for whoever is here.
    private func standing(
        of license: License, _ fit: LicenseFit, under productFile: ProductFile, machine: Machine
    ) throws(Refusal) -> Standing {
        let kept = try device(on: machine, of: productFile)
        let record: ClockRecord?
        let protection: DeviceKeyProtection?
        switch kept {
        case .whole(let device, let how):
            if let request = fit.request, request.deviceKey != device.key.publicKey {
                throw Refusal(
                    .stateDamaged,
                    "The license is bound to a device key that is no longer here.",
                    needing: .request)
            }
            (record, protection) = (device.record, how)
        case .foreign:
            // Such a license may be used on many machines, and its folder be copied to them.
            guard license.binding != .machine else {
                // The seal counts what cannot be read as gone; the comparison knows better.
                if let comparison = fit.comparison,
                    comparison.hasUnreadable || machine.isPartlyUnreadable(under: productFile)
                {
                    return Standing(.machineUnreadable(license, comparison), comparison: comparison)
                }
                throw foreign(machine, productFile)
            }
            (record, protection) = (nil, nil)
        case .none:
            throw Refusal(
                .stateDamaged, "The device key, which was made with the license, is missing.",
                needing: .request)
        }
        let clock = ClockGuard.judge(
            record, machine.clock, signed: [license.issuedOn.start, productFile.issuedAt],
            policy: ClockPolicy(productFile))
        return Standing(
            Self.verdict(onTermOf: license, by: clock.verdict), comparison: fit.comparison, clock: clock,
            deviceKey: protection)
    }

    /// What the clock makes of a license that is good otherwise. Where no day counts, a wrong clock can take nothing
    /// from the license and give nothing to it: it is for a person to know, and no verdict.
    static func verdict(onTermOf license: License, by clock: ClockVerdict) -> Verdict {
        guard license.isJudgedByDays else { return .active(license) }
        switch clock {
        case .setBack(let setBack): return .clockSetBack(license, setBack)
        case .trustworthy(let now, _):
            if let startsOn = license.startsOn, now.day < startsOn { return .notYetValid(license) }
            if let lastDay = license.lastDay, now.day > lastDay { return .expired(license) }
            return .active(license)
        }
    }
}

extension License {
    /// Whether the day decides whether it is good: it has a first day or a last one. The end of maintenance is not
    /// looked at here, and neither are an issuing key's days, which are held against the day of issue.
    var isJudgedByDays: Bool { startsOn != nil || lastDay != nil }
}

/// How a license fits whoever is here.
struct LicenseFit {
    /// The verdict that stands against it; nil if none does.
    var problem: Verdict?
    /// How the machine compares; nil for a license that is not bound to one.
    var comparison: FingerprintComparison?
    /// The request that the license answers; nil for a site license.
    var request: Request?
}

extension ProductState {
    func fit(
        of license: License, under productFile: ProductFile, machine: Machine
    ) throws(Refusal) -> LicenseFit {
        guard license.binding != .site else { return LicenseFit() }
        guard let request = try request(license.request)?.unverifiedBody else {
            throw Refusal(
                .stateDamaged,
                "The request that the installed license answers is missing from the state folder.",
                needing: .renewal)
        }
        // The request is believed without looking at its signature: the license's signature covers its digest.
        let current = try machine.currentFingerprint(
            under: productFile, includingUser: license.binding == .user)
        if license.binding == .user {
            let users = request.fingerprint.digests(of: .user)
            let isSame = !users.isEmpty && users == current.digests(of: .user)
            return LicenseFit(problem: isSame ? nil : .otherUser(license), request: request)
        }
        var comparison = FingerprintComparison(
            bound: request.fingerprint, current: current, policy: productFile.fingerprintPolicy)
        // Components that follow from others are there without being bound; they have not come.
        if comparison.results.contains(where: { $0.outcome == .new }) {
            let leaving = try machine.selection(under: productFile).leaving.map(\.kind.rawValue)
            comparison = comparison.tellingNew(leaving)
        }
        // By telephone the desk could not see how many machines were named in it.
        guard request.fingerprint.crowdedKind == nil else {
            return LicenseFit(
                problem: .otherMachine(license, comparison), comparison: comparison, request: request)
        }
        let problem: Verdict? =
            switch comparison.decision {
            case .same: nil
            case .different: .otherMachine(license, comparison)
            case .unreadable: .machineUnreadable(license, comparison)
            }
        return LicenseFit(problem: problem, comparison: comparison, request: request)
    }
}
