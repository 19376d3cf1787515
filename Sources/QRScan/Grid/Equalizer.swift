/// Undoes blur: finds how what is seen at and around a module's middle is best weighed to tell its colour, learning
/// from modules whose colours are known (least squares).
struct Equalizer {
    private let layout: QRLayout
    /// As ``GridFit/halfModules()`` gives them.
    private let samples: [Float]
    private let stride: Int
    private let taps: [Int]

    init(layout: QRLayout, samples: [Float]) {
        self.layout = layout
        self.samples = samples
        stride = 2 * layout.side + 5
        let stride = stride
        taps = (-2...2).flatMap { row in (-2...2).map { row * stride + $0 } }
    }

    /// The modules, as seen through weights learned from `known` (index and colour) and then from what is seen.
    ///
    /// - Parameter rounds: how often all modules teach; 0 if only the known ones do.
    func modules(known: [(index: Int, isDark: Bool)], rounds: Int) -> SoftModules {
        var weights = learned(known.map { ($0.index, $0.isDark ? 1 : -1) })
        var values = applied(weights)
        for _ in 0..<rounds {
            var targets = values.enumerated().map {
                (index: $0.offset, target: $0.element > 0 ? Float(1) : -1)
            }
            for module in known { targets[module.index].target = module.isDark ? 1 : -1 }
            weights = learned(targets)
            values = applied(weights)
        }
        return SoftModules(layout: layout, values: values)
    }

    private func centre(_ module: Int) -> Int {
        (2 * (module / layout.side) + 3) * stride + 2 * (module % layout.side) + 3
    }

    private func applied(_ weights: [Float]) -> [Float] {
        (0..<layout.side * layout.side).map { module in
            let centre = centre(module)
            var sum = weights[taps.count]
            for (tap, offset) in taps.enumerated() { sum += weights[tap] * samples[centre + offset] }
            return sum
        }
    }

    /// The weights of the taps, then a constant. With little to learn from they stay near the middle's alone.
    private func learned(_ targets: [(index: Int, target: Float)]) -> [Float] {
        let count = taps.count + 1
        let middle = taps.count / 2
        var matrix = [Float](repeating: 0, count: count * (count + 1))
        var row = [Float](repeating: 1, count: count)
        for (module, target) in targets {
            let centre = centre(module)
            for (tap, offset) in taps.enumerated() { row[tap] = samples[centre + offset] }
            let missing = target - row[middle]
            matrix.withUnsafeMutableBufferPointer { matrix in
                row.withUnsafeBufferPointer { row in
                    for i in 0..<count {
                        for j in i..<count { matrix[i * (count + 1) + j] += row[i] * row[j] }
                        matrix[i * (count + 1) + count] += row[i] * missing
                    }
                }
            }
        }
        for i in 0..<count {
            for j in 0..<i { matrix[i * (count + 1) + j] = matrix[j * (count + 1) + i] }
            matrix[i * (count + 2)] += 8 + 0.01 * Float(targets.count)
        }
        var weights = Self.solution(&matrix, count)
        weights[middle] += 1
        return weights
    }

    /// Of `count` linear equations, each a row of count + 1 numbers, symmetric and positive.
    private static func solution(_ matrix: inout [Float], _ count: Int) -> [Float] {
        let width = count + 1
        for pivot in 0..<count {
            let divisor = matrix[pivot * width + pivot]
            guard abs(divisor) > 1e-9 else { continue }
            for row in pivot + 1..<max(count, pivot + 1) {
                let factor = matrix[row * width + pivot] / divisor
                for column in pivot..<width {
                    matrix[row * width + column] -= factor * matrix[pivot * width + column]
                }
            }
        }
        var result = [Float](repeating: 0, count: count)
        for row in (0..<count).reversed() {
            var sum = matrix[row * width + count]
            for column in row + 1..<max(count, row + 1) {
                sum -= matrix[row * width + column] * result[column]
            }
            let divisor = matrix[row * width + row]
            result[row] = abs(divisor) > 1e-9 ? sum / divisor : 0
        }
        return result
    }
}
