import Fingerprint

/// What became of a machine's components, in a sentence: "The network card changed; the rest is as it was: still the
/// same machine."
public struct ComparisonWords {
    /// The sentence.
    public let sentence: String

    /// Puts a comparison into words. What has only come since is not worth a word.
    public init(_ comparison: FingerprintComparison) {
        let phrases = [
            Self.phrase(comparison, .changed, "changed", "changed"),
            Self.phrase(comparison, .missing, "is missing", "are missing"),
            Self.phrase(comparison, .unreadable, "could not be read", "could not be read"),
        ].compactMap { $0 }
        let isAnythingSame = comparison.results.contains { $0.same > 0 }
        let conclusion =
            switch comparison.decision {
            case .same: "still the same machine"
            case .different: "another machine"
            case .unreadable: "it cannot be told whether this is the same machine"
            }
        guard !phrases.isEmpty else {
            sentence =
                comparison.isSameMachine
                ? "All components are as they were." : "There is nothing to know it by: \(conclusion)."
            return
        }
        let rest = comparison.isSameMachine && isAnythingSame ? "; the rest is as it was" : ""
        sentence = Self.capitalized(phrases.joined(separator: ", ")) + "\(rest): \(conclusion)."
    }

    private static func phrase(
        _ comparison: FingerprintComparison, _ outcome: FingerprintComparison.Outcome, _ one: String,
        _ many: String
    ) -> String? {
        let results = comparison.results.filter { $0.outcome == outcome }
        guard let only = results.first else { return nil }
        let names = results.map(name)
        let isOne = results.count == 1 && max(only.bound - only.same, 1) == 1
        return list(names) + " " + (isOne ? one : many)
    }

    /// "the disk", "2 of 4 disks", "all 3 disks".
    private static func name(_ result: FingerprintComparison.Result) -> String {
        guard result.bound > 1 else { return "the \(result.label)" }
        let gone = result.bound - result.same
        let plural = result.label + "s"
        return gone == result.bound ? "all \(result.bound) \(plural)" : "\(gone) of \(result.bound) \(plural)"
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
