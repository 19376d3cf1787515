/// How often the seats of a license went to other hardware within a year, and how often they may without a reason.
public struct RebindingTally: Hashable, Sendable {
    /// So often in the last 365 days; after an answer that is one, it is among them.
    public let used: Int
    /// The product's allowance for each seat, times the seats of the license.
    public let allowed: Int
    /// Whether the answer that this is told with is one.
    public let isCounted: Bool

    /// A tally of whatever numbers.
    package init(used: Int, allowed: Int, isCounted: Bool) {
        (self.used, self.allowed, self.isCounted) = (used, allowed, isCounted)
    }

    /// Whether the next one needs a person's reason.
    public var isUsedUp: Bool { used >= allowed }
}
