import Cryptography
import Fingerprint

/// Machines through ten years of repairs and new installations: how many of them need the vendor's desk.
package struct YearsFleet: Sendable {
    /// The years.
    package static let years = 10

    /// How often something happens.
    package let rates: YearlyRates
    /// What is read, and the threshold.
    package let policy: FingerprintPolicy
    /// Whether the license is renewed each year, which picks up what is new.
    package let isRenewed: Bool
    private let salt = FingerprintSalt(uncheckedBytes: (0..<16).map { 0x50 + $0 })

    /// A fleet with these rates.
    package init(rates: YearlyRates = YearlyRates(), policy: FingerprintPolicy, isRenewed: Bool) {
        self.rates = rates
        self.policy = policy
        self.isRenewed = isRenewed
    }

    /// What became of a machine.
    package struct Life: Hashable, Sendable {
        /// How many changes there were.
        package var changes = 0
        /// How often it was taken for another machine.
        package var visits = 0
        /// How often the desk could not tell at a renewal whether it was the same machine, and asked.
        package var questions = 0
        /// How many renewals were counted as a change of machine.
        package var counted = 0
    }

    private enum Event: CaseIterable {
        case disk, card, board, processor, reinstallation, addition
    }

    /// The life of the machine of this seed. After each change it is compared; where it is taken for another one, the
    /// desk binds the license to it as it is now.
    package func life(seed: UInt64) throws -> Life {
        var maker = PartsMaker(seed: seed)
        var machine = maker.bareMachine()
        var bound = try request(machine)
        var life = Life()
        for _ in 0..<Self.years {
            for event in Event.allCases.shuffled(with: &maker) where maker.happens(rate(event, machine)) {
                apply(event, to: &machine, &maker)
                life.changes += 1
                if try !isSame(bound, machine) {
                    life.visits += 1
                    bound = try request(machine)
                }
            }
            guard isRenewed else { continue }
            let renewed = try request(machine)
            let continuity = MachineContinuity(seat: bound, request: renewed, policy: policy)
            if continuity.decision != .same { life.questions += 1 }
            if continuity.changesMachine { life.counted += 1 }
            bound = renewed.keepingKinds(of: bound)
        }
        return life
    }

    private func rate(_ event: Event, _ machine: FleetMachine) -> Double {
        switch event {
        case .disk: rates.disk * Double(machine.disks.count)
        case .card: rates.card * Double(machine.cards.count)
        case .board: rates.board
        case .processor: rates.processor
        case .reinstallation: rates.reinstallation
        case .addition: rates.addition
        }
    }

    private func apply(_ event: Event, to machine: inout FleetMachine, _ maker: inout PartsMaker) {
        switch event {
        case .disk:
            let index = maker.number(below: machine.disks.count)
            machine.disks[index] = maker.disk()
            if index == 0, maker.happens(rates.reinstalledDisk) { maker.reinstall(&machine) }
        case .card:
            let index = maker.number(below: machine.cards.count)
            machine.cards[index] = maker.card(ports: machine.cards[index].count)
        case .board:
            maker.installBoard(in: &machine)
            machine.cards[0] = maker.card(ports: machine.cards[0].count)
        case .processor: machine.processor = "processor \(maker.number(below: 1_000_000))"
        case .reinstallation: maker.reinstall(&machine)
        case .addition:
            if maker.happens(0.5) {
                machine.disks.append(maker.disk())
            } else {
                machine.cards.append(maker.card(ports: 1))
            }
        }
    }

    private func request(_ machine: FleetMachine) throws -> Fingerprint {
        try Fingerprint(
            requesting: ComponentSelection(of: machine.survey, policy: policy, salt: salt), and: nil,
            salt: salt)
    }

    private func isSame(_ bound: Fingerprint, _ machine: FleetMachine) throws -> Bool {
        let current = try Fingerprint(comparing: machine.survey, and: nil, policy: policy, salt: salt)
        return FingerprintComparison(bound: bound, current: current, policy: policy).isSameMachine
    }
}

extension Array {
    /// In an order that the maker's numbers decide.
    fileprivate func shuffled(with maker: inout PartsMaker) -> [Element] {
        var rest = self
        return indices.map { _ in rest.remove(at: maker.number(below: rest.count)) }
    }
}
