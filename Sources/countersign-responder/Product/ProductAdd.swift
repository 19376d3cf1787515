import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Refusals

/// `countersign-responder product add`.
struct ProductAdd: CountersignCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a product.")

    @Argument(help: "The product's id, such as acme.shipcad: at most 23 of a-z, 0-9, '.' and '-'.")
    var id: String

    @Option(help: "The product's name, for people.")
    var name: String

    @Option(help: "The vendor's name, for people; without it, the product's.")
    var vendor: String?

    @Option(help: ArgumentHelp("The names of its features.", valueName: "a,b,c"))
    var features: String?

    @OptionGroup var contact: ContactOptions

    @OptionGroup(title: "How strictly it is bound to its machines") var policy: PolicyOptions
    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let product = Vault.NewProduct(
            id: try OptionText.productID(id), name: name, vendor: vendor ?? name,
            features: OptionText.list(features),
            contact: contact.contact, policy: policy.change)
        try vaultOptions.vault(in: context).add(product, in: context.surroundings)
        PortalRemark(contact.portal)?.show(in: context)
        try context.show(ProductAddReport(product: id, features: product.features), as: global.format)
    }
}
