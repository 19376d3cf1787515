import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Cryptography
import DurableFiles
import Fingerprint
import Installation
import Intake
import Refusals

/// `countersign-client request`: makes a signed request.
struct RequestCommand: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Make a signed activation request to carry to the vendor.",
        discussion: """
            The request holds sixteen bits of a keyed hash of each hardware component, and no serial number, \
            no address and no activation key.
            """)

    /// What is typed for a new request, after the program's name.
    static let first = "request --product FILE --key-file FILE --out my.request"
    /// The same with a device key made anew, where the one in the state folder does not open or counts no more.
    static let newDevice = "request --new-device --key-file FILE --out machine.request"
    /// What is typed to have the record of the clock put right.
    static let correction = "request --correct-time --out time.request"
    /// What is typed for a new license where there is one: no activation key is needed.
    static let renewal = "request --renew --out renewal.request"
    /// The same where the machine has the product file, and no other.
    static let again = "request --key-file FILE --out machine.request"

    @Option(
        help: ArgumentHelp(
            "The product file that came with the software, or the id of a product that this machine has. Without it: the "
                + "one in use, if there is only one.",
            valueName: "file"))
    var product: String?

    @OptionGroup var keyOptions: ActivationKeyOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var carriers: CarrierOptions

    @Flag(
        help: """
            Ask for a new license to replace the one in use, for the hardware that this machine has now. No \
            activation key is needed.
            """)
    var renew = false

    @Flag(
        help: """
            Ask the vendor to confirm the time, if this computer's clock was ahead by mistake and now seems to be \
            set back. No activation key is needed.
            """)
    var correctTime = false

    @Flag(help: "Name the user who runs this command, for a license that is bound to a user.")
    var user = false

    @Flag(
        help: """
            Make a new device key, if the one in the state folder is sealed to another machine, for example after a \
            large repair. The old key and its license stay valid until the new license is installed.
            """)
    var newDevice = false

    @Option(
        help: ArgumentHelp(
            "Let the members of this group check the license too.",
            discussion: "They can read the device key, and so sign as this machine; they can change nothing.",
            valueName: "group"))
    var shared: String?

    @OptionGroup var call: PhoneRequestOptions
    @OptionGroup var rootKey: RootKeyOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try call.validate(output, carriers)
        guard shared == nil || !user else {
            throw ValidationError("--shared is for a license of the machine, so it takes no --user.")
        }
        guard !(renew && correctTime) else {
            throw ValidationError("Give --renew or --correct-time, not both.")
        }
        guard renew || correctTime else { return }
        let given = [
            ("--key", keyOptions.key != nil && !call.phone),
            ("--key-file", keyOptions.keyFile != nil && !call.phone), ("--user", user),
            ("--new-device", newDevice), ("--root-key", rootKey.rootKey != nil),
        ].filter(\.1).map(\.0)
        if let first = given.first {
            throw ValidationError(
                "\(renew ? "--renew" : "--correct-time") takes no \(first): what this machine has is enough."
            )
        }
    }

    func run(in context: CommandContext) throws(Refusal) {
        // Before anybody is asked for a key.
        _ = try state.pathToMake(in: context)
        try state.kept(in: context).requireOutside(out: output.out, carriers: carriers)
        try output.requireUsable(
            inputs: [product, keyOptions.keyFile], carriers: carriers, sizes: Self.sizes, in: context)
        let file = try productFile(in: context)
        try share(in: context)
        if call.phone { return try runByPhone(file, in: context) }
        let key = renew || correctTime ? nil : try keyOptions.key(in: context)
        let waiting = try call.new ? nil : waitingForPage(file, key, in: context)
        let made = if let waiting { waiting.made } else { try make(file, key: key, in: context) }
        remark(on: made, in: context)
        let kept = state.keptRequest(made, in: context)
        var carried = CarriedDocument(.request(made.request.unverified), productFile: made.productFile)
        if carriers.sheet != nil, let key {
            carried.phoneCode =
                if let waiting { waiting.groups } else { try phoneCode(of: made, key, in: context) }
        }
        let report = RequestReport(
            made, file: output.out, kept: carriers.isUsed && output.isStandardOutput ? kept : nil,
            phoneGroups: carried.phoneCode)
        do throws(Refusal) {
            try output.write(
                Armour(kind: .request, bytes: made.request.encoded).text, carried: carried, by: carriers,
                saying: report, in: context)
        } catch {
            guard error.code == .terminalTooSmall else { throw error }
            let again =
                "The request is made and kept. To show it later: \(context.next.client("inspect \(ShellWord.quoted(kept)) --qr"))"
            throw error.advising("\(error.advice(context.next)) \(again)")
        }
    }

    /// Requests have so many bytes: what a terminal could not show anyway is refused before one is made.
    private static let sizes = 160...DocumentKind.request.maximumSize

    /// - Parameter key: the activation key, where it is known already.
    func make(
        _ file: Unverified<ProductFile>, key: ActivationKey? = nil, in context: CommandContext
    ) throws(Refusal) -> MadeRequest {
        try renew || correctTime
            ? requestAgain(file, in: context) : requestFirst(file, key: key, in: context)
    }

    private func requestFirst(
        _ file: Unverified<ProductFile>, key known: ActivationKey?, in context: CommandContext
    ) throws(Refusal) -> MadeRequest {
        let key = if let known { known } else { try keyOptions.key(in: context) }
        let root = try rootKey.confirmed(by: file)
        let machine = try context.machine()
        try Self.requirePermitted(machine, by: file.unverifiedBody, isForUser: user)
        return try StateFolder.openOrCreate(state.pathToMake(in: context)).makeRequest(
            trusting: .brought(file, rootKey: root), key: key, forUser: user, machine: machine,
            newDevice: newDevice, reusing: reuses, random: SystemRandom())
    }

    private func requestAgain(
        _ file: Unverified<ProductFile>, in context: CommandContext
    ) throws(Refusal) -> MadeRequest {
        let folder = try StateFolder.open(state.path(in: context))
        let id = file.unverifiedBody.product
        if renew {
            let license = try folder.product(id)?.license()?.unverifiedBody
            try Self.requirePermitted(
                try context.machine(), by: file.unverifiedBody, isForUser: license?.binding != .machine)
            if let license { remarkOnTerm(of: license, in: context) }
        }
        let trust = try trust(in: folder, file)
        let (machine, random) = (try context.machine(), SystemRandom())
        return try renew
            ? folder.makeRenewalRequest(trusting: trust, machine: machine, reusing: reuses, random: random)
            : folder.makeTimeRequest(trusting: trust, machine: machine, reusing: reuses, random: random)
    }

    /// Whether a request that waits is good enough. One that is told by telephone is looked for by itself.
    private var reuses: Bool { !call.new && !call.phone }

    /// A file that was named may be newer than the one in use, which says whom to trust.
    private func trust(
        in folder: StateFolder, _ file: Unverified<ProductFile>
    ) throws(Refusal) -> Trust {
        let id = file.unverifiedBody.product
        guard product != nil, let known = try folder.product(id)?.productFileInUse() else {
            return .installed(id)
        }
        return .shipped(try file.verified(trusting: known.body.rootKey))
    }

    /// Saves the way to the desk, which would refuse it. A license for a user is not about the machine.
    static func requirePermitted(
        _ machine: Machine, by file: ProductFile, isForUser: Bool
    ) throws(Refusal) {
        let environment = EnvironmentCode(machine.survey.environment)
        guard !isForUser, file.fingerprintPolicy.permission(for: environment) == .refuse else { return }
        throw Refusal(
            .fingerprintEnvironmentRefused,
            "This is \(environment.label), and \(file.name) is not licensed for that.")
    }

    /// What a person should know before the way to the vendor.
    func remark(on made: MadeRequest, in context: CommandContext) {
        remarkOnClock(made, in: context)
        let fingerprint = made.request.body.fingerprint
        let diagnostics = context.diagnostics(global.format)
        if made.isWaiting {
            diagnostics.note(
                "This is the request of \(made.request.body.madeAt.shortText) (UTC), which is waiting for its answer; "
                    + "--new makes another.")
        }
        let onlyOthers =
            "Only a license for a user or for the whole site will be granted. For a license that is bound to the "
            + "machine, run the command on the machine itself rather than in a container."
        if let dropped = made.dropped {
            diagnostics.warn(
                "The request of \(dropped.madeAt.shortText) (UTC) was still waiting for its license, with a new "
                    + "device key too. This request has another key, so the answer to the earlier one can no "
                    + "longer be installed.",
                remedy: "Carry this request to the vendor, and throw the earlier one away.")
        }
        if fingerprint.isEmpty {
            diagnostics.warn("No hardware that could identify this machine was found.", remedy: onlyOthers)
        } else if !fingerprint.isTelling {
            diagnostics.warn(
                "This machine shows too little hardware to tell it from a copy.", remedy: onlyOthers)
        }
        let unreadable = fingerprint.entries.filter(\.digests.isEmpty).compactMap {
            ComponentKind(rawValue: $0.kind)?.label
        }
        if !unreadable.isEmpty {
            diagnostics.warn(
                "The product asks for components that cannot be read here: "
                    + unreadable.joined(separator: ", ") + ".",
                remedy:
                    "Make the request where this machine's /sys and /proc can be seen. Where only root may read them, "
                    + "make it as root, and install and run the software's check as root too.")
        }
        if made.productFile.body.fingerprintPolicy.permission(for: fingerprint.environment) == .warn {
            diagnostics.warn(
                "This is \(fingerprint.environment.label); the vendor will be told, and may ask why.",
                remedy: "To see how this is known: \(context.next.client("fingerprint"))")
        }
    }
}

extension RequestCommand {
    /// A renewal makes only a lease longer.
    private func remarkOnTerm(of license: License, in context: CommandContext) {
        guard license.kind == .dated || license.kind == .trial, let lastDay = license.lastDay else { return }
        let diagnostics = context.diagnostics(global.format)
        guard UnixTime(rawValue: context.now()).day > lastDay else {
            return diagnostics.note(
                "The license ends on \(lastDay), with a renewal too: a renewal only binds it to the machine as it is now."
            )
        }
        diagnostics.warn(
            "The \(license.kind == .trial ? "trial" : "license") ended on \(lastDay). A renewal of it would be refused.",
            remedy:
                "Ask the vendor for a new license, then make a request with its activation key: '\(Self.again)'."
        )
    }

    /// The vendor signed the product file; no request can be older.
    private func remarkOnClock(_ made: MadeRequest, in context: CommandContext) {
        let (file, now) = (made.productFile.body, made.request.body.madeAt)
        guard now.rawValue < file.issuedAt.rawValue - file.clockTolerance.seconds else { return }
        context.diagnostics(global.format).warn(
            "This computer's clock shows \(now.shortText), but the product file was made at "
                + "\(file.issuedAt.shortText) (UTC).",
            remedy: "Set the clock right before you install what comes back.")
    }

    private func productFile(in context: CommandContext) throws(Refusal) -> Unverified<ProductFile> {
        if let product { return try named(product, in: context) }
        let folder = try StateFolder.openIfPresent(state.path(in: context))
        let known = try folder?.products() ?? []
        guard known.count <= 1 else {
            let names = known.map { "'\($0)'" }.joined(separator: ", ")
            throw Refusal(
                .usageInvalid, "This machine has more than one product: \(names).",
                remedy: "Name the one that is meant with --product.")
        }
        guard let id = known.first, let file = try folder?.product(id)?.productFileInUse() else {
            throw Refusal(
                .usageInvalid, "The product file is missing.",
                remedy: "Name the file that came with the software with --product.")
        }
        return file.unverified
    }

    private func named(
        _ product: String, in context: CommandContext
    ) throws(Refusal) -> Unverified<ProductFile> {
        switch try ProductName(product, prefersFile: true, isKnown: { _ in true }) {
        case .file(let path):
            return try context.read(path) { (bytes) throws(Refusal) in
                try Unverified<ProductFile>(reading: bytes)
            }
        case .id(let id):
            let folder = try StateFolder.openIfPresent(state.path(in: context))
            guard let file = try folder?.product(id)?.productFileInUse() else {
                throw StateOptions.noProduct(product)
            }
            return file.unverified
        }
    }
}

/// Where the activation key comes from. On the command line other users of the machine can read it in the list
/// of processes; so there are two more ways.
struct ActivationKeyOptions: ParsableArguments {
    @Option(
        help: """
            The activation key from the vendor's letter. Other users can see it on the command line, so --key-file \
            is better. '-' reads it from standard input. Without either, you are asked for it.
            """)
    var key: String?

    @Option(
        name: .customLong("key-file"),
        help: ArgumentHelp("Take the activation key from the first line of this file.", valueName: "file"))
    var keyFile: String?

    func validate() throws {
        guard key == nil || keyFile == nil else {
            throw ValidationError("Give the activation key with --key-file or with --key, not with both.")
        }
    }

    /// Whether one was given, or is said to be on standard input.
    var isGiven: Bool { key != nil || keyFile != nil }

    /// The longest line that is read as a key, in bytes.
    private static let limit = 1024

    /// The key; refused before anything else happens if it is mistyped. A person who gave none is asked for it.
    func key(in context: CommandContext) throws(Refusal) -> ActivationKey {
        if let key, key != "-" { return try ActivationKey(typed: key) }
        guard key != nil || keyFile != nil || context.standardInput.isTerminal else {
            throw Refusal(
                .usageInvalid, "The activation key is missing.",
                remedy: "Put it into a file, and name the file with --key-file.")
        }
        let input = keyFile ?? "-"
        guard
            var line = try context.readSecretLine(input, prompt: "Activation key", limit: Self.limit)
        else {
            throw Refusal(.activationKeyMistyped, "\(context.name(ofInput: input)) is empty.")
        }
        defer { line.zeroize() }
        return try ActivationKey(typed: String(decoding: line, as: UTF8.self))
    }
}
