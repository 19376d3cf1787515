/// How large, how deep and how finely divided an input may be.
package struct CBORLimits: Hashable, Sendable {
    /// The greatest depth that can be allowed: the decoder recurses, and the stack is not to be had by asking.
    package static let greatestDepth = 64

    /// The greatest length of the input, in bytes.
    package let size: Int
    /// How many arrays, maps and tags may stand inside one another. A lone integer has depth 0, `[1]` depth 1.
    package let depth: Int
    /// How many data items there may be at all depths together: arrays, maps and tags count, and so does all
    /// that is in them, keys as well as values.
    package let items: Int

    /// - Parameters:
    ///   - size: the greatest length of the input, in bytes.
    ///   - depth: the deepest nesting; more than ``greatestDepth`` is taken as ``greatestDepth``.
    ///   - items: the greatest number of data items in all.
    package init(size: Int = 65_536, depth: Int = 8, items: Int = 4_096) {
        self.size = size
        self.depth = min(depth, Self.greatestDepth)
        self.items = items
    }
}
