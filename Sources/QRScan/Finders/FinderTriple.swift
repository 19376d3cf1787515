import Glibc

/// Three finder patterns that may be the corners of one code.
struct FinderTriple: Sendable {
    let topLeft: FinderPattern
    let topRight: FinderPattern
    let bottomLeft: FinderPattern
    /// How far from a square it is; 0 is perfect.
    let badness: Double
    /// Whether another finder pattern lies amid the three: then they are of several codes side by side.
    private(set) var isCrossed = false

    /// About how many modules the code has along a side.
    var side: Double {
        let across = (topRight.place - topLeft.place), down = (bottomLeft.place - topLeft.place)
        return (modules(across) + modules(down)) / 2 + 7
    }

    /// The length of a way, in modules.
    private func modules(_ way: Point) -> Double {
        let patterns = [topLeft, topRight, bottomLeft]
        let across = patterns.map(\.across).reduce(0, +) / 3, down = patterns.map(\.down).reduce(0, +) / 3
        return Point(x: way.x / across, y: way.y / down).length
    }

    /// Nil if the three cannot be the corners of a code.
    init?(_ one: FinderPattern, _ two: FinderPattern, _ three: FinderPattern) {
        let sizes = [one.module, two.module, three.module]
        guard let smallest = sizes.min(), let largest = sizes.max(), largest < smallest * 2.2 else {
            return nil
        }
        // The corner is opposite the longest side.
        let sides = [
            ((two.place - three.place).length, one, two, three),
            ((one.place - three.place).length, two, one, three),
            ((one.place - two.place).length, three, one, two),
        ]
        guard let (_, corner, first, second) = sides.max(by: { $0.0 < $1.0 }) else { return nil }
        let a = first.place - corner.place, b = second.place - corner.place
        let (la, lb) = (a.length, b.length)
        guard min(la, lb) > smallest * 9, max(la, lb) < min(la, lb) * 2.6 else { return nil }
        let sine = a.cross(b) / (la * lb)
        guard abs(sine) > 0.6 else { return nil }
        topLeft = corner
        topRight = sine > 0 ? first : second
        bottomLeft = sine > 0 ? second : first
        badness = (la / lb > 1 ? la / lb : lb / la) - 1 + (1 - abs(sine)) * 2 + (largest / smallest - 1)
        guard side > 17, side < 190 else { return nil }
    }

    /// Three whose parts are known.
    init(
        placed topLeft: FinderPattern, _ topRight: FinderPattern, _ bottomLeft: FinderPattern, badness: Double
    ) {
        self.topLeft = topLeft
        self.topRight = topRight
        self.bottomLeft = bottomLeft
        self.badness = badness
    }

    /// The same in a picture of so many times the pixels along each side.
    func scaled(_ factor: Double) -> FinderTriple {
        var there = FinderTriple(
            placed: topLeft.scaled(factor), topRight.scaled(factor), bottomLeft.scaled(factor),
            badness: badness)
        there.isCrossed = isCrossed
        return there
    }

    /// The likeliest triples of these patterns, best first; and the patterns that are clear and were too many.
    static func triples(
        of patterns: [FinderPattern], in field: Field, most: Int
    ) -> (triples: [FinderTriple], rest: [FinderPattern]) {
        let (patterns, rest) = likeliest(patterns, field)
        var triples: [(triple: FinderTriple, score: Double)] = []
        for i in patterns.indices {
            for j in patterns.indices.dropFirst(i + 1) {
                for k in patterns.indices.dropFirst(j + 1) {
                    guard var triple = FinderTriple(patterns[i], patterns[j], patterns[k]),
                        let score = triple.score
                    else { continue }
                    triple.isCrossed = patterns.contains(where: triple.isAround)
                    triples.append((triple, triple.isCrossed ? score - crossing : score))
                }
            }
        }
        return (triples.sorted { $0.score > $1.score }.prefix(most).map(\.triple), rest)
    }

    /// What being crossed takes from the score: enough that the whole codes of a sheet come before it.
    private static let crossing = 0.5

    /// Whether a clear pattern of about this size, which is none of the three, is where a code has none.
    private func isAround(_ pattern: FinderPattern) -> Bool {
        guard pattern.likeness > Self.certain, pattern.module < topLeft.module * 1.5,
            topLeft.module < pattern.module * 1.5
        else { return false }
        let right = topRight.place - topLeft.place, down = bottomLeft.place - topLeft.place
        let way = pattern.place - topLeft.place
        let area = right.cross(down)
        let (u, v) = (way.cross(down) / area, right.cross(way) / area)
        let isOneOfThem = [(0, 0), (1, 0), (0, 1)].contains { abs(u - $0.0) < 0.02 && abs(v - $0.1) < 0.02 }
        return (-0.05...1.05).contains(u) && (-0.05...1.05).contains(v) && !isOneOfThem
    }

    /// How much each of the three must look like a finder pattern where there is a code.
    static let clear: Float = 0.5
    /// How much what certainly is a finder pattern looks like one; words on a page reach 0.7, three of them together
    /// 0.63.
    private static let certain: Float = 0.7

    /// Whether the three certainly are finder patterns, and of one code.
    var looksLikeCode: Bool { !isCrossed && leastLikeness > Self.certain }

    /// How much that of the three looks like a finder pattern which does so least.
    var leastLikeness: Float { min(topLeft.likeness, topRight.likeness, bottomLeft.likeness) }

    /// Whether one of the three belongs to a code that was seen.
    func isWithin(_ sighting: Sighting) -> Bool {
        [topLeft, topRight, bottomLeft].contains { sighting.covers($0.place) }
    }

    /// Twenty-four at most, since the triples are as many as the cube.
    private static func likeliest(
        _ patterns: [FinderPattern], _ field: Field
    ) -> (patterns: [FinderPattern], rest: [FinderPattern]) {
        field.sampling { sample in
            let fitted = patterns.map { $0.fitted(sample) }.filter { $0.likeness > 0.25 }
                .sorted { $0.likeness > $1.likeness }
            let rest = fitted.dropFirst(24).filter { $0.likeness > certain }
            return (fitted.prefix(24).map { $0.polished(sample) }, rest)
        }
    }

    /// Better the more each looks like a pattern; nil if one is turned otherwise than its place says.
    private var score: Double? {
        let patterns = [topLeft, topRight, bottomLeft]
        for way in [topRight.place - topLeft.place, bottomLeft.place - topLeft.place] {
            for pattern in patterns {
                let turn = (atan2(way.y / pattern.down, way.x / pattern.across) - pattern.angle) / (.pi / 2)
                guard abs(turn - turn.rounded()) < 0.3 else { return nil }
            }
        }
        let likeness = patterns.map { Double($0.likeness) }
        return likeness.reduce(0, +) / 3 + (likeness.min() ?? 0) - 0.15 * badness
    }
}
