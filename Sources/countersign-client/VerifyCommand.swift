import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Installation
import Refusals

/// `countersign-client verify`: the same as an exit status, for scripts.
struct VerifyCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Exit with 0 if licensed, with 1 if not, and print nothing unless asked.",
        discussion: "With --format json the verdict is printed too.")

    @Option(help: ArgumentHelp("Only this product; without it, all products must be licensed.", valueName: "id"))
    var product: String?

    @Option(help: ArgumentHelp("Ask also whether the license has this feature.", valueName: "name"))
    var feature: String?

    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let verdicts = try verdicts(in: context)
        let report = VerifyReport(verdicts)
        if global.format == .json { try context.show(report, as: .json) }
        return report.licensed ? .success : .no
    }

    private func verdicts(in context: CommandContext) throws(Refusal) -> [VerifyReport.Item] {
        guard let folder = try StateFolder.openIfPresent(state.path(in: context)) else { return [] }
        let machine = try context.machine()
        var items: [VerifyReport.Item] = []
        for id in try products(in: folder) {
            guard let state = try folder.product(id), let file = try state.productFile() else { continue }
            let verdict = try state.verdict(under: file, machine: machine)
            let hasFeature = feature.map { name in
                verdict.license?.features.contains { file.body.features.name(of: $0) == name } ?? false
            }
            items.append(
                VerifyReport.Item(
                    product: id.text, verdict: verdict.code, licensed: verdict.isLicensed && hasFeature ?? true))
        }
        return items
    }

    private func products(in folder: StateFolder) throws(Refusal) -> [ProductID] {
        guard let product else { return try folder.products() }
        guard let id = ProductID(product) else {
            throw Refusal(.usageInvalid, "'\(product)' cannot be a product's id.")
        }
        return [id]
    }
}

/// What `verify --format json` prints.
private struct VerifyReport: Report {
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
