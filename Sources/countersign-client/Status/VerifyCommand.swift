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

    @Option(
        help: ArgumentHelp("Only this product; without it, all products must be licensed.", valueName: "id"))
    var product: String?

    @Option(help: ArgumentHelp("Ask also whether the license has this feature.", valueName: "name"))
    var feature: String?

    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let report = try Verification(state: state.path(in: context), product: product, feature: feature)
            .report(in: context)
        if global.format == .json { try context.show(report, as: .json) }
        return report.licensed ? .success : .no
    }
}
