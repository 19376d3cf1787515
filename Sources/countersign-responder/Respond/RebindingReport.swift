import Issuing

/// How often a license's seats went to other hardware within a year, in JSON and in words.
struct RebindingReport: Encodable {
    let used: Int
    let allowed: Int
    /// Whether the answer is one of them.
    let counted: Bool

    init(_ tally: RebindingTally) {
        used = tally.used
        allowed = tally.allowed
        counted = tally.isCounted
    }

    /// What was counted, and what is left.
    var sentence: String { "a change of machine, \(used) of \(allowed) in 365 days" }

    /// What was used so far.
    var inShort: String { "\(used) of \(allowed) used in 365 days" }
}
