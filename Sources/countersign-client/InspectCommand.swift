import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Installation
import Refusals

/// `countersign-client inspect`: shows any document.
struct InspectCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show any document in plain text, and whether its signature is valid.",
        discussion: "Exits with 65 if the signature is not valid, or not from a key that is trusted here.")

    @Argument(help: "A document; '-' reads standard input.")
    var input: String

    @Option(
        help: ArgumentHelp(
            "Check signatures under this product file, or this product's; without it, the one in use.",
            valueName: "file"))
    var product: String?

    @Flag(help: "Show the document in CBOR diagnostic notation too.")
    var cbor = false

    @OptionGroup var carriers: CarrierOptions

    @Flag(help: "Replace an existing picture or page.")
    var force = false

    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        try state.kept(in: context).requireOutside(out: nil, carriers: carriers)
        try carriers.requireUsable(taken: [input, product], force: force, in: context)
        let document = try context.readDocument(input).document
        return try Inspection.show(document, showsCBOR: cbor, carriers: carriers, force: force, in: context) {
            (id) throws(Refusal) in try productFile(of: id, in: context)
        }
    }

    private func productFile(
        of id: ProductID, in context: CommandContext
    ) throws(Refusal) -> Verified<ProductFile>? {
        let folder = try StateFolder.openIfPresent(state.path(in: context))
        guard let product else { return try folder?.product(id)?.intactProductFile() }
        switch try ProductName(product, prefersFile: true, isKnown: { _ in true }) {
        case .file(let path): return try context.readProductFile(path)
        case .id(let named):
            if let file = try folder?.product(named)?.productFile() { return file }
            throw StateOptions.noProduct(product)
        }
    }
}
