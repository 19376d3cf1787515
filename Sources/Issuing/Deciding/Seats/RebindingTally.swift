/// How often the seats of a license went to other hardware within a year, and how often they may without a reason.
package struct RebindingTally: Hashable, Sendable {
    /// So often in the last 365 days; after an answer that is one, it is among them.
    package let used: Int
    /// The product's allowance for each seat, times the seats of the license.
    package let allowed: Int
    /// How many of them the answer is that this is told with; 0 where it is none. By a file as many as there are strong
    /// components that the seat had not, so that no answer is for more machines than it counts.
    package let counted: Int

    /// Whether the answer that this is told with is one.
    package var isCounted: Bool { counted > 0 }

    /// A tally of whatever numbers.
    package init(used: Int, allowed: Int, counted: Int) {
        (self.used, self.allowed, self.counted) = (used, allowed, counted)
    }

    /// So many, as the audit log says it.
    static func inWords(_ count: Int) -> String {
        count == 1 ? "machine change" : "\(count) machine changes,"
    }

    /// Whether the next one needs a person's reason.
    package var isUsedUp: Bool { used >= allowed }
}
