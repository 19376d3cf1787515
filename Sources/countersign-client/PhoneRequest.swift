import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Fingerprint
import Installation
import PhoneCode
import Refusals

/// The options of `request` for a call by telephone.
struct PhoneRequestOptions: ParsableArguments {
    @Flag(
        help: """
            Show the request as ten groups of digits, to be read to the vendor by telephone. The activation key is \
            needed for every kind of request.
            """)
    var phone = false

    @Flag(help: "Words to read aloud instead of digits; with --phone.")
    var words = false

    @Flag(help: "Make a new request where one waits for its answer by telephone already; with --phone.")
    var new = false

    func validate(_ output: OutputOptions, _ carriers: CarrierOptions) throws {
        if phone {
            guard !carriers.isShown else {
                throw ValidationError(
                    "Give --phone or a QR code in the terminal, not both; --sheet has both.")
            }
            guard output.out != "-" else {
                throw ValidationError("With --phone, name a file with --out, or leave it away.")
            }
        } else if words || new {
            throw ValidationError("--\(words ? "words" : "new") goes with --phone only.")
        }
    }
}

extension RequestCommand {
    /// Shows the code of the request that waits for its answer, or of a new one.
    func runByPhone(_ file: Unverified<ProductFile>, in context: CommandContext) throws(Refusal) {
        let form: CodeForm = call.words ? .words : .digits
        let folder = try StateFolder.openOrCreate(state.path(in: context))
        let (made, exchange, isNew) = try exchange(file, form, folder, in: context)
        let groups = exchange.code.groups(form)
        let report = PhoneRequestReport(
            made, groups, isWords: form == .words, isNew: isNew, file: output.out, sheet: carriers.sheet)
        guard output.out != nil || carriers.isUsed else {
            return try context.show(report, as: global.format)
        }
        var carried = CarriedDocument(.request(made.request.unverified), productFile: made.productFile)
        // The desk types either; a page has room for digits.
        carried.phoneCode = exchange.code.groups(.digits)
        try output.write(
            Armour(kind: .request, bytes: made.request.encoded).text, carried: carried, by: carriers,
            saying: report, as: global.format, in: context)
    }

    private func exchange(
        _ file: Unverified<ProductFile>, _ form: CodeForm, _ folder: StateFolder, in context: CommandContext
    ) throws(Refusal) -> (MadeRequest, PhoneExchange, isNew: Bool) {
        let given = keyOptions.isGiven ? try keyOptions.key(in: context) : nil
        if !call.new, let waiting = try waiting(file.unverifiedBody, given, folder) {
            var (made, exchange) = waiting
            if exchange.form != form {
                exchange.form = form
                try folder.keep(exchange)
            }
            return (made, exchange, false)
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
                "Another request by telephone waited for its answer; that answer is of no use any more."
                    + (before.typed.isEmpty ? "" : " What was typed of it is forgotten."))
        }
        return (made, try folder.beginPhoneExchange(made, key: key, form: form), true)
    }

    /// The request that waits, if it is one like what is asked for now.
    private func waiting(
        _ file: ProductFile, _ key: ActivationKey?, _ folder: StateFolder
    ) throws(Refusal) -> (MadeRequest, PhoneExchange)? {
        guard let exchange = try folder.product(file.product)?.phoneExchange() else { return nil }
        let made = try folder.request(of: exchange)
        let kind: RequestKind = renew ? .renewal : correctTime ? .timeCorrection : .activation
        let namesUser = !made.request.body.fingerprint.digests(of: .user).isEmpty
        guard made.request.body.kind == kind, !newDevice, kind != .activation || namesUser == user else {
            return nil
        }
        // Whoever mistook the key the first time gives the right one now.
        if let key, try Self.license(of: key) != made.request.body.license { return nil }
        return (made, exchange)
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
            "The activation key is that of license \(named), and this machine has license \(here).",
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
                .fingerprintEmpty, "This machine shows no component that could identify it.", remedy: remedy)
        }
        guard fingerprint.isTelling else {
            throw Refusal(
                .fingerprintWeak, "This machine shows too little hardware to be told from a copy of it.",
                remedy: remedy)
        }
    }
}

/// What `request --phone` shows.
struct PhoneRequestReport: Report {
    let kind: String
    let product: String
    let license: String
    let digest: String
    let groups: [String]
    let form: String
    /// Whether it was made now; else it waits since it was made.
    let new: Bool
    let phone: String?
    let file: String?
    let sheet: String?
    private let name: String
    private let label: String
    private let madeAt: UnixTime
    private let isWords: Bool
    private let asksForTime: Bool

    enum CodingKeys: String, CodingKey {
        case kind, product, license, digest, groups, form, new, phone, file, sheet
    }

    init(
        _ made: MadeRequest, _ groups: [String], isWords: Bool, isNew: Bool, file: String?, sheet: String?
    ) {
        let body = made.request.body
        kind = body.kind.rawName
        label = body.kind == .activation ? "activation" : body.kind.label
        asksForTime = body.kind == .timeCorrection
        product = body.product.text
        name = made.productFile.body.name
        license = body.license.description
        digest = RequestDigest(of: made.request.unverified).hexadecimal
        self.groups = groups
        form = isWords ? "words" : "digits"
        self.isWords = isWords
        new = isNew
        phone = made.productFile.body.contact.phone
        madeAt = body.madeAt
        self.file = file
        self.sheet = sheet
    }

    func render(into text: inout TextReport) {
        let count = groups.count
        text.paragraph("Call " + (phone ?? "the vendor") + ", and say:", .strong)
        text.blankLine()
        text.paragraph(
            "   \"\(label.prefix(1).uppercased() + label.dropFirst()) by telephone, for \(name).\"")
        text.blankLine()
        text.paragraph(
            isWords
                ? "Then read these \(count) groups, four words each, with their numbers:"
                : "Then read these \(count) groups, three and three digits, with their numbers:")
        text.blankLine()
        text.groups(groups)
        text.blankLine()
        text.paragraph(
            "You will be asked for your name, and told whose license it is. Then "
                + (isWords ? "16 groups of four words" : "32 groups of digits")
                + " are read to you. Type them here:")
        text.blankLine()
        text.command("countersign-client install --phone", inStep: true)
        text.blankLine()
        text.paragraph(
            (new
                ? ""
                : "This request was made on \(madeAt.day) and waits for its answer; --new makes another. ")
                + "If the call drops, call again: the same groups get the same answer.", .faint)
        text.field("written to", file)
        text.field("page", sheet)
    }
}
