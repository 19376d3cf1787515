/// How strictly a product is bound to its machines. It stands in the product file, signed by the vendor.
package struct FingerprintPolicy: Hashable, Sendable {
    /// What is done about a kind of machine.
    package enum Permission: UInt8, CaseIterable, Hashable, Sendable {
        /// As any other.
        case allow = 0
        /// The request is answered, and both sides are told.
        case warn = 1
        /// The request is not made, and not answered.
        case refuse = 2

        /// The stable name on command lines and in JSON.
        package var name: String {
            switch self {
            case .allow: "allow"
            case .warn: "warn"
            case .refuse: "refuse"
            }
        }
    }

    /// How much of a machine's weight must be as it was, in percent.
    package let threshold: UInt8
    /// Whether what only root may read counts. Then requests and checks are made as root, or by whoever may
    /// read it; a check that cannot read it goes by the rest.
    package let readsRootOnly: Bool
    /// What is done about virtual machines.
    package let virtualMachines: Permission
    /// What is done about containers.
    package let containers: Permission

    /// Below this share, one card alone could stand for a machine; above it, none would survive a repair.
    package static let thresholds: ClosedRange<UInt8> = 30...100

    /// Where the vendor said nothing: 45 percent, nothing that needs root, virtual machines like others, containers
    /// with a warning.
    package static let standard = FingerprintPolicy(
        uncheckedThreshold: 45, readsRootOnly: false, virtualMachines: .allow, containers: .warn)

    /// A policy; nil if the threshold is not 30 to 100 percent.
    package init?(
        threshold: UInt8 = standard.threshold, readsRootOnly: Bool = standard.readsRootOnly,
        virtualMachines: Permission = standard.virtualMachines, containers: Permission = standard.containers
    ) {
        guard Self.thresholds.contains(threshold) else { return nil }
        self.init(
            uncheckedThreshold: threshold, readsRootOnly: readsRootOnly, virtualMachines: virtualMachines,
            containers: containers)
    }

    private init(
        uncheckedThreshold: UInt8, readsRootOnly: Bool, virtualMachines: Permission, containers: Permission
    ) {
        threshold = uncheckedThreshold
        self.readsRootOnly = readsRootOnly
        self.virtualMachines = virtualMachines
        self.containers = containers
    }

    /// Whether the policy lets a source of components count.
    package func reads(_ access: Component.Access) -> Bool { access == .everyUser || readsRootOnly }

    /// What is done about a machine of this kind: the stricter of the two answers.
    package func permission(for environment: EnvironmentCode) -> Permission {
        let answers = [
            environment.isVirtual ? virtualMachines : .allow, environment.isContainer ? containers : .allow,
        ]
        return answers.max { $0.rawValue < $1.rawValue } ?? .allow
    }
}
