import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Refusals

/// `countersign-responder product set`.
struct ProductSet: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a product's names, or where sites reach the vendor.",
        discussion: """
            What is not given stays as it is; '' takes a telephone number or an address away. Sites learn of it from \
            the next product file.
            """)

    @Argument(help: "The product's id.")
    var id: String

    @Option(help: "The product's name, for people.")
    var name: String?

    @Option(help: "The vendor's name, for people.")
    var vendor: String?

    @Option(help: "The telephone number that sites call.")
    var phone: String?

    @Option(help: "The e-mail address that sites write to.")
    var email: String?

    @Option(help: "The address of the web page that sites visit.")
    var portal: String?

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard [name, vendor, phone, email, portal].contains(where: { $0 != nil }) else {
            throw ValidationError("Give one of --name, --vendor, --phone, --email and --portal.")
        }
    }

    func run(in context: CommandContext) throws(Refusal) {
        let id = try productID(id)
        let changed = try vaultOptions.vault(in: context).change(
            id,
            Vault.ProductChange(name: name, vendor: vendor, phone: phone, email: email, portal: portal),
            in: context.surroundings)
        try context.show(ProductSetReport(product: id.text, changed: changed), as: global.format)
    }
}

private struct ProductSetReport: Report {
    let product: String
    let changed: [String]

    func render(into text: inout TextReport) {
        text.field("product", product, .good)
        text.field("changed", changed.isEmpty ? "nothing, it was so before" : changed.joined(separator: ", "))
        guard !changed.isEmpty else { return }
        text.blankLine()
        text.paragraph("Sites learn of it from the next product file:")
        text.command("countersign-responder product export \(product) --out \(product).product")
    }
}
