import Issuing

/// How often a license's seats went to other hardware within a year, in JSON and in words.
struct RebindingReport: Encodable {
    let used: Int
    let allowed: Int
    /// How many of them the answer is.
    let counted: Int

    init(_ tally: RebindingTally) {
        used = tally.used
        allowed = tally.allowed
        counted = tally.counted
    }

    /// What was counted, and what is left.
    var sentence: String {
        let what = counted == 1 ? "a change of machine" : "\(counted) changes of machine"
        return "\(what), \(used) of \(allowed) in 365 days"
    }

    /// What was used so far.
    var inShort: String { "\(used) of \(allowed) used in 365 days" }
}
