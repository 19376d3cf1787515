import ArgumentParser
import Fingerprint
import Issuing

/// How strictly a product is bound to its machines, on the command line.
struct PolicyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How much of a machine must be unchanged, in percent, 30 to 100. Default: 45.",
            valueName: "percent"))
    var threshold: Int?

    @Option(
        name: .customLong("root-only-components"),
        help: ArgumentHelp(
            "Whether serial numbers that only root can read count; if so, sites make requests as root. Default: no.",
            valueName: "yes|no"))
    var rootOnlyComponents: YesOrNo?

    @Option(
        name: .customLong("virtual-machines"),
        help: ArgumentHelp(
            "What to do about virtual machines. Default: allow.", valueName: "allow|warn|refuse"))
    var virtualMachines: Permission?

    @Option(
        help: ArgumentHelp("What to do about containers. Default: warn.", valueName: "allow|warn|refuse"))
    var containers: Permission?

    @Option(
        name: .customLong("clock-tolerance"),
        help: ArgumentHelp(
            "How far a machine's clock may be set back before it must be corrected, 1 to 720. Default: 24.",
            valueName: "hours"))
    var clockTolerance: Int?

    @Option(
        help: ArgumentHelp(
            "How many changes of machine each seat has a year before a reason is needed, 0 to 1000. Default: 3.",
            valueName: "number"))
    var rebindings: Int?

    enum YesOrNo: String, ExpressibleByArgument, CaseIterable {
        case yes, no
    }

    enum Permission: String, ExpressibleByArgument, CaseIterable {
        case allow, warn, refuse

        var value: FingerprintPolicy.Permission {
            switch self {
            case .allow: .allow
            case .warn: .warn
            case .refuse: .refuse
            }
        }
    }

    var change: Vault.PolicyChange {
        Vault.PolicyChange(
            threshold: threshold, readsRootOnly: rootOnlyComponents.map { $0 == .yes },
            virtualMachines: virtualMachines?.value, containers: containers?.value,
            clockHours: clockTolerance, rebindings: rebindings)
    }
}
