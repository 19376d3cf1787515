import Activation
import ArgumentParser
import COSE
import CommandSupport
import Cryptography
import Issuing
import Refusals

/// `countersign-responder product export`.
struct ProductExport: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Sign the product file that ships with the software.",
        discussion: """
            If nothing has changed since the last one, the same file is written again, and the root key is not \
            needed.
            """)

    @Argument(help: "The product's id.")
    var id: String

    @Option(
        name: .customLong("root-key"),
        help: ArgumentHelp("The sealed root key, if it is not in the vault.", valueName: "file"))
    var rootKey: String?

    @Option(
        name: .customLong("root-passphrase-file"),
        help: ArgumentHelp("The root key's passphrase, if it is not the vault's.", valueName: "file"))
    var rootPassphraseFile: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var carriers: CarrierOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let typesetter = paper.typesetter(in: context)
        let id = try OptionText.productID(id)
        try vaultOptions.place.kept(in: context).requireOutside(out: output.out, carriers: carriers)
        try output.requireUsable(
            inputs: [rootKey, rootPassphraseFile, vaultOptions.passphrase.passphraseFile], carriers: carriers,
            typesetter: typesetter, in: context)
        let passphrase = try vaultOptions.passphrase.source.secret(
            prompt: "Passphrase of the vault", in: context)
        let vault = try vaultOptions.vault(passphrase, in: context)
        let way = RootPassphrase(file: rootPassphraseFile, vaults: passphrase)
        let source = RootKeySource(path: rootKey) { (wrong) throws(Refusal) in
            try way.next(after: wrong, in: context)
        }
        let file = try vault.exportProductFile(id, signingWith: source, in: context.surroundings)
        try output.write(
            Armour(kind: .product, bytes: file.encoded).text,
            carried: CarriedDocument(.product(file.unverified), productFile: file), by: carriers,
            typesetter: typesetter, saying: ProductExportReport(file, output.out), in: context)
    }
}

/// The root key's passphrase: of the file that was named; else the vault's, then what is typed.
private struct RootPassphrase: Sendable {
    private static let tries = 3

    let file: String?
    let vaults: SecretBytes

    /// - Parameter wrong: how many before were wrong.
    func next(after wrong: Int, in context: CommandContext) throws(Refusal) -> SecretBytes {
        let prompt = "Passphrase of the root key"
        if let file {
            guard wrong == 0 else {
                throw Refusal(
                    .passphraseWrong, "The passphrase in \(file) does not open the root key.",
                    remedy:
                        "Name the file with the root key's passphrase; it may be another than the vault's.")
            }
            return try PassphraseSource(file: file).secret(prompt: prompt, in: context)
        }
        if wrong == 0 { return vaults }
        guard context.terminal.isInteractive else {
            throw Refusal(
                .passphraseWrong,
                "The vault's passphrase does not open the root key, which has one of its own.",
                remedy: "Give it with --root-passphrase-file FILE, or run the command in a terminal.")
        }
        guard wrong <= Self.tries else {
            throw Refusal(
                .passphraseWrong, "The passphrase does not open the root key.",
                remedy: "Run the command again; check Caps Lock and the keyboard layout.")
        }
        let again = wrong == 1 ? prompt : "That is wrong. \(prompt), try again (\(wrong) of \(Self.tries))"
        return try PassphraseSource(file: nil).secret(prompt: again, in: context)
    }
}

private struct ProductExportReport: Report {
    let product: String
    let version: UInt32
    let rootKeyThumbprint: String
    let file: String?
    let document: String

    enum CodingKeys: String, CodingKey {
        case product, version, file, document
        case rootKeyThumbprint = "root_key_thumbprint"
    }

    init(_ verified: Verified<ProductFile>, _ file: String?) {
        product = verified.body.product.text
        version = verified.body.version
        rootKeyThumbprint = COSEKey.thumbprint(of: verified.body.rootKey).hexadecimal
        self.file = file == "-" ? nil : file
        document = String(decoding: Armour(kind: .product, bytes: verified.encoded).text, as: UTF8.self)
    }

    func render(into text: inout TextReport) {
        text.field("product file", "\(product), version \(version)", .good)
        text.field("thumbprint", rootKeyThumbprint)
        text.field("written to", file)
    }
}
