import ArgumentParser
import Fingerprint
import Issuing

/// How strictly a product is bound to its machines, on the command line.
struct PolicyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How much of a machine's components must be as it was, 30 to 100; 45 unless set.",
            valueName: "percent"))
    var threshold: Int?

    @Option(
        name: .customLong("root-only-components"),
        help: ArgumentHelp(
            "Whether serial numbers that only root can read count; then sites make requests as root. No unless set.",
            valueName: "yes|no"))
    var rootOnlyComponents: YesOrNo?

    @Option(
        name: .customLong("virtual-machines"),
        help: ArgumentHelp(
            "What to do about virtual machines; allow unless set.", valueName: "allow|warn|refuse"))
    var virtualMachines: Permission?

    @Option(
        help: ArgumentHelp("What to do about containers; warn unless set.", valueName: "allow|warn|refuse"))
    var containers: Permission?

    @Option(
        name: .customLong("clock-tolerance"),
        help: ArgumentHelp(
            "How far a machine's clock may be set back before it must be put right, 1 to 720; 24 unless set.",
            valueName: "hours"))
    var clockTolerance: Int?

    @Option(
        help: ArgumentHelp(
            "How many changes of machine each seat has a year before a reason is needed, 0 to 1000; 3 unless set.",
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
