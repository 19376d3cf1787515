import Fingerprint

/// What became of the components of one kind, in JSON.
struct ComponentReport: Encodable {
    let kind: String
    let outcome: String
    /// How many there were.
    let bound: Int
    /// How many of those are still there.
    let same: Int
    /// How many there are that were not there.
    let new: Int

    init(_ result: FingerprintComparison.Result) {
        kind = ComponentKind(rawValue: result.kind)?.name ?? "kind-\(result.kind)"
        outcome = result.outcome.rawValue
        bound = result.bound
        same = result.same
        new = result.newcomers
    }
}
