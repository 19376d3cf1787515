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
        discussion: """
            In a script, name the product and the vendor's root key: without them, any license of any vendor in the \
            state folder counts. With --format json the verdict is printed too.
            """)

    @Option(
        help: ArgumentHelp(
            "Only this product, by its id or by its product file. A file's name needs a slash here, such as "
                + "./shipcad.product. Without it, all products must be licensed.",
            valueName: "id"))
    var product: String?

    @Option(help: ArgumentHelp("Also check that the license has this feature.", valueName: "name"))
    var feature: String?

    @OptionGroup var rootKey: RootKeyOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let verification = Verification(
            state: state.path(in: context), product: product, feature: feature,
            rootKey: try rootKey.pin())
        let report = try verification.report(in: context)
        if global.format == .json { try context.show(report, as: .json) }
        return report.licensed ? .success : .no
    }
}
