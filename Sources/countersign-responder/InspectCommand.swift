import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals
import TextForm

/// `countersign-responder inspect`: shows any document.
struct InspectCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show any document in plain text, and whether its signature is valid.",
        discussion:
            "Exits with 65 if the signature is not valid, or not from a key that is trusted here. No passphrase is "
            + "needed. A document in several codes is read from several pictures."
    )

    @Argument(
        help: ArgumentHelp(
            "A document, or a picture of its QR code; '-' reads standard input.", valueName: "input")
    )
    var inputs: [String]

    @Option(
        help: ArgumentHelp(
            "Check signatures under this product file, or this product's; without it, the vault's.",
            valueName: "file"
        ))
    var product: String?

    @Flag(help: "Show the document in CBOR diagnostic notation too.")
    var cbor = false

    @OptionGroup var carriers: CarrierOptions
    @OptionGroup var paper: PaperOptions

    @Flag(help: "Replace an existing picture or page.")
    var force = false

    @OptionGroup var place: VaultOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let typesetter = paper.typesetter(in: context)
        try place.kept(in: context).requireOutside(out: nil, carriers: carriers)
        try carriers.requireUsable(
            taken: inputs + [product].compactMap(\.self), force: force, typesetter: typesetter, in: context)
        if inputs.count == 1, !carriers.isUsed, let shown = logFile(in: context) {
            try context.show(shown, as: global.format)
            return .success
        }
        let documents = try documents(in: context)
        guard documents.count == 1 || !carriers.isUsed else {
            throw Refusal(
                .usageInvalid,
                "QR codes and sheets are made of one document, and there are \(documents.count).",
                remedy: "Look at one at a time, or leave out --sheet and the options with --qr.")
        }
        var status = ExitStatus.success
        for document in documents {
            let one = try Inspection.show(
                document, showsCBOR: cbor, carriers: carriers, force: force, typesetter: typesetter,
                in: context
            ) { (id) throws(Refusal) in try productFile(of: id, in: context) }
            if one != .success { status = one }
        }
        return status
    }

    /// A checkpoint or a receipt, in a file or in a picture of its code; nil for anything else, which is read once more.
    private func logFile(in context: CommandContext) -> InspectedLogFile? {
        guard inputs[0] != "-" else { return nil }
        let reader = InputReader(pictures: context.pictureReader)
        let texts = try? reader.texts(of: inputs[0], limit: InputReader.textLimit, in: context)
        return texts?.lazy.compactMap(InspectedLogFile.init).first
    }

    /// What the inputs hold. All of it is read before any of it is shown.
    private func documents(in context: CommandContext) throws(Refusal) -> [AnyDocument] {
        let reader = InputReader(pictures: context.pictureReader)
        var found: [(name: String, bytes: [UInt8])] = []
        var series = SeriesPool<String>()
        for input in inputs {
            let name = context.name(ofInput: input)
            switch try reader.content(of: input, in: context) {
            case .bytes(let bytes): found.append((name, bytes))
            case .picture(let codes):
                context.diagnostics(global.format).warn(of: codes.unread, in: name)
                found += codes.documents.map { (name, Array($0.text.utf8)) }
                series.add(codes.parts, from: name)
            }
        }
        found += series.documents.map { ($0.place, $0.bytes) }
        return try found.map { (name, bytes) throws(Refusal) in
            try context.document(in: bytes, from: name)
        }
    }

    private func productFile(
        of id: ProductID, in context: CommandContext
    ) throws(Refusal) -> Verified<ProductFile>? {
        guard let product else { return try vaultsProductFile(of: id, in: context) }
        switch try ProductName(product, prefersFile: true, isKnown: { _ in true }) {
        case .file(let path): return try context.readProductFile(path)
        case .id(let named):
            if let file = try vaultsProductFile(of: named, in: context) { return file }
            throw Refusal(
                .fileNotFound, "There is no file \(product), and the vault has no product file of that id.")
        }
    }

    private func vaultsProductFile(
        of id: ProductID, in context: CommandContext
    ) throws(Refusal) -> Verified<ProductFile>? {
        let vault: LockedVault
        do throws(Refusal) {
            vault = try place.locked(in: context)
        } catch {
            if error.code == .vaultMissing { return nil }
            throw error
        }
        return try vault.ledger().read { (ledger) throws(Refusal) in try ledger.productFileInForce(id) }
    }
}
