import Activation
import Cryptography
import Installation
import Intake
import Refusals

/// How a machine gets its license: a request goes out, and what the vendor sent comes in. What people typed and what came
/// in mails is read here; the verdict reads only what this machine wrote.
extension LicensedProduct {
    /// Makes a signed request and keeps it.
    ///
    /// - Parameter forUser: name the user who runs the application, for a license that is bound to a user.
    /// - Returns: the request as text, to be saved or shown.
    /// - Throws: the `activation-key.` and `state.` refusals.
    public func makeRequest(
        activationKey: String, forUser: Bool = false, now: UnixTime
    ) throws(Refusal) -> [UInt8] {
        let key = try ActivationKey(typed: activationKey)
        let made = try StateFolder.openOrCreate(statePath).makeRequest(
            trusting: trust, key: key, forUser: forUser, machine: try machine(now),
            random: SystemRandom())
        return Armour(kind: .request, bytes: made.request.encoded).text
    }

    /// Makes a signed request for a new license in place of the one in use; without the activation key.
    ///
    /// - Returns: the request as text, to be saved or shown.
    /// - Throws: `license.none-in-use` and the `state.` refusals.
    public func makeRenewalRequest(now: UnixTime) throws(Refusal) -> [UInt8] {
        let made = try StateFolder.open(statePath).makeRenewalRequest(
            trusting: trust, machine: try machine(now), random: SystemRandom())
        return Armour(kind: .request, bytes: made.request.encoded).text
    }

    /// Makes a signed request for the vendor's word on what time it is, where the clock was ahead by mistake.
    ///
    /// - Returns: the request as text, to be saved or shown.
    /// - Throws: `license.none-in-use` and the `state.` refusals.
    public func makeTimeRequest(now: UnixTime) throws(Refusal) -> [UInt8] {
        let made = try StateFolder.open(statePath).makeTimeRequest(
            trusting: trust, machine: try machine(now), random: SystemRandom())
        return Armour(kind: .request, bytes: made.request.encoded).text
    }

    /// Installs the license or the time correction that the vendor sent, in whatever form it arrived.
    ///
    /// - Throws: the `document.`, `license.` and `correction.` refusals.
    public func install(_ document: [UInt8], now: UnixTime) throws(Refusal) -> InstallOutcome {
        if case .correction(let correction) = try AnyDocument(reading: document) {
            return try install(correction, now: now)
        }
        return try install(try Unverified<License>(reading: document), now: now)
    }

    func install(_ license: Unverified<License>, now: UnixTime) throws(Refusal) -> InstallOutcome {
        try StateFolder.openOrCreate(statePath).install(
            license, trusting: trust, machine: try machine(now), random: SystemRandom())
    }

    func install(_ correction: Unverified<TimeCorrection>, now: UnixTime) throws(Refusal) -> InstallOutcome {
        try StateFolder.openOrCreate(statePath).install(
            correction, trusting: trust, machine: try machine(now))
    }
}
