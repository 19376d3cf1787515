import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Refusals

/// `countersign-responder product set`.
struct ProductSet: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change a product's names, its policy, or where sites reach the vendor.",
        discussion: """
            Options that you leave out change nothing; an empty value ('') removes a telephone number or an \
            address. A new policy applies at this desk at once; sites get it with the next product file.
            """)

    @Argument(help: "The product's id.")
    var id: String

    @Option(help: "The product's name, for people.")
    var name: String?

    @Option(help: "The vendor's name, for people.")
    var vendor: String?

    @OptionGroup var contact: ContactOptions

    @OptionGroup(title: "How strictly it is bound to its machines") var policy: PolicyOptions
    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let texts = [name, vendor, contact.phone, contact.email, contact.portal, contact.helpAddress]
        guard texts.contains(where: { $0 != nil }) || !policy.change.isEmpty else {
            throw ValidationError("Give something to change, such as --name, --phone or --threshold.")
        }
    }

    func run(in context: CommandContext) throws(Refusal) {
        let id = try OptionText.productID(id)
        let changed = try vaultOptions.vault(in: context).change(
            id,
            Vault.ProductChange(
                name: name, vendor: vendor, phone: contact.phone, email: contact.email,
                portal: contact.portal, help: contact.helpAddress, policy: policy.change),
            in: context.surroundings)
        PortalRemark(contact.portal)?.show(in: context)
        try context.show(ProductSetReport(product: id.text, changed: changed), as: global.format)
    }
}

private struct ProductSetReport: Report {
    let product: String
    let changed: [String]

    enum CodingKeys: String, CodingKey {
        case product, changed
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(product, forKey: .product)
        // The options' names in the snake case that JSON has elsewhere.
        try container.encode(
            changed.map { String($0.map { $0 == "-" ? "_" : $0 }) }, forKey: .changed)
    }

    func render(into text: inout TextReport) {
        text.field("product", product, .good)
        text.field(
            "changed", changed.isEmpty ? "nothing; it was the same before" : changed.joined(separator: ", "))
        guard !changed.isEmpty else { return }
        text.blankLine()
        text.paragraph("Sites get it with the next product file:")
        text.command(text.next.responder("product export \(product) --out \(product).product"))
    }
}
