import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Cryptography
import DurableFiles
import Fingerprint
import Installation
import Refusals

/// `countersign-client request`: makes a signed request.
struct RequestCommand: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Make a signed activation request, to be carried to the vendor.",
        discussion: """
            The request holds sixteen bits of a keyed hash of each hardware component, and no serial number, \
            no address and no activation key.
            """)

    /// What is typed for a new request.
    static let first = "countersign-client request --product FILE --key-file FILE --out machine.request"
    /// What is typed to have the record of the clock put right.
    static let correction = "countersign-client request --correct-time --out time.request"
    /// What is typed for a new license where there is one: no activation key is needed.
    static let renewal = "countersign-client request --renew --out machine.request"
    /// The same where the machine has the product file, and no other.
    static let again = "countersign-client request --key-file FILE --out machine.request"

    @Option(
        help: ArgumentHelp(
            "The product file that came with the software; without it, the one in use, if there is one only.",
            valueName: "file"))
    var product: String?

    @OptionGroup var keyOptions: ActivationKeyOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Name the user who runs this command, for a license that is bound to a user.")
    var user = false

    @Flag(
        help: """
            Make a new device key where the one in the state folder is sealed to another machine, as after a large \
            repair. A license that is bound to the old one counts no more.
            """)
    var newDevice = false

    @OptionGroup var rootKey: RootKeyOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        try output.requireUsable(inputs: [product, keyOptions.keyFile])
        let file = try productFile(in: context)
        let key = try keyOptions.key(in: context)
        try rootKey.check(file)
        let made = try StateFolder.openOrCreate(state.path(in: context)).makeRequest(
            productFile: file, rootKey: nil, key: key, forUser: user, machine: try context.machine(),
            replacingForeignDevice: newDevice, random: SystemRandom())
        if made.request.body.fingerprint.isEmpty {
            context.diagnostics(global.format).warn(
                "This machine shows no component that could identify it.",
                remedy:
                    "Only a license for a user or for the whole site will be granted; for one that is bound "
                    + "to the machine, run the command on the machine itself rather than in a container.")
        }
        let report = RequestReport(made, file: output.out)
        try output.write(
            Armour(kind: .request, bytes: made.request.encoded).text, saying: report, as: global.format,
            in: context)
    }
}

extension RequestCommand {
    private func productFile(in context: CommandContext) throws(Refusal) -> Unverified<ProductFile> {
        if let product {
            return try context.read(product) { (bytes) throws(Refusal) in
                try Unverified<ProductFile>(reading: bytes)
            }
        }
        let folder = try StateFolder.openIfPresent(state.path(in: context))
        let known = try folder?.products() ?? []
        guard known.count <= 1 else {
            let names = known.map { "'\($0)'" }.joined(separator: ", ")
            throw Refusal(
                .usageInvalid, "This machine has more than one product: \(names).",
                remedy: "Name the product file with --product.")
        }
        guard let id = known.first, let file = try folder?.product(id)?.productFileInUse() else {
            throw Refusal(
                .usageInvalid, "The product file is missing.",
                remedy: "Name the file that came with the software with --product.")
        }
        return file.unverified
    }
}

/// Where the activation key comes from. On the command line other users of the machine can read it in the list
/// of processes; so there are two more ways.
struct ActivationKeyOptions: ParsableArguments {
    @Option(
        help: """
            The activation key from the vendor's letter; other users can see it on the \
            command line, so better give --key-file. '-' reads it from standard input; without either, a person \
            is asked for it.
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

    /// The longest line that is read as a key, in bytes.
    private static let limit = 1024

    /// The key; refused before anything else happens if it is mistyped. A person who gave none is asked for it.
    func key(in context: CommandContext) throws(Refusal) -> ActivationKey {
        if let key, key != "-" { return try ActivationKey(typed: key) }
        guard key != nil || keyFile != nil || context.standardInput.isTerminal else {
            throw Refusal(
                .usageInvalid, "The activation key is missing.",
                remedy: "Put it into a file, and name that with --key-file.")
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

/// What `request` says.
private struct RequestReport: Report {
    let product: String
    let productFileVersion: UInt32
    let license: String
    let bytes: Int
    let components: [String]
    let file: String?
    let document: String
    private let labels: [String]
    private let name: String
    private let contact: String?

    enum CodingKeys: String, CodingKey {
        case product, license, bytes, components, file, document
        case productFileVersion = "product_file_version"
    }

    init(_ made: MadeRequest, file: String?) {
        let body = made.request.body
        product = body.product.text
        name = made.productFile.body.name
        contact = made.productFile.body.contact.sentence
        productFileVersion = body.productFileVersion
        license = body.license.description
        bytes = made.request.encoded.count
        let kinds = body.fingerprint.entries.flatMap { entry in
            entry.digests.map { _ in ComponentKind(rawValue: entry.kind) }
        }
        components = kinds.map { $0?.name ?? "component" }
        labels = kinds.map { $0?.label ?? "component" }
        self.file = file == "-" ? nil : file
        document = String(
            decoding: Armour(kind: .request, bytes: made.request.encoded).text, as: UTF8.self)
    }

    func render(into text: inout TextReport) {
        text.field("request for", "\(name), license \(license)", .strong)
        text.field(
            "what leaves",
            "the product, the license's id, the time, a device key, a random number, a proof of the activation key, "
                + (labels.isEmpty
                    ? "and no component" : "and 16 bits each of: " + labels.joined(separator: ", ")))
        text.field("written to", file.map { "\($0) (\(bytes) bytes signed)" })
        text.blankLine()
        text.paragraph("What to do next:")
        text.steps([
            "Carry the request to the vendor" + (contact.map { " (\($0))." } ?? "."),
            "Install the license that comes back, on this machine:",
        ])
        text.command("countersign-client install FILE", inStep: true)
    }
}
