import Cryptography
import Fingerprint

/// Many machines, each compared with some others: how often two different ones pass for the same, beside the odds on
/// paper.
package struct MatchFleet: Sendable {
    /// What two machines have in common.
    package enum Relation: String, CaseIterable, Sendable {
        /// Bare machines of two models.
        case strangers = "bare, two models"
        /// Bare machines with one processor and module.
        case oneModel = "bare, one model"
        /// Bare machines of one model, installed from one disk image, which brings along the machine id.
        case cloned = "bare, one model and one disk image"
        /// Virtual machines.
        case virtual = "virtual"
        /// Virtual machines made from one image, which brings along the machine id and the disk.
        case virtualCloned = "virtual, one image"
    }

    /// What came of one kind of pairs.
    package struct Count: Sendable {
        /// Pairs that were compared.
        package var pairs = 0
        /// Of those, matches.
        package var matches = 0
        /// The sum of the odds on paper.
        package var expected = 0.0
        /// The sum of the variances on paper.
        package var variance = 0.0

        /// Nothing yet.
        package init() {}

        /// One pair, and its odds on paper.
        init(isMatch: Bool, chance: Double) {
            pairs = 1
            matches = isMatch ? 1 : 0
            expected = chance
            variance = chance * (1 - chance)
        }

        /// By how many standard deviations the matches are off.
        package var deviation: Double {
            variance > 0 ? (Double(matches) - expected) / variance.squareRoot() : matches == 0 ? 0 : .infinity
        }

        /// Adds another count.
        package mutating func add(_ other: Count) {
            pairs += other.pairs
            matches += other.matches
            expected += other.expected
            variance += other.variance
        }
    }

    /// How long the digests are: 16 bits in the product, fewer to have something to count.
    package let bits: Int
    /// What is read, and the threshold.
    package let policy: FingerprintPolicy
    /// With how many others each machine is compared.
    package let others: Int
    private let seed: UInt64
    private let salt = FingerprintSalt(uncheckedBytes: (0..<16).map { 0x50 + $0 })

    /// Machines of one group are compared with one another only.
    package static let groupSize = 500

    /// A fleet of its own for each seed.
    package init(bits: Int, policy: FingerprintPolicy, others: Int, seed: UInt64) {
        self.bits = bits
        self.policy = policy
        self.others = others
        self.seed = seed
    }

    private struct Member {
        let bound: Fingerprint
        let current: Fingerprint
        let components: [UInt8: Int]
    }

    private struct Shape: Hashable {
        let parts: [Odds.Part]
    }

    /// Compares the machines of one group, the `group`th of the fleet.
    package func count(group: Int, relation: Relation) throws -> Count {
        var maker = PartsMaker(seed: seed(of: group, relation))
        let template =
            relation == .virtualCloned ? maker.virtualMachine(model: 1) : maker.bareMachine(model: 1)
        let members = try (0..<Self.groupSize).map { number in
            try member(machine(number, relation, template, &maker))
        }
        var known: [Shape: Double] = [:]
        var count = Count()
        for (index, member) in members.enumerated() {
            for step in 1...others {
                let other = members[(index + step) % members.count]
                let parts = Odds.parts(
                    bound: member.bound, current: other.current, components: other.components,
                    alike: Self.alike(relation))
                let shape = Shape(parts: parts)
                let chance = known[shape] ?? Odds.ofMatch(parts, bits: bits, threshold: Int(policy.threshold))
                known[shape] = chance
                let comparison = FingerprintComparison(
                    bound: member.bound, current: other.current, policy: policy)
                count.add(Count(isMatch: comparison.isSameMachine, chance: chance))
            }
        }
        return count
    }

    /// Other machines for each row of the table, so that one stroke of chance is not seen in several.
    private func seed(of group: Int, _ relation: Relation) -> UInt64 {
        var seed = seed &* 1_000_003 &+ UInt64(bits)
        for letter in relation.rawValue.utf8 { seed = seed &* 31 &+ UInt64(letter) }
        return (seed &* 2 &+ (policy.readsRootOnly ? 1 : 0)) &* 1_000_003 &+ UInt64(group)
    }

    private func machine(
        _ number: Int, _ relation: Relation, _ template: FleetMachine, _ maker: inout PartsMaker
    ) -> FleetMachine {
        switch relation {
        case .strangers: return maker.bareMachine(model: number)
        case .oneModel: return maker.bareMachine(model: 1)
        case .virtual: return maker.virtualMachine(model: 1)
        case .cloned:
            var machine = maker.bareMachine(model: 1)
            machine.machineID = template.machineID
            return machine
        case .virtualCloned:
            var machine = maker.virtualMachine(model: 1)
            machine.machineID = template.machineID
            machine.disks = template.disks
            return machine
        }
    }

    /// The kinds that are no chance: what a model has in common, what a copy brings along.
    private static func alike(_ relation: Relation) -> Set<UInt8> {
        let model: [ComponentKind] = [.processor, .tpm]
        let kinds: [ComponentKind] =
            switch relation {
            case .strangers, .oneModel, .virtual: model
            case .cloned: model + [.machineID]
            case .virtualCloned: model + [.machineID, .disk]
            }
        return Set(kinds.map(\.rawValue))
    }

    private func member(_ machine: FleetMachine) throws -> Member {
        let survey = machine.survey
        let selection = try ComponentSelection(of: survey, policy: policy, salt: salt)
        var components: [UInt8: Int] = [:]
        for component in survey.components where policy.reads(component.access) {
            components[component.kind.rawValue, default: 0] += 1
        }
        return Member(
            bound: try Fingerprint(requesting: selection, and: nil, salt: salt).shortened(to: bits),
            current: try Fingerprint(comparing: survey, and: nil, policy: policy, salt: salt)
                .shortened(to: bits),
            components: components)
    }
}
