/// How a machine's components now compare with those that a license was bound to, and whether it is still the same
/// machine.
///
/// ```swift
/// if case .otherMachine(_, let comparison) = verdict {
///     show("\(comparison.score) percent of this machine is known; \(comparison.threshold) are needed.")
/// }
/// ```
public struct FingerprintComparison: Hashable, Sendable {
    /// What became of the components of one kind.
    package enum Outcome: String, Hashable, Sendable {
        /// All that were there are there.
        case same
        /// Fewer are left than were there, and others have come.
        case changed
        /// Some that were there are gone, and none has come.
        case missing
        /// None was there of this kind, and some are now.
        case new
        /// Some are there and may not be read, and none is known to be gone.
        case unreadable
    }

    /// The outcome for one kind of component.
    package struct Result: Hashable, Sendable {
        /// The raw value of a ``ComponentKind``.
        package let kind: UInt8
        /// What became of them.
        package let outcome: Outcome
        /// How many the license is bound to.
        package let bound: Int
        /// How many of those are still there.
        package let same: Int
        /// How many are there now that the license is not bound to.
        package let newcomers: Int

        /// The kind in words.
        package var label: String { ComponentKind(rawValue: kind)?.label ?? "component of kind \(kind)" }
    }

    /// Whether it is the same machine.
    public enum Decision: Hashable, Sendable {
        /// Enough is as it was.
        case same
        /// Too much is different.
        case different
        /// Enough may be as it was, but too little can be read to tell.
        case unreadable
    }

    /// One result a kind, ascending by kind.
    package private(set) var results: [Result]
    /// Whether it is the same machine.
    public let decision: Decision
    /// How much of the weight that can be read is as it was, in percent, rounded down.
    public let score: Int
    /// The score that is asked for, in percent.
    public let threshold: UInt8
    /// How many more components may change, whichever they are, before it is another machine.
    package let room: Int
    /// The kinds of which not one more component may change, ascending.
    package let vital: [UInt8]

    /// What becomes of components that may be there and cannot be read.
    package enum UnreadableComponents: Hashable, Sendable {
        /// They count neither for nor against: the machine itself asks, and its user may see less than root.
        case leftOut
        /// They count as gone: a request may only claim that they cannot be read, and must gain nothing by it.
        case lost
    }

    /// Whether enough is as it was.
    package var isSameMachine: Bool { decision == .same }

    /// Whether something that the license is bound to could not be read.
    package var hasUnreadable: Bool { results.contains { $0.outcome == .unreadable } }

    /// Whether some hardware is gone and nothing has come in the place of any: what is exchanged leaves another behind,
    /// so this may be a machine of which not everything is shown here.
    package var onlyLacksHardware: Bool {
        let hardware = results.filter { $0.kind != ComponentKind.machineID.rawValue }
        return hardware.contains { $0.outcome == .missing } && !hardware.contains { $0.outcome == .changed }
    }

    /// Compares the components that a license is bound to with those found now. The user is left out. What has come
    /// since does not count against the machine.
    ///
    /// - Parameter unreadable: what becomes of components that may be there and cannot be read.
    package init(
        bound: Fingerprint, current: Fingerprint, policy: FingerprintPolicy,
        unreadable: UnreadableComponents = .leftOut
    ) {
        let kinds = (bound.entries + current.entries).map(\.kind).sorted()
        var results: [Result] = []
        for kind in kinds where kind != ComponentKind.user.rawValue && results.last?.kind != kind {
            if let result = Self.result(of: kind, bound: bound, current: current) { results.append(result) }
        }
        self.results = results
        threshold = policy.threshold

        var tally = Tally(threshold: Int(policy.threshold))
        for element in ComponentWeights(of: bound).elements {
            let now = current.entries.first { $0.kind == element.kind }?.digests ?? []
            if now.contains(element.digest) {
                tally.same.append(element)
            } else if unreadable == .leftOut, current.unreadable.contains(element.kind) {
                tally.unreadable.append(element)
            } else {
                tally.lost += element.units
            }
        }
        decision = tally.decision
        score = tally.score
        room = tally.room
        vital = tally.vital
    }

    /// The same, where of what has come only these kinds are worth telling: the rest would not be in a request.
    package func tellingNew(_ kinds: [UInt8]) -> FingerprintComparison {
        var copy = self
        copy.results.removeAll { $0.outcome == .new && !kinds.contains($0.kind) }
        return copy
    }

    /// Nil where nothing is bound, and nothing known now.
    private static func result(of kind: UInt8, bound: Fingerprint, current: Fingerprint) -> Result? {
        let before = bound.entries.first { $0.kind == kind }?.digests ?? []
        let now = current.entries.first { $0.kind == kind }?.digests ?? []
        if before.isEmpty, now.isEmpty { return nil }
        let same = before.count { now.contains($0) }
        let outcome: Outcome =
            if before.isEmpty {
                .new
            } else if same == before.count {
                .same
            } else if current.unreadable.contains(kind) {
                .unreadable
            } else {
                now.count > same ? .changed : .missing
            }
        return Result(
            kind: kind, outcome: outcome, bound: before.count, same: same, newcomers: now.count - same)
    }
}

/// The weights of what is as it was, what is not, and what cannot be told.
private struct Tally {
    let threshold: Int
    var same: [ComponentWeights.Element] = []
    var unreadable: [ComponentWeights.Element] = []
    var lost = 0

    init(threshold: Int) {
        self.threshold = threshold
    }

    private var sameUnits: Int { same.reduce(0) { $0 + $1.units } }
    private var unreadableUnits: Int { unreadable.reduce(0) { $0 + $1.units } }

    var score: Int {
        let readable = sameUnits + lost
        return readable == 0 ? 0 : sameUnits * 100 / readable
    }

    private func isEnough(_ units: Int, isStrong: Bool) -> Bool {
        isStrong && units > 0 && units * 100 >= threshold * (units + lost)
    }

    var decision: FingerprintComparison.Decision {
        let isStrong = same.contains { $0.isStrong }
        if isEnough(sameUnits, isStrong: isStrong) { return .same }
        let mayBeStrong = isStrong || unreadable.contains { $0.isStrong }
        return !unreadable.isEmpty && isEnough(sameUnits + unreadableUnits, isStrong: mayBeStrong)
            ? .unreadable : .different
    }

    /// The kinds of those whose loss alone would be too much.
    var vital: [UInt8] {
        guard decision == .same else { return [] }
        let strong = same.count { $0.isStrong }
        let left = sameUnits
        let kinds = same.filter { element in
            let keepsStrong = strong > (element.isStrong ? 1 : 0)
            return !keepsStrong || (left - element.units) * 100 < threshold * (left + lost)
        }.map(\.kind)
        return kinds.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// The worst that can happen: the heaviest go first, or all that is strong goes.
    var room: Int {
        guard decision == .same else { return 0 }
        let whole = sameUnits + lost
        var left = sameUnits
        var losses = 0
        for element in same.sorted(by: { $0.units > $1.units }) where left * 100 >= threshold * whole {
            left -= element.units
            losses += 1
        }
        return min(losses, same.count { $0.isStrong }) - 1
    }
}
