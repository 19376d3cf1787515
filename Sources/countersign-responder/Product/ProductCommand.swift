import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder product`.
struct ProductCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product", abstract: "Add products, change them, list them, export their product files.",
        subcommands: [
            ProductAdd.self, ProductSet.self, ProductFeatures.self, ProductList.self, ProductExport.self,
        ])
}

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

    @Option(help: "The telephone number that sites call.")
    var phone: String?

    @Option(help: "The e-mail address that sites write to.")
    var email: String?

    @Option(help: "The address of the web page that sites visit.")
    var portal: String?

    @OptionGroup(title: "How strictly it is bound to its machines") var policy: PolicyOptions
    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let product = Vault.NewProduct(
            id: try OptionText.productID(id), name: name, vendor: vendor ?? name,
            features: OptionText.list(features),
            contact: Contact(phone: phone, email: email, portal: portal), policy: policy.change)
        try vaultOptions.vault(in: context).add(product, in: context.surroundings)
        PortalRemark(portal)?.show(in: context)
        try context.show(ProductAddReport(product: id, features: product.features), as: global.format)
    }
}

private struct ProductAddReport: Report {
    let product: String
    let features: [String]

    func render(into text: inout TextReport) {
        text.field("product", product, .good)
        text.field("features", features.isEmpty ? "none" : features.joined(separator: ", "))
        text.blankLine()
        text.paragraph("To make its product file:")
        text.command("countersign-responder product export \(product) --out \(product).product")
    }
}

/// `countersign-responder product features`.
struct ProductFeatures: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "features", abstract: "Add features to a product.",
        discussion: """
            A feature keeps its number for ever, and none is taken away. Sites learn the new names from the next \
            product file.
            """)

    @Argument(help: "The product's id.")
    var id: String

    @Argument(help: ArgumentHelp("The names of the new features.", valueName: "a,b,c"))
    var features: String

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let all = try vaultOptions.vault(in: context).addFeatures(
            OptionText.list(features), to: try OptionText.productID(id), in: context.surroundings)
        try context.show(ProductAddReport(product: id, features: all), as: global.format)
    }
}

/// `countersign-responder product list`.
struct ProductList: CountersignCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the products.")

    @OptionGroup var place: VaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let products = try place.locked(in: context).ledger().read { (ledger) throws(Refusal) in
            var items: [ProductListReport.Item] = []
            for product in try ledger.products() {
                items.append(
                    ProductListReport.Item(
                        id: product.id, name: product.name,
                        features: try ledger.features(ofProduct: product.id).map(\.name),
                        policy: try PolicySummary(product.policy),
                        version: try ledger.latestProductFile(ofProduct: product.id)?.version))
            }
            return items
        }
        try context.show(ProductListReport(products: products), as: global.format)
    }
}

private struct ProductListReport: Report {
    struct Item: Encodable {
        let id: String
        let name: String
        let features: [String]
        let policy: PolicySummary
        let version: Int64?

        enum CodingKeys: String, CodingKey {
            case id, name, features, policy
            case version = "product_file_version"
        }
    }

    let products: [Item]

    func render(into text: inout TextReport) {
        guard !products.isEmpty else {
            text.paragraph("There are no products yet. Add one with 'countersign-responder product add'.")
            return
        }
        var table = TextTable(["product", "name", "file", "features", "policy"])
        for product in products {
            table.row([
                product.id, product.name, product.version.map { "version \($0)" } ?? "none",
                product.features.joined(separator: ", "), product.policy.inWords,
            ])
        }
        text.table(table)
    }
}
