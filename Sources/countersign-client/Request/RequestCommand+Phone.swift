import Activation
import CommandSupport
import Countersign
import Fingerprint
import Installation
import PhoneCode
import Refusals

extension RequestCommand {
    /// Shows the code of the request that waits for its answer, or of a new one.
    func runByPhone(_ file: Unverified<ProductFile>, in context: CommandContext) throws(Refusal) {
        let form: CodeForm = call.words ? .words : .digits
        try rootKey.check(file)
        let folder = try StateFolder.openOrCreate(state.pathToMake(in: context))
        let (made, exchange, isNew) = try exchange(file, form, folder, in: context)
        let groups = exchange.code.groups(form)
        let report = PhoneRequestReport(
            made, groups, isWords: form == .words, isNew: isNew,
            install: WaitingCall.install(state), file: output.out, sheet: carriers.sheet)
        guard output.out != nil || carriers.isUsed else {
            return try context.show(report, as: global.format)
        }
        var carried = CarriedDocument(.request(made.request.unverified), productFile: made.productFile)
        // The desk types either; a page has room for digits.
        carried.phoneCode = exchange.code.groups(.digits)
        try output.write(
            Armour(kind: .request, bytes: made.request.encoded).text, carried: carried, by: carriers,
            saying: report, in: context)
    }

    private func exchange(
        _ file: Unverified<ProductFile>, _ form: CodeForm, _ folder: StateFolder, in context: CommandContext
    ) throws(Refusal) -> (MadeRequest, PhoneExchange, isNew: Bool) {
        let given = keyOptions.isGiven ? try keyOptions.key(in: context) : nil
        if !call.new, let (made, before) = try waiting(folder, file.unverifiedBody.product) {
            if try isAskedFor(made, file, given) {
                var exchange = before
                exchange.form = form
                if exchange != before { exchange = try folder.keep(exchange, since: before) }
                return (made, exchange, false)
            }
            try requireNothingTyped(before, made)
        }
        // The key is asked for first: without it nothing can be told.
        let key = if let given { given } else { try keyOptions.key(in: context) }
        try requireSameLicense(key, file.unverifiedBody.product, folder)
        if !user {
            // The desk cannot see the machine, so that what it would refuse is refused here.
            let machine = try context.machine()
            try Self.requirePermitted(machine, by: file.unverifiedBody, isForUser: renew || correctTime)
            try requireTelling(machine, file)
        }
        let before = try? folder.product(file.unverifiedBody.product)?.phoneExchange()
        let made = try make(file, key: key, in: context)
        remark(on: made, in: context)
        if let before {
            context.diagnostics().warn(
                "Another request by telephone was waiting for its answer; that answer can no longer be used."
                    + (before.typed.isEmpty ? "" : " What was typed of it is deleted."))
        }
        return (made, try folder.beginPhoneExchange(made, key: key, form: form), true)
    }

    /// The request that waits.
    func waiting(
        _ folder: StateFolder, _ product: ProductID
    ) throws(Refusal) -> (MadeRequest, PhoneExchange)? {
        guard let exchange = try folder.product(product)?.phoneExchange() else { return nil }
        return (try folder.request(of: exchange), exchange)
    }

    /// Whether the request that waits is one like what is asked for now.
    ///
    /// - Throws: `product.root-unknown` if the product file that was given is another vendor's.
    func isAskedFor(
        _ waiting: MadeRequest, _ file: Unverified<ProductFile>, _ key: ActivationKey?
    ) throws(Refusal) -> Bool {
        let offered = try file.verified(trusting: waiting.productFile.body.rootKey)
        let body = waiting.request.body
        // Its answer may be signed by a key that only the newer file names.
        guard product == nil || offered.body.version <= body.productFileVersion else { return false }
        let kind: RequestKind = renew ? .renewal : correctTime ? .timeCorrection : .activation
        let namesUser = !body.fingerprint.digests(of: .user).isEmpty
        guard body.kind == kind, !newDevice, kind != .activation || namesUser == user else { return false }
        // Whoever mistook the key the first time gives the right one now.
        guard let key else { return true }
        return try Self.license(of: key) == body.license
    }

    /// What was typed of an answer is not thrown away by mistake.
    private func requireNothingTyped(_ exchange: PhoneExchange, _ made: MadeRequest) throws(Refusal) {
        guard !exchange.typed.isEmpty else { return }
        let waiting = WaitingCall(exchange, made.request.body, state: state)
        throw Refusal(
            .usageInvalid,
            "Another request is waiting for its answer by telephone, and \(waiting.typed) of \(waiting.groups) groups "
                + "of that answer are typed.",
            remedy:
                "To continue it: '\(waiting.install)'. To drop it, and make this request: the same command with --new."
        )
    }

    private static func license(of key: ActivationKey) throws(Refusal) -> LicenseID {
        do {
            return try key.licenseID()
        } catch {
            throw Refusal(.internalInconsistency, "The license id could not be computed (\(error)).")
        }
    }

    /// A renewal, and a time correction, is of the license that is here: another one's key would prove nothing.
    private func requireSameLicense(
        _ key: ActivationKey, _ product: ProductID, _ folder: StateFolder
    ) throws(Refusal) {
        guard renew || correctTime, let here = try folder.product(product)?.license()?.unverifiedBody.id
        else {
            return
        }
        let named = try Self.license(of: key)
        guard named != here else { return }
        throw Refusal(
            .usageInvalid,
            "The activation key belongs to license \(named), but this machine has license \(here).",
            remedy: "Give the activation key of license \(here).")
    }

    private func requireTelling(
        _ machine: Machine, _ file: Unverified<ProductFile>
    ) throws(Refusal) {
        guard !renew, !correctTime else { return }
        let fingerprint = try machine.requestFingerprint(under: file.unverifiedBody, includingUser: false)
        let remedy =
            "Run it on the machine itself rather than in a container; or, for a license that is bound to a user, give "
            + "--user."
        guard !fingerprint.isEmpty else {
            throw Refusal(
                .fingerprintEmpty, "No hardware that could identify this machine was found.", remedy: remedy)
        }
        guard fingerprint.isTelling else {
            throw Refusal(
                .fingerprintWeak, "This machine shows too little hardware to tell it from a copy.",
                remedy: remedy)
        }
    }
}
