import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Installation
import Refusals

/// `countersign-client status`: tells a person what he has.
struct StatusCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what is licensed here and until when, or why not and what to do.")

    @OptionGroup var rootKey: RootKeyOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        let report = StatusReport(try products(in: context), in: state.path(in: context))
        try context.show(report, as: global.format)
        return report.status
    }

    private func products(in context: CommandContext) throws(Refusal) -> [ProductStatus] {
        let pin = try rootKey.pin()
        guard let folder = try StateFolder.openIfPresent(state.path(in: context)) else { return [] }
        let machine = try context.machine()
        var statuses: [ProductStatus] = []
        let ids = try folder.products()
        for id in ids {
            do throws(Refusal) {
                guard let state = try folder.product(id), let file = try state.productFileInUse() else {
                    continue
                }
                try pin?.check(inUse: file)
                let standing = try folder.check(state, under: file, machine: machine)
                let underway = try standing.verdict.license.flatMap { (license) throws(Refusal) in
                    try state.requestUnderway(after: license)
                }
                let answered = try standing.verdict.license.flatMap { (license) throws(Refusal) in
                    try state.intactRequest(license.request)?.unverifiedBody
                }
                var damage = try state.damagedRequests().map { DamagedFile(request: $0) }
                let call = try call(
                    state, in: folder, isOnly: ids.count == 1, damage: &damage, next: context.next)
                statuses.append(
                    ProductStatus(
                        standing, of: file.body, underway: underway, answered: answered, call: call,
                        damaged: damage, isOnly: ids.count == 1, today: machine.now.day, next: context.next,
                        localTime: context.localTime))
            } catch {
                // One product's damage must not hide the others; whatever else goes wrong concerns all.
                guard Self.concernsOneProduct(error.code) else { throw error }
                let next = ids.count == 1 ? context.next : context.next.naming(product: id.text)
                statuses.append(ProductStatus(of: id, because: error, next: next))
            }
        }
        return statuses
    }

    /// The call that waits. No license depends on it: where it is damaged, that stands beside the verdict.
    private func call(
        _ product: ProductState, in folder: StateFolder, isOnly: Bool, damage: inout [DamagedFile],
        next: NextCommands
    ) throws(Refusal) -> WaitingCall? {
        do throws(Refusal) {
            guard let exchange = try product.phoneExchange() else { return nil }
            return WaitingCall(
                exchange, try folder.request(of: exchange).request.body,
                productID: isOnly ? nil : product.id.text, state: state)
        } catch {
            guard error.code == .stateDamaged else { throw error }
            // The call's request may be what is damaged, and named already.
            if !damage.contains(where: { $0.message == error.sentence }) {
                damage.append(DamagedFile(message: error.sentence, remedy: error.advice(next)))
            }
            return nil
        }
    }

    private static func concernsOneProduct(_ code: RefusalCode) -> Bool {
        code == .stateDamaged || code == .stateOtherMachine || code == .clockRecordLost
            || code == .productRootUnknown
    }
}
