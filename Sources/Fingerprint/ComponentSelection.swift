import Cryptography

/// What of a machine leaves it in a request, and why the rest does not.
package struct ComponentSelection: Sendable {
    /// What becomes of a component.
    package enum Fate: Hashable, Sendable {
        /// It leaves the machine as these 16 bits.
        case leaves(ComponentDigest)
        /// It follows from another one: 16 bits more about the same thing would give both away.
        case follows(Component)
        /// There is no room for more of its kind, or for more at all.
        case surplus
        /// Only root may read it, and the product's policy does not ask for such.
        case notAsked
    }

    /// A component and what becomes of it.
    package struct Item: Sendable {
        /// As it was found, normalised and not yet digested.
        package let component: Component
        /// What becomes of it.
        package let fate: Fate
    }

    /// The most components of one kind in a request.
    package static let mostOfOneKind = 4
    /// The most components in a request, so that there is room for the user beside them.
    package static let most = Fingerprint.maximumComponents - 1

    /// All components of the machine, in the order of the survey.
    package let items: [Item]
    /// The kinds that the policy asks for and of which something could not be read, ascending.
    package let unreadable: [ComponentKind]
    /// What the machine is.
    package let environment: EnvironmentCode

    /// Chooses what leaves the machine.
    ///
    /// - Throws: what the keyed hash throws.
    package init(
        of survey: MachineSurvey, policy: FingerprintPolicy, salt: FingerprintSalt
    ) throws(CryptographyError) {
        let asked = survey.components.filter { policy.reads($0.access) }
        let independent = Self.independent(asked)
        let kept = independent.filter { $0.source == nil }.map(\.component)
        let unreadable = Self.unreadable(in: survey, policy)
        let chosen = Self.chosen(of: kept, beside: unreadable)

        var items: [Item] = []
        for component in survey.components {
            let fate: Fate
            if !policy.reads(component.access) {
                fate = .notAsked
            } else if let source = independent.first(where: { $0.component == component })?.source {
                fate = .follows(source)
            } else if chosen.contains(component) {
                fate = .leaves(
                    try ComponentDigest(of: component.value, kind: component.kind, salt: salt))
            } else {
                fate = .surplus
            }
            items.append(Item(component: component, fate: fate))
        }
        self.items = items
        self.unreadable = unreadable
        environment = EnvironmentCode(survey.environment)
    }

    /// The components that leave the machine.
    package var leaving: [Component] {
        items.compactMap { if case .leaves = $0.fate { $0.component } else { nil } }
    }

    /// The kinds that the policy asks for and of which something could not be read, ascending.
    static func unreadable(in survey: MachineSurvey, _ policy: FingerprintPolicy) -> [ComponentKind] {
        survey.unreadable.filter { policy.reads($0.access) }.map(\.kind).sorted().reduce(into: []) {
            if $0.last != $1 { $0.append($1) }
        }
    }

    /// Each component, and the one it follows from. What is harder to change, and readable to more, goes first.
    ///
    /// What follows from a follower follows too: of three cards the second may be near the first, and the third near
    /// the second only.
    private static func independent(
        _ components: [Component]
    ) -> [(component: Component, source: Component?)] {
        let order: [ComponentKind] = [
            .deviceTreeSerial, .networkCard, .productSerial, .boardSerial, .chassisSerial, .productUUID,
        ]
        let rank = { (component: Component) in order.firstIndex(of: component.kind) ?? order.count }
        // The sort is stable, and the system's disk is to stand for its neighbours.
        let sorted = components.filter(\.isSystemDisk) + components.filter { !$0.isSystemDisk }
        var result: [(component: Component, source: Component?)] = []
        for component in sorted.sorted(by: { rank($0) < rank($1) }) {
            let found = result.first { Derivation.follows(component, from: $0.component) }
            result.append((component, found.map { $0.source ?? $0.component }))
        }
        return result
    }

    /// One of each kind, the most telling kinds first; then a second of each, and so on. A kind of which nothing could
    /// be read takes a place too.
    private static func chosen(of components: [Component], beside unreadable: [ComponentKind]) -> [Component]
    {
        let order: [ComponentKind] = [
            .networkCard, .disk, .productUUID, .deviceTreeSerial, .hypervisorGeneration, .productSerial,
            .boardSerial, .machineID, .processor, .chassisSerial, .tpm,
        ]
        var chosen: [Component] = []
        for round in 0..<mostOfOneKind {
            for kind in order {
                let ofKind = components.filter { $0.kind == kind }
                if round < ofKind.count { chosen.append(ofKind[round]) }
            }
        }
        let places = { (chosen: [Component]) in
            chosen.count + unreadable.count { kind in !chosen.contains { $0.kind == kind } }
        }
        while !chosen.isEmpty, places(chosen) > most { chosen.removeLast() }
        return chosen
    }
}

extension Fingerprint {
    /// What a request says of the machine, without the user.
    ///
    /// - Throws: what the keyed hash throws.
    package init(
        requesting selection: ComponentSelection, and user: Component?, salt: FingerprintSalt
    ) throws(CryptographyError) {
        try self.init(
            of: selection.leaving + [user].compactMap { $0 }, salt: salt, environment: selection.environment,
            unreadable: selection.unreadable)
    }

    /// All that there is on a machine and that the policy asks for, to be compared with what a request said.
    ///
    /// - Throws: what the keyed hash throws.
    package init(
        comparing survey: MachineSurvey, and user: Component?, policy: FingerprintPolicy,
        salt: FingerprintSalt
    ) throws(CryptographyError) {
        try self.init(
            of: survey.components.filter { policy.reads($0.access) } + [user].compactMap { $0 }, salt: salt,
            environment: EnvironmentCode(survey.environment),
            unreadable: ComponentSelection.unreadable(in: survey, policy))
    }
}
