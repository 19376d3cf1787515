import ArgumentParser
import CommandSupport
import Issuing
import Refusals

/// `countersign-responder product features`.
struct ProductFeatures: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "features", abstract: "Add features to a product.",
        discussion: """
            A feature always keeps its number, and cannot be removed. Sites get the new names with the next product \
            file.
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
