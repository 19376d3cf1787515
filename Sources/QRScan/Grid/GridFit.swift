/// Lays the grid of a code's modules over a picture, by what every code of a version has in common: finder,
/// timing and alignment patterns, the version, the quiet zone.
struct GridFit: Sendable {
    let layout: QRLayout
    private(set) var map: GridMap
    /// How well it fits, up to about 1.
    private(set) var score: Float = 0

    private let field: Field
    /// Known places: column and row of the module's middle, and 1 for dark, -1 for light.
    private let known: [(u: Float, v: Float, sign: Float)]
    /// Those of them that are no part of a finder pattern.
    private let telling: [(u: Float, v: Float, sign: Float)]

    /// The best fits of codes of about `triple`'s size, the best first.
    static func fits(_ triple: FinderTriple, in field: Field) -> [GridFit] {
        let middle = Int(((triple.side - 17) / 4).rounded())
        let reach = 1 + middle / 6
        let versions = max(1, middle - reach)...max(1, min(40, middle + reach))
        let fits = versions.compactMap { GridFit(triple, version: $0, field: field) }
            .sorted { $0.score > $1.score }
        guard let best = fits.first, best.score > 0.15 else { return [] }
        return fits.prefix(2).filter { $0.score > best.score * 0.7 }
    }

    private init?(_ triple: FinderTriple, version: Int, field: Field) {
        guard let layout = QRLayout(version: version) else { return nil }
        self.layout = layout
        self.field = field
        known = Self.known(layout)
        // The finder patterns themselves say nothing of what is looked for first.
        let far = Float(layout.side) - 9
        telling = known.filter {
            $0.u > 9 && $0.v > 9 || ($0.u > 9 && $0.u < far) || ($0.v > 9 && $0.v < far)
        }
        let (a, b, c) = (triple.topLeft.place, triple.topRight.place, triple.bottomLeft.place)
        map = GridMap(side: layout.side, corners: [a, b, c, b + c - a])
        followTiming(a, across: b - a, down: c - a)
    }

    private static func known(_ layout: QRLayout) -> [(u: Float, v: Float, sign: Float)] {
        let side = layout.side
        var known: [(u: Float, v: Float, sign: Float)] = []
        for (index, isDark) in layout.fixed.enumerated() {
            guard let isDark else { continue }
            known.append((Float(index % side) + 0.5, Float(index / side) + 0.5, isDark ? 1 : -1))
        }
        for place in 0..<side {
            let along = Float(place) + 0.5, end = Float(side) + 0.7
            known += [(along, -0.7, -1), (along, end, -1), (-0.7, along, -1), (end, along, -1)]
        }
        return known
    }

    /// Finds the perspective along the two timing patterns, each of which depends on one number only: how much
    /// nearer one end is than the other.
    private mutating func followTiming(_ origin: Point, across: Point, down: Point) {
        let last = Float(layout.side) - 8
        let rows = telling.filter { $0.v == 6.5 && $0.u < last },
            columns = telling.filter { $0.u == 6.5 && $0.v < last }
        let steps = (-40...40).map { Double($0) * 0.01 }
        var best: (score: Float, corner: Point) = (-.infinity, origin + across + down)
        var trial = map
        func corner(_ g: Double, _ h: Double) -> Point {
            // In units of the two sides the fourth corner is (1 + i, 1 + j), where i / j = h / g.
            let depth = 1 / max(0.2, 1 + g + h)
            return origin + across * (1 - h * depth) + down * (1 - g * depth)
        }
        field.sampling { sample in
            func score(_ g: Double, _ h: Double, _ modules: [(u: Float, v: Float, sign: Float)]) -> Float {
                let corner = corner(g, h)
                trial.parameters[6] = Float(corner.x)
                trial.parameters[7] = Float(corner.y)
                return Self.agreement(trial, modules, sample)
            }
            func likeliest(_ score: (Double) -> Float) -> [Double] {
                let sorted = steps.map { ($0, score($0)) }.sorted { $0.1 > $1.1 }
                return sorted.prefix(6).map(\.0)
            }
            let along = likeliest { score($0, 0, rows) }, downwards = likeliest { score(0, $0, columns) }
            for g in along {
                for h in downwards {
                    let score = score(g, h, telling)
                    if score > best.score { best = (score, corner(g, h)) }
                }
            }
        }
        map.parameters[6] = Float(best.corner.x)
        map.parameters[7] = Float(best.corner.y)
        score = best.score
    }

    /// The mean of what is seen where dark should be, less where light should be.
    private static func agreement(
        _ map: GridMap, _ known: [(u: Float, v: Float, sign: Float)], _ sample: Field.Sampler
    ) -> Float {
        let place = map.prepared()
        var sum: Float = 0
        for module in known {
            let (x, y) = place(module.u, module.v)
            sum += sample(x, y) * module.sign
        }
        return sum / Float(max(1, known.count))
    }

    /// How clearly all modules are dark or light: on the grid they are, beside it they are not.
    private static func clearness(_ map: GridMap, _ layout: QRLayout, _ sample: Field.Sampler) -> Float {
        let place = map.prepared()
        var sum: Float = 0
        var count: Float = 0
        for row in stride(from: 0, to: layout.side, by: 2) {
            for column in stride(from: row / 2 % 2, to: layout.side, by: 2) {
                let (x, y) = place(Float(column) + 0.5, Float(row) + 0.5)
                sum += abs(sample(x, y))
                count += 1
            }
        }
        return sum / max(1, count)
    }

    /// Moves the corners, then bends the grid, as long as it fits better.
    mutating func refine() {
        let module =
            ((map.parameters[2] - map.parameters[0]).magnitude
                + (map.parameters[3] - map.parameters[1]).magnitude) / (map.side - 7)
        climb(0..<8, step: module * 0.5, clearness: 0)
        climb(0..<14, step: 0.5, cornerStep: module * 0.3, clearness: 0.5)
        climb(0..<22, step: 0.25, cornerStep: module * 0.2, clearness: 0.7)
    }

    /// Changes one number at a time by ever smaller steps; those of the corners are in pixels.
    private mutating func climb(_ active: Range<Int>, step: Float, cornerStep: Float? = nil, clearness: Float)
    {
        let (known, layout) = (known, layout)
        var trial = map
        field.sampling { sample in
            func value(_ map: GridMap) -> Float {
                Self.agreement(map, known, sample)
                    + (clearness > 0 ? clearness * Self.clearness(map, layout, sample) : 0)
            }
            var best = value(trial)
            var scale: Float = 1
            var sweeps = 0
            while scale > 0.06, sweeps < 24 {
                sweeps += 1
                var isBetter = false
                for index in active {
                    let size = scale * (index < 8 ? cornerStep ?? step : step)
                    for change in [size, -size] {
                        let before = trial.parameters[index]
                        trial.parameters[index] = before + change
                        let now = value(trial)
                        if now > best + 1e-5 {
                            best = now
                            isBetter = true
                            break
                        }
                        trial.parameters[index] = before
                    }
                }
                if !isBetter { scale /= 2 }
            }
        }
        map = trial
        score = field.sampling { Self.agreement(trial, known, $0) }
    }

    /// How well it fits on the finder patterns alone, and where there are none: either may be something else by chance.
    func partialScores() -> (onFinders: Float, elsewhere: Float) {
        let side = Float(layout.side)
        let finders = known.filter { module in
            let (u, v) = (module.u, module.v)
            guard u > 0, v > 0, u < side, v < side else { return false }
            return (u < 8 && v < 8) || (u > side - 8 && v < 8) || (u < 8 && v > side - 8)
        }
        return field.sampling { sample in
            (Self.agreement(map, finders, sample), Self.agreement(map, telling, sample))
        }
    }

    /// What is seen at every half module, from one module outside the code on; along each side 2 * side + 5.
    func halfModules() -> [Float] {
        let place = map.prepared()
        let count = 2 * layout.side + 5
        return field.sampling { sample in
            (0..<count * count).map { index in
                let (x, y) = place(Float(index % count - 2) / 2, Float(index / count - 2) / 2)
                return sample(x, y)
            }
        }
    }
}
