import Activation
import CommandSupport
import Countersign
import Installation
import Refusals

/// The question that `verify` asks.
struct Verification {
    /// The state folder.
    let state: String
    /// One product, or all.
    let product: String?
    /// A feature that the license must have.
    let feature: String?

    func report(in context: CommandContext) throws(Refusal) -> VerifyReport {
        let wanted = try wantedProduct()
        guard let folder = try StateFolder.openIfPresent(state) else { return VerifyReport([]) }
        let machine = try context.machine()
        var items: [VerifyReport.Item] = []
        let products = if let wanted { [wanted] } else { try folder.products() }
        for id in products {
            guard let state = try folder.product(id), let file = try state.productFileInUse() else {
                continue
            }
            let verdict = try state.verdict(under: file, machine: machine)
            let hasFeature = feature.map { name in
                verdict.license?.features.contains { file.body.features.name(of: $0) == name } ?? false
            }
            items.append(
                VerifyReport.Item(
                    product: id.text, verdict: verdict.code,
                    licensed: verdict.isLicensed && hasFeature ?? true))
        }
        return VerifyReport(items)
    }

    private func wantedProduct() throws(Refusal) -> ProductID? {
        guard let product else { return nil }
        guard let id = ProductID(product) else {
            throw Refusal(
                .usageInvalid, "'\(product)' cannot be a product's id.",
                remedy: "Give the id that 'countersign-client status --format json' shows.")
        }
        return id
    }
}

/// What `verify --format json` prints.
struct VerifyReport: Report {
    struct Item: Encodable {
        let product: String
        let verdict: String
        let licensed: Bool
    }

    let licensed: Bool
    let products: [Item]

    init(_ products: [Item]) {
        self.products = products
        licensed = !products.isEmpty && products.allSatisfy(\.licensed)
    }

    func render(into text: inout TextReport) {
        for product in products { text.field(product.product, product.verdict) }
    }
}
