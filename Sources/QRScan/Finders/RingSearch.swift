import Glibc

/// Finds finder patterns by what they are in every direction: a dark disk, a light ring, a dark ring. Blur, noise
/// and turns harm it least, but it must look everywhere.
struct RingSearch {
    /// Places on the rings, in modules, and the weight of what is seen there.
    private static let places: [(x: Float, y: Float, weight: Float)] = {
        // In all directions of a square the radii below 1.5 are dark, 2.12 to 2.5 light, 3.5 mostly dark.
        let rings: [(radius: Float, count: Int, weight: Float)] = [
            (0, 1, 0.15), (0.7, 6, 0.25), (1.2, 8, 0.2), (2.3, 16, -1), (3.3, 16, 0.4),
        ]
        return rings.flatMap { ring in
            (0..<ring.count).map { step in
                let angle = 2 * Float.pi * Float(step) / Float(ring.count)
                return (ring.radius * cos(angle), ring.radius * sin(angle), ring.weight / Float(ring.count))
            }
        }
    }()

    /// How much a place looks like a pattern's middle; up to about 2.
    static func likeness(_ x: Float, _ y: Float, across: Float, down: Float, _ sample: Field.Sampler) -> Float
    {
        var sum: Float = 0
        for place in places { sum += place.weight * sample(x + place.x * across, y + place.y * down) }
        return sum
    }

    /// The places that look most like a pattern, best first.
    ///
    /// - Parameters:
    ///   - modules: the sizes of a module to look for, in pixels.
    ///   - isOver: whether it is time to stop looking; asked for every row.
    static func patterns(
        in field: Field, modules: [Float], most: Int, isOver: () -> Bool
    ) -> [FinderPattern] {
        var found: [(pattern: FinderPattern, score: Float)] = []
        field.sampling { sample in
            for module in modules {
                found += maxima(field, module, sample, isOver).prefix(most).map {
                    improved($0, module, sample)
                }
            }
        }
        found.sort { $0.score > $1.score }
        var distinct: [FinderPattern] = []
        for (pattern, _) in found where distinct.count < most {
            if distinct.contains(where: { ($0.place - pattern.place).length < 3 * $0.module }) { continue }
            distinct.append(pattern)
        }
        return distinct
    }

    /// The places of one size that are better than those around them, best first.
    private static func maxima(
        _ field: Field, _ module: Float, _ sample: Field.Sampler, _ isOver: () -> Bool
    ) -> [(x: Float, y: Float, score: Float)] {
        let step = module * 0.6
        let columns = Int(Float(field.width) / step), rows = Int(Float(field.height) / step)
        guard columns > 2, rows > 2 else { return [] }
        var scores = [Float](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            guard !isOver() else { return [] }
            for column in 0..<columns {
                scores[row * columns + column] = likeness(
                    Float(column) * step, Float(row) * step, across: module, down: module, sample)
            }
        }
        var maxima: [(x: Float, y: Float, score: Float)] = []
        for row in 1..<rows - 1 {
            for column in 1..<columns - 1 {
                let score = scores[row * columns + column]
                guard score > 0.5 else { continue }
                let isBest = (-1...1).allSatisfy { down in
                    (-1...1).allSatisfy { scores[(row + down) * columns + column + $0] <= score }
                }
                if isBest { maxima.append((Float(column) * step, Float(row) * step, score)) }
            }
        }
        return maxima.sorted { $0.score > $1.score }
    }

    /// The place and size nearby that look most like it.
    private static func improved(
        _ start: (x: Float, y: Float, score: Float), _ module: Float, _ sample: Field.Sampler
    ) -> (pattern: FinderPattern, score: Float) {
        var best = (x: start.x, y: start.y, across: module, down: module, score: start.score)
        var step: Float = 0.3
        for _ in 0..<10 {
            let before = best.score
            for (dx, dy, grow, stretch): (Float, Float, Float, Float) in [
                (1, 0, 0, 0), (-1, 0, 0, 0), (0, 1, 0, 0), (0, -1, 0, 0), (0, 0, 1, 0), (0, 0, -1, 0),
                (0, 0, 0, 1),
                (0, 0, 0, -1),
            ] {
                let x = best.x + dx * step * module, y = best.y + dy * step * module
                let across = best.across * (1 + 0.4 * step * (grow + stretch))
                let down = best.down * (1 + 0.4 * step * (grow - stretch))
                let score = likeness(x, y, across: across, down: down, sample)
                if score > best.score { best = (x, y, across, down, score) }
            }
            if best.score == before { step /= 2 }
        }
        let place = Point(x: Double(best.x), y: Double(best.y))
        return (
            FinderPattern(place: place, across: Double(best.across), down: Double(best.down), sightings: 8),
            best.score
        )
    }
}
