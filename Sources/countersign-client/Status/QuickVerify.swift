import CommandSupport
import Refusals

/// `verify` as start scripts call it, without the argument parser: that alone costs more than reading the state
/// and checking its signatures. Anything but the plain options below goes the usual way, and means the same.
struct QuickVerify {
    private var state: String?
    private var product: String?
    private var feature: String?
    private var rootKey: String?

    /// Nil if the arguments are not `verify` and pairs of `--state`, `--product`, `--feature` and `--root-key` with a
    /// value.
    init?(_ arguments: [String]) {
        guard arguments.first == "verify" else { return nil }
        var rest = arguments.dropFirst()
        while let name = rest.popFirst() {
            guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-") else { return nil }
            switch name {
            case "--state": state = value
            case "--product": product = value
            case "--feature": feature = value
            case "--root-key": rootKey = value
            default: return nil
            }
        }
    }

    func run(in context: CommandContext) -> Int32 {
        var context = context
        context.next = NextCommands(state: state)
        do throws(Refusal) {
            let pin = if let rootKey { try RootKeyPin(rootKey) } else { RootKeyPin?.none }
            let verification = Verification(
                state: context.stateFolder(state), product: product, feature: feature, rootKey: pin)
            return (try verification.report(in: context).licensed ? ExitStatus.success : .no).rawValue
        } catch {
            context.diagnostics().refuse(
                error, help: context.helpAddress(state: context.stateFolder(state), product: product))
            return error.code.exitStatus.rawValue
        }
    }
}
