import Fingerprint

/// What became of a machine's components, as one sentence for a person.
public struct ComparisonWords: Sendable {
    private let comparison: FingerprintComparison

    /// The words for a comparison.
    public init(_ comparison: FingerprintComparison) {
        self.comparison = comparison
    }

    /// Such as `The network card changed; the rest is as it was: still the same machine.`
    public var sentence: String {
        var clauses = [
            clause(.changed, verbs: ("changed", "changed")), clause(.missing, verbs: ("is gone", "are gone")),
            clause(.unreadable, verbs: ("could not be read", "could not be read")),
            clause(.new, verbs: ("is new", "are new")),
        ].compactMap { $0 }
        guard !clauses.isEmpty else { return "All components are as they were." }
        let hasRest = comparison.results.contains { $0.outcome == .same }
        if hasRest, comparison.decision != .different { clauses.append("the rest is as it was") }
        let whole = clauses.joined(separator: "; ") + ": \(verdict)."
        return whole.prefix(1).uppercased() + whole.dropFirst()
    }

    private var verdict: String {
        switch comparison.decision {
        case .same: "still the same machine"
        case .different: "another machine"
        case .unreadable: "too little can be read to say whether it is the same machine"
        }
    }

    /// All kinds that came to the same end: `2 of 4 disks and the network card changed`.
    private func clause(
        _ outcome: FingerprintComparison.Outcome, verbs: (one: String, many: String)
    ) -> String? {
        let results = comparison.results.filter { $0.outcome == outcome }
        guard let first = results.first else { return nil }
        let isOne = results.count == 1 && max(first.bound - first.same, 1) == 1
        let names = results.map(Self.name)
        let list =
            names.count == 1
            ? names[0] : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
        return "\(list) \(isOne ? verbs.one : verbs.many)"
    }

    /// Of one kind, those that are not as they were.
    private static func name(_ result: FingerprintComparison.Result) -> String {
        if result.outcome == .new { return "a \(result.label)" }
        let different = result.bound - result.same
        return switch (result.bound, different) {
        case (0...1, _): "the \(result.label)"
        case (2, 2): "both \(result.label)s"
        case (_, result.bound): "all \(result.bound) \(result.label)s"
        default: "\(different) of \(result.bound) \(result.label)s"
        }
    }
}
