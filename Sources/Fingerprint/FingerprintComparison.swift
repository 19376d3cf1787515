/// How a machine's components now compare with those that a license was bound to.
public struct FingerprintComparison: Hashable, Sendable {
    /// What became of the components of one kind.
    public enum Outcome: String, Hashable, Sendable {
        /// All that were there are there.
        case same
        /// Fewer are left than were there, and others have come.
        case changed
        /// Some that were there are gone, and none has come.
        case missing
        /// None was there of this kind, and some are now.
        case new
    }

    /// The outcome for one kind of component.
    public struct Result: Hashable, Sendable {
        /// The raw value of a ``ComponentKind``.
        public let kind: UInt8
        /// What became of them.
        public let outcome: Outcome

        /// The kind in words.
        public var label: String { ComponentKind(rawValue: kind)?.label ?? "component of kind \(kind)" }
    }

    /// One result a kind, ascending by kind.
    public let results: [Result]

    /// Whether it is the same machine: everything that was there is still there. What has come since does
    /// not count against it.
    public let isSameMachine: Bool

    /// Compares the components that a license is bound to with those found now. The user is left out.
    public init(bound: Fingerprint, current: Fingerprint) {
        let kinds = (bound.entries + current.entries).map(\.kind).sorted()
        var results: [Result] = []
        for kind in kinds where kind != ComponentKind.user.rawValue && results.last?.kind != kind {
            results.append(
                Result(kind: kind, outcome: Self.outcome(of: kind, bound: bound, current: current)))
        }
        self.results = results
        isSameMachine = !bound.isEmpty && results.allSatisfy { $0.outcome == .same || $0.outcome == .new }
    }

    private static func outcome(of kind: UInt8, bound: Fingerprint, current: Fingerprint) -> Outcome {
        let before = bound.entries.first { $0.kind == kind }?.digests ?? []
        let now = current.entries.first { $0.kind == kind }?.digests ?? []
        if before.isEmpty { return .new }
        if before.allSatisfy(now.contains) { return .same }
        return now.allSatisfy(before.contains) ? .missing : .changed
    }
}
