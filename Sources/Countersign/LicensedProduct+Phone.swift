import Activation
import Cryptography
import Installation
import Intake
import PhoneCode
import Refusals

/// An activation by telephone, for an application that asks for the groups itself.
extension LicensedProduct {
    /// Makes a signed request, keeps it, and says what is read to the vendor.
    ///
    /// - Parameters:
    ///   - forUser: name the user who runs the application, for a license that is bound to a user.
    ///   - form: digits, ten groups of six; or words, five groups of four.
    /// - Returns: the groups, in their order.
    /// - Throws: the `activation-key.` and `state.` refusals.
    public func makePhoneRequest(
        activationKey: String, forUser: Bool = false, form: CodeForm = .digits, now: UnixTime
    ) throws(Refusal) -> [String] {
        let key = try ActivationKey(typed: activationKey)
        let folder = try StateFolder.openOrCreate(statePath)
        let made = try folder.makeRequest(
            trusting: trust, key: key, forUser: forUser, machine: try machine(now),
            random: SystemRandom())
        return try folder.beginPhoneExchange(made, key: key, form: form).code.groups(form)
    }

    /// Installs what was read back. A ``CodeEntry`` takes it in, group by group, and says what is wrong.
    ///
    /// - Parameters:
    ///   - code: all groups; see ``CodeEntry/code``.
    ///   - table: what finds the part of the signature that is not spoken.
    /// - Throws: `phone.not-awaited`, `phone.wrong-code`, and what ``install(_:now:)`` throws.
    public func install(
        spoken code: SpokenCode, using table: SpokenLicenseTable, now: UnixTime
    ) throws(Refusal) -> InstallOutcome {
        guard let folder = try StateFolder.openIfPresent(statePath),
            let exchange = try folder.product(productFile.body.product)?.phoneExchange()
        else { throw Refusal(.phoneNotAwaited) }
        let outcome: InstallOutcome
        switch try folder.document(code, for: exchange, completion: table.completion) {
        case .license(let license): outcome = try install(license, now: now)
        case .correction(let correction): outcome = try install(correction, now: now)
        case .product, .request: throw Refusal(.phoneWrongCode)
        }
        try folder.end(exchange)
        return outcome
    }
}
