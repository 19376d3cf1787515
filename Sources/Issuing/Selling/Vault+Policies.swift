import Activation
import Fingerprint
import Ledger
import Refusals

extension Vault {
    /// What is to be said about how strictly a product is bound to its machines; nil leaves a part as it is.
    package struct PolicyChange: Hashable, Sendable {
        /// How much of a machine's weight must be as it was, 30 to 100 percent.
        package var threshold: Int?
        /// Whether what only root may read counts.
        package var readsRootOnly: Bool?
        /// What is done about virtual machines.
        package var virtualMachines: FingerprintPolicy.Permission?
        /// What is done about containers.
        package var containers: FingerprintPolicy.Permission?
        /// How far a machine's clock may be behind what the machine has seen, 1 to 720 hours.
        package var clockHours: Int?
        /// How many rebindings each seat has a year before a person must give a reason, 0 to 1000.
        package var rebindings: Int?

        /// A change; of a new product, what is nil is as where the vendor said nothing.
        package init(
            threshold: Int? = nil, readsRootOnly: Bool? = nil,
            virtualMachines: FingerprintPolicy.Permission? = nil,
            containers: FingerprintPolicy.Permission? = nil, clockHours: Int? = nil,
            rebindings: Int? = nil
        ) {
            self.threshold = threshold
            self.readsRootOnly = readsRootOnly
            self.virtualMachines = virtualMachines
            self.containers = containers
            self.clockHours = clockHours
            self.rebindings = rebindings
        }

        /// Whether nothing is to be said.
        package var isEmpty: Bool { self == PolicyChange() }

        func check() throws(Refusal) {
            let thresholds = FingerprintPolicy.thresholds
            if let threshold, UInt8(exactly: threshold).map(thresholds.contains) != true {
                throw Refusal(
                    .usageInvalid,
                    "A threshold is \(thresholds.lowerBound) to \(thresholds.upperBound) percent.",
                    remedy: "Give a number between the two; 45 is the default.")
            }
            let hours = ClockTolerance.range
            if let clockHours, UInt16(exactly: clockHours).map(hours.contains) != true {
                throw Refusal(
                    .usageInvalid,
                    "A clock's tolerance is \(hours.lowerBound) to \(hours.upperBound) hours.",
                    remedy: "Give a number between the two; 24 is the default.")
            }
            let counts = Self.rebindingsRange
            if let rebindings, !counts.contains(rebindings) {
                throw Refusal(
                    .usageInvalid,
                    "The allowance is \(counts.lowerBound) to \(counts.upperBound) changes of machine for each seat "
                        + "and year.",
                    remedy: "Give a number between the two; 3 is the default.")
            }
        }

        /// How many a product may allow; the highest is as good as no limit.
        package static let rebindingsRange = 0...1000

        func applied(to policy: ProductRecord.Policy) -> ProductRecord.Policy {
            ProductRecord.Policy(
                threshold: threshold.map(Int64.init) ?? policy.threshold,
                readsRootOnly: readsRootOnly ?? policy.readsRootOnly,
                virtualMachines: virtualMachines.map { Int64($0.rawValue) } ?? policy.virtualMachines,
                containers: containers.map { Int64($0.rawValue) } ?? policy.containers,
                clockHours: clockHours.map(Int64.init) ?? policy.clockHours,
                rebindings: rebindings.map(Int64.init) ?? policy.rebindings)
        }
    }
}

extension FingerprintPolicy {
    /// The policy of a product in the ledger.
    ///
    /// - Throws: `vault.damaged` when a number is out of bounds.
    package init(_ record: ProductRecord.Policy) throws(Refusal) {
        func permission(_ number: Int64) -> Permission? {
            UInt8(exactly: number).flatMap(Permission.init(rawValue:))
        }
        guard
            let threshold = UInt8(exactly: record.threshold),
            let virtualMachines = permission(record.virtualMachines),
            let containers = permission(record.containers),
            let policy = FingerprintPolicy(
                threshold: threshold, readsRootOnly: record.readsRootOnly, virtualMachines: virtualMachines,
                containers: containers)
        else { throw Refusal(.vaultDamaged, "The policy of a product in the ledger is damaged.") }
        self = policy
    }
}

extension ProductRecord.Policy {
    /// How many rebindings each seat has a year.
    ///
    /// - Throws: `vault.damaged` when the number is out of bounds.
    func rebindingsPerSeat() throws(Refusal) -> Int {
        guard let number = Int(exactly: rebindings), Vault.PolicyChange.rebindingsRange.contains(number)
        else {
            throw Refusal(.vaultDamaged, "The policy of a product in the ledger is damaged.")
        }
        return number
    }
}

extension ClockTolerance {
    /// The tolerance of a product in the ledger.
    ///
    /// - Throws: `vault.damaged` when the number is out of bounds.
    init(_ record: ProductRecord.Policy) throws(Refusal) {
        guard let tolerance = UInt16(exactly: record.clockHours).flatMap(ClockTolerance.init(hours:)) else {
            throw Refusal(.vaultDamaged, "The policy of a product in the ledger is damaged.")
        }
        self = tolerance
    }
}
