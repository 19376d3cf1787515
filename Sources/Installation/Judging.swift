import Activation
import Fingerprint
import Refusals

extension StateFolder {
    /// Says what is so about a product: reads its state, checks every signature anew, and compares the machine.
    ///
    /// - Throws: `state.damaged` and what reading throws. That a license is not good is a verdict, no error.
    public func verdict(on id: ProductID, machine: Machine) throws(Refusal) -> Verdict {
        guard let state = try product(id), let productFile = try state.productFileInUse() else {
            return .noLicense
        }
        return try state.verdict(under: productFile, machine: machine)
    }
}

extension ProductState {
    /// The same for an application that pins the root key itself, with the product file already verified.
    public func verdict(
        under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> Verdict {
        guard let stored = try license() else {
            return try requests().first.map { .awaitingLicense($0.unverifiedBody) } ?? .noLicense
        }
        let license: Verified<License>
        do throws(Refusal) {
            license = try stored.verified(under: productFile)
        } catch {
            switch error.code {
            // Nobody's signature was checked, so nothing that the license says may be passed on.
            case .licenseIssuerUnknown: return .issuerUnknown
            // The key's days are looked at last: the signature holds.
            case .licenseIssuerWithdrawn:
                let body = stored.unverifiedBody
                return try bindingProblem(of: body, under: productFile, machine: machine)
                    ?? .issuerWithdrawn(body)
            default:
                throw Refusal(
                    .stateDamaged, "The installed license is not what was installed: \(error.sentence)",
                    remedy: ProductState.installLicenseAgain)
            }
        }
        return try bindingProblem(of: license.body, under: productFile, machine: machine)
            ?? Self.verdict(onTermOf: license.body, now: machine.now)
    }

    /// The verdict that stands against the license because of whom it is bound to; nil if none does.
    func bindingProblem(
        of license: License, under productFile: Verified<ProductFile>, machine: Machine
    ) throws(Refusal) -> Verdict? {
        guard license.binding != .site else { return nil }
        guard let request = try request(license.request)?.unverifiedBody else {
            throw Refusal(
                .stateDamaged,
                "The request that the installed license answers is missing from the state folder.")
        }
        // The request is believed without looking at its signature: the license's signature covers its digest.
        let current = try machine.currentFingerprint(
            under: productFile.body, includingUser: license.binding == .user)
        if license.binding == .user {
            let users = request.fingerprint.digests(of: .user)
            return !users.isEmpty && users == current.digests(of: .user) ? nil : .otherUser(license)
        }
        let comparison = FingerprintComparison(
            bound: request.fingerprint, current: current, policy: productFile.body.fingerprintPolicy)
        return comparison.isSameMachine ? nil : .otherMachine(license, comparison)
    }

    /// A license dated tomorrow is accepted today: its day is the vendor's, and clocks differ.
    private static let clockTolerance = 1

    static func verdict(onTermOf license: License, now: UnixTime) -> Verdict {
        if let startsOn = license.startsOn, now.day < startsOn { return .notYetValid(license) }
        if now.day.adding(days: clockTolerance) < license.issuedOn { return .notYetValid(license) }
        if let lastDay = license.lastDay, now.day > lastDay { return .expired(license) }
        return .active(license)
    }
}
