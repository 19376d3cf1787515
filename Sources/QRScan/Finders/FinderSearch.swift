/// Finds finder patterns by the lengths of dark and light along rows, 1:1:3:1:1, checked along the column.
struct FinderSearch {
    private let width: Int
    private let height: Int
    /// Whether a pixel is darker than its surroundings.
    private let isDark: [Bool]
    private var found: [FinderPattern] = []

    /// The patterns in the picture, the most often seen first.
    ///
    /// - Parameter isOver: whether it is time to stop looking; asked for every row.
    static func patterns(in picture: GreyPicture, radius: Int, isOver: () -> Bool) -> [FinderPattern] {
        var search = FinderSearch(picture, radius: radius)
        search.run(isOver)
        return search.found.filter { $0.sightings > 1 }.sorted { $0.sightings > $1.sightings }
    }

    private init(_ picture: GreyPicture, radius: Int) {
        width = picture.width
        height = picture.height
        let sums = Sums(picture, squares: false)
        var isDark = [Bool](repeating: false, count: width * height)
        let wide = width
        picture.pixels.withUnsafeBufferPointer { pixels in
            isDark.withUnsafeMutableBufferPointer { dark in
                for row in 0..<picture.height {
                    sums.eachPixel(ofRow: row, radius: radius) { column, mean, _ in
                        dark[row * wide + column] = Float(pixels[row * wide + column]) < mean - 1
                    }
                }
            }
        }
        self.isDark = isDark
    }

    private mutating func run(_ isOver: () -> Bool) {
        for row in 0..<height where !isOver() {
            for (middle, total) in candidates(row) { check(Int(middle), row, total) }
        }
    }

    /// The middles and the lengths of what looks like a pattern along a row.
    private func candidates(_ row: Int) -> [(middle: Double, total: Int)] {
        var candidates: [(Double, Int)] = []
        var runs = (0, 0, 0, 0, 0)
        var current = false
        var length = 0
        isDark.withUnsafeBufferPointer { dark in
            let start = row * width
            for column in 0...width {
                let colour = column < width && dark[start + column]
                if column < width, colour == current {
                    length += 1
                    continue
                }
                runs = (runs.1, runs.2, runs.3, runs.4, length)
                if current, Self.fits(runs) {
                    let end = Double(column) - Double(runs.4 + runs.3) - Double(runs.2) / 2
                    candidates.append((end, runs.0 + runs.1 + runs.2 + runs.3 + runs.4))
                }
                current = colour
                length = 1
            }
        }
        return candidates
    }

    private static func fits(_ runs: (Int, Int, Int, Int, Int)) -> Bool {
        guard runs.0 > 0, runs.1 > 0, runs.3 > 0, runs.4 > 0 else { return false }
        let module = Double(runs.0 + runs.1 + runs.2 + runs.3 + runs.4) / 7
        guard module >= 1 else { return false }
        // Blur and thresholds move all edges of dark one way: half a pixel more is allowed.
        let single = module * 0.6 + 0.5
        return abs(Double(runs.0) - module) < single && abs(Double(runs.1) - module) < single
            && abs(Double(runs.2) - 3 * module) < module * 1.2 + 0.5 && abs(Double(runs.3) - module) < single
            && abs(Double(runs.4) - module) < single
    }

    private mutating func check(_ column: Int, _ row: Int, _ total: Int) {
        guard let vertical = crossing(column, row, isVertical: true, longest: total * 3),
            let horizontal = crossing(column, Int(vertical.middle), isVertical: false, longest: total * 2)
        else { return }
        add(
            FinderPattern(
                place: Point(x: horizontal.middle, y: vertical.middle), across: Double(horizontal.total) / 7,
                down: Double(vertical.total) / 7, sightings: 1))
    }

    /// The middle and the length of the pattern along the column or row through a dark place.
    private func crossing(
        _ column: Int, _ row: Int, isVertical: Bool, longest: Int
    ) -> (middle: Double, total: Int)? {
        let position = isVertical ? row : column
        let count = isVertical ? height : width
        func dark(_ place: Int) -> Bool {
            isVertical ? isDark[place * width + column] : isDark[row * width + place]
        }
        guard position >= 0, position < count, dark(position) else { return nil }
        func edges(_ step: Int) -> (Int, Int, Int)? {
            var place = position
            var edges: [Int] = []
            for colour in [true, false, true] {
                while place >= 0, place < count, dark(place) == colour, abs(place - position) < longest {
                    place += step
                }
                edges.append(abs(place - position))
            }
            return edges[2] < longest ? (edges[0], edges[1], edges[2]) : nil
        }
        guard let before = edges(-1), let after = edges(1) else { return nil }
        let runs = (
            before.2 - before.1, before.1 - before.0, before.0 + after.0 - 1, after.1 - after.0,
            after.2 - after.1
        )
        guard Self.fits(runs) else { return nil }
        let middle = Double(position) + 0.5 + Double(after.0 - before.0) / 2
        return (middle, runs.0 + runs.1 + runs.2 + runs.3 + runs.4)
    }

    private mutating func add(_ pattern: FinderPattern) {
        let near = found.firstIndex {
            ($0.place - pattern.place).length < 2.5 * max($0.module, pattern.module)
        }
        guard let near else {
            // A page of noise must not make the search endless.
            if found.count < 400 { found.append(pattern) }
            return
        }
        let old = found[near]
        let weight = 1 / Double(old.sightings + 1)
        found[near] = FinderPattern(
            place: old.place + (pattern.place - old.place) * weight,
            across: old.across + (pattern.across - old.across) * weight,
            down: old.down + (pattern.down - old.down) * weight, sightings: old.sightings + 1)
    }
}
