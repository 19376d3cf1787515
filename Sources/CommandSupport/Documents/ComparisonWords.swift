import Fingerprint

/// What became of a machine's components, as one sentence for a person.
package struct ComparisonWords: Sendable {
    private let comparison: FingerprintComparison
    private let tellsNewcomers: Bool

    /// The words for a comparison.
    ///
    /// - Parameter tellsNewcomers: whether it is told that more of a kind are there than before. The desk is told; the
    ///   machine itself sees components that no request names, and they are nothing new.
    package init(_ comparison: FingerprintComparison, tellsNewcomers: Bool = false) {
        self.comparison = comparison
        self.tellsNewcomers = tellsNewcomers
    }

    /// Such as `The network card changed; the rest is as it was: still the same machine.`
    package var sentence: String {
        var clauses = [
            clause(.changed, verbs: ("changed", "changed")), clause(.missing, verbs: ("is gone", "are gone")),
            clause(.unreadable, verbs: ("could not be read", "could not be read")),
            clause(.new, verbs: ("is new", "are new")), added,
        ].compactMap { $0 }
        guard !clauses.isEmpty else { return "All components are the same." }
        let hasRest = comparison.results.contains { $0.outcome == .same && more(of: $0) == 0 }
        if hasRest, comparison.decision != .different { clauses.append("the rest is the same") }
        let whole = clauses.joined(separator: "; ") + ": \(verdict)."
        return whole.prefix(1).uppercased() + whole.dropFirst()
    }

    /// How many of a kind have come beside those that were there.
    private func more(of result: FingerprintComparison.Result) -> Int {
        guard tellsNewcomers, result.outcome != .new else { return 0 }
        return max(result.newcomers - (result.bound - result.same), 0)
    }

    /// Kinds of which there are more than before: `1 network card was added`.
    private var added: String? {
        let results = comparison.results.map { (result: $0, more: more(of: $0)) }.filter { $0.more > 0 }
        guard !results.isEmpty else { return nil }
        let names = results.map { "\($0.more) \($0.result.label)\($0.more == 1 ? "" : "s")" }
        let isOne = results.count == 1 && results[0].more == 1
        return "\(Self.list(names)) \(isOne ? "was" : "were") added"
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
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
        return "\(Self.list(names)) \(isOne ? verbs.one : verbs.many)"
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
