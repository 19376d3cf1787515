import Activation
import CommandSupport
import Countersign
import DurableFiles
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
    /// The root key that the product files must be signed by; nil to believe the one that was met first.
    let rootKey: RootKeyPin?

    func report(in context: CommandContext) throws(Refusal) -> VerifyReport {
        let (wanted, named) = try wantedProduct(in: context)
        guard let folder = try StateFolder.openIfPresent(state) else { return VerifyReport([]) }
        try noteUnknownProduct(wanted, in: folder, context)
        let machine = try context.machine()
        var isFeatureKnown = feature == nil
        var items: [VerifyReport.Item] = []
        let products = if let wanted { [wanted] } else { try folder.products() }
        for id in products {
            guard let state = try folder.product(id), let file = try state.productFileInUse() else {
                continue
            }
            try rootKey?.check(inUse: file)
            try Self.require(file, sameVendorAs: named)
            let verdict = try folder.check(state, under: file, machine: machine).verdict
            if let feature, file.body.features.names.values.contains(feature) { isFeatureKnown = true }
            let hasFeature = feature.map { name in
                verdict.license?.features.contains { file.body.features.name(of: $0) == name } ?? false
            }
            items.append(
                VerifyReport.Item(
                    product: id.text, verdict: verdict.code,
                    licensed: verdict.isLicensed && hasFeature ?? true, feature: feature,
                    hasFeature: hasFeature))
        }
        // The answer is no either way; but a name that does not exist is a mistake in the script.
        if let feature, !isFeatureKnown, !items.isEmpty {
            context.diagnostics().note("No product file in use here has a feature '\(feature)'.")
        }
        noteOthers(items, context)
        return VerifyReport(items)
    }

    /// Where one product's license is good and another's is not, nobody sees which it was that was asked about.
    private func noteOthers(_ items: [VerifyReport.Item], _ context: CommandContext) {
        guard product == nil, let good = items.first(where: \.licensed) else { return }
        for other in items where !other.licensed {
            context.diagnostics().note(
                "'\(other.product)' is not licensed here (\(other.verdict)), but '\(good.product)' is. To ask about "
                    + "that one only: --product \(good.product). If '\(other.product)' is not used here: "
                    + "'\(context.next.client("forget \(other.product)"))'.")
        }
    }

    private func noteUnknownProduct(
        _ wanted: ProductID?, in folder: StateFolder, _ context: CommandContext
    ) throws(Refusal) {
        guard let wanted, try folder.product(wanted) == nil else { return }
        let known = try folder.products().map { "'\($0)'" }.joined(separator: ", ")
        context.diagnostics().note(
            "This machine has no product '\(wanted)'" + (known.isEmpty ? "." : "; it has \(known).")
                + ((try? fileKind(at: wanted.text)) == .regular
                    ? " If the file is meant: --product ./\(wanted)" : ""))
    }

    /// The product, and the file that names it, if it is named so.
    ///
    /// What could be an id is one, though there be a file of that name: who may write into the working folder must not
    /// choose which product is asked for.
    private func wantedProduct(
        in context: CommandContext
    ) throws(Refusal) -> (ProductID?, Verified<ProductFile>?) {
        guard let product else { return (nil, nil) }
        if let id = ProductID(product) { return (id, nil) }
        guard product.contains("/") else {
            throw Refusal(
                .usageInvalid, "'\(product)' cannot be a product's id.",
                remedy:
                    "Give the id that '\(context.next.client("status --format json"))' shows, or the product file's path with "
                    + "a slash in it.")
        }
        let file = try context.read(product) { (bytes) throws(Refusal) in
            try Unverified<ProductFile>(written: bytes).verifiedOnFirstUse()
        }
        return (file.body.product, file)
    }

    /// Another vendor's product may have the same id.
    private static func require(
        _ inUse: Verified<ProductFile>, sameVendorAs named: Verified<ProductFile>?
    ) throws(Refusal) {
        guard let named, named.body.rootKey != inUse.body.rootKey else { return }
        throw Refusal(
            .productRootUnknown,
            "The product file that is named and the one in use here are signed by different root keys.")
    }
}

/// What `verify --format json` prints.
struct VerifyReport: Report {
    struct Item: Encodable {
        let product: String
        let verdict: String
        let licensed: Bool
        let feature: String?
        let hasFeature: Bool?

        enum CodingKeys: String, CodingKey {
            case product, verdict, licensed, feature
            case hasFeature = "has_feature"
        }
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
