import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Installation
import Refusals

/// `countersign-client forget`: takes a product out of the state folder.
struct ForgetCommand: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Remove a product from this machine: its license, its requests and its device key.",
        discussion: """
            For a product that is not used here, which would make 'verify' without --product say no. It cannot be \
            undone. The answer to a request that is on its way cannot be installed afterwards.
            """)

    @Argument(help: ArgumentHelp("The product's id, as 'status' shows it.", valueName: "product-id"))
    var product: String

    @Flag(help: "Do not ask, even if a license that is in force is lost.")
    var force = false

    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let folder = try openFolder(in: context)
        let id = try knownProduct(in: folder)
        let finding = ForgetFinding(of: id, in: folder, on: try context.machine())
        guard try isMeant(finding, id, in: context) else {
            return context.diagnostics().note("Nothing was removed.")
        }
        guard try folder.forget(id) else { throw unknown(try folder.products()) }
        try context.show(ForgetReport(id, finding, in: folder.path), as: global.format)
    }

    private func openFolder(in context: CommandContext) throws(Refusal) -> StateFolder {
        guard let folder = try StateFolder.openIfPresent(state.path(in: context)) else { throw unknown([]) }
        return folder
    }

    private func knownProduct(in folder: StateFolder) throws(Refusal) -> ProductID {
        let known = try folder.products()
        guard let id = ProductID(product), known.contains(id) else { throw unknown(known) }
        return id
    }

    private func unknown(_ known: [ProductID]) -> Refusal {
        let names = known.map { "'\($0)'" }.joined(separator: ", ")
        return Refusal(
            .usageInvalid,
            "This machine has no product '\(product)'" + (known.isEmpty ? "." : "; it has \(names)."),
            remedy: known.isEmpty ? "There is nothing to forget." : "Give one of these ids.")
    }

    /// Whether it may be removed: nothing in force is lost, or a person says so.
    private func isMeant(
        _ finding: ForgetFinding, _ id: ProductID, in context: CommandContext
    ) throws(Refusal) -> Bool {
        guard let loss = finding.loss, !force else { return true }
        guard context.terminal.isInteractive, global.format == .text else {
            throw Refusal(.licenseInForce, loss)
        }
        try context.standardError.write(SafeText.line(loss) + "\n")
        let answer = try context.terminal.ask("Forget '\(id)', and lose it? yes or no> ")
        return ["yes", "y"].contains(answer.lowercased())
    }
}
