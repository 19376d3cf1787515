import ArgumentParser
import COSE
import CommandSupport
import Cryptography
import DurableFiles
import Issuing
import Refusals

/// `countersign-responder init`: makes the vault.
struct InitCommand: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a vault: the ledger, the root key, the first issuing key.")

    @OptionGroup var vault: OpenVaultOptions

    @Option(
        name: .customLong("root-passphrase-file"),
        help: ArgumentHelp(
            "Seal the root key with this passphrase instead of the vault's.", valueName: "file"))
    var rootPassphraseFile: String?

    @Option(
        name: .customLong("passphrase-cost"),
        help: """
            How much memory one guess at the passphrase needs: interactive (64 MiB), moderate (256 MiB), sensitive \
            (1 GiB).
            """)
    var cost: Cost = .moderate

    @OptionGroup var global: GlobalOptions

    enum Cost: String, ExpressibleByArgument, CaseIterable {
        case interactive, moderate, sensitive

        var value: PassphraseCost {
            switch self {
            case .interactive: .interactive
            case .moderate: .moderate
            case .sensitive: .sensitive
            }
        }
    }

    func run(in context: CommandContext) throws(Refusal) {
        let path = try vault.place.pathToMake(in: context)
        try Vault.requireNone(at: path)
        let passphrase = try vault.passphrase.source.newSecret(
            prompt: "New passphrase for the vault", in: context)
        var rootPassphrase = passphrase
        if let rootPassphraseFile {
            rootPassphrase = try PassphraseSource(file: rootPassphraseFile).newSecret(
                prompt: "New passphrase for the root key", in: context)
        }
        let (_, rootKey) = try Vault.make(
            at: path, Vault.Making(passphrase: passphrase, rootPassphrase: rootPassphrase, cost: cost.value),
            in: context.surroundings)
        try context.show(InitReport(vault: path, rootKey: rootKey), as: global.format)
    }
}

/// What `init` says.
private struct InitReport: Report {
    let vault: String
    let rootKeyThumbprint: String
    let rootPublicKey: String

    enum CodingKeys: String, CodingKey {
        case vault
        case rootKeyThumbprint = "root_key_thumbprint"
        case rootPublicKey = "root_public_key"
    }

    init(vault: String, rootKey: PublicKey) {
        self.vault = vault
        rootPublicKey = rootKey.hexadecimal
        rootKeyThumbprint = COSEKey.thumbprint(of: rootKey).hexadecimal
    }

    func render(into text: inout TextReport) {
        text.field("vault", vault, .good)
        text.field("thumbprint", rootKeyThumbprint)
        text.field("public key", rootPublicKey)
        text.blankLine()
        text.paragraph("What to do next:")
        text.steps([
            "Build the public key into the application, and publish the thumbprint, which 'request --root-key' takes. "
                + "Neither is a secret.",
            "Copy the sealed root key to two media, keep them apart, and remove it from the vault. It is needed "
                + "only for 'product export', with --root-key. It is in:",
        ])
        text.command(joinedPath(vault, "root.key"), inStep: true)
        text.steps(["Add a product:"], from: 3)
        text.command(text.next.responder("product add ID --name NAME"), inStep: true)
    }
}
