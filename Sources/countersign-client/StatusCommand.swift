import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Installation
import Refusals

/// `countersign-client status`: tells a person what he has.
struct StatusCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what is licensed here, until when, or why not and what to do.")

    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let report = StatusReport(try products(in: context))
        try context.show(report, as: global.format)
        return report.status
    }

    private func products(in context: CommandContext) throws(Refusal) -> [ProductStatus] {
        guard let folder = try StateFolder.openIfPresent(state.path(in: context)) else { return [] }
        let machine = try context.machine()
        var statuses: [ProductStatus] = []
        for id in try folder.products() {
            do throws(Refusal) {
                guard let file = try folder.product(id)?.productFileInUse() else { continue }
                let verdict = try folder.verdict(on: id, machine: machine)
                statuses.append(ProductStatus(verdict, of: file.body, today: machine.now.day))
            } catch {
                // One product's damage must not hide the others; whatever else goes wrong concerns all.
                guard error.code == .stateDamaged else { throw error }
                statuses.append(ProductStatus(of: id, because: error))
            }
        }
        return statuses
    }
}
