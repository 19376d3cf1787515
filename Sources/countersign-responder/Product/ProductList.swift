import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder product list`.
struct ProductList: CountersignCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the products.")

    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: UnneededPassphraseOptions
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
            text.paragraph("There are no products yet. Add one with '\(text.next.responder("product add"))'.")
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
