import ArgumentParser

/// `countersign-responder product`.
struct ProductCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product", abstract: "Add products, change them, list them, export their product files.",
        subcommands: [
            ProductAdd.self, ProductSet.self, ProductFeatures.self, ProductList.self, ProductExport.self,
        ])
}
