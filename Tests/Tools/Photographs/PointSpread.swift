import Glibc

/// What becomes of one point: a disk, by defocus, drawn along a line, by motion.
struct PointSpread {
    private let weights: [Float]
    private let reach: Int

    init(defocus: Float, motion: Float, angle: Float) {
        reach = Int((defocus + motion / 2 + 0.5).rounded(.up))
        let side = 2 * reach + 1
        var weights = [Float](repeating: 0, count: side * side)
        let steps = max(1, Int(motion * 4))
        for step in 0..<steps {
            let along = steps == 1 ? 0 : motion * (Float(step) / Float(steps - 1) - 0.5)
            for index in weights.indices {
                let x = Float(index % side - reach) - along * cos(angle)
                let y = Float(index / side - reach) - along * sin(angle)
                // The disk's edge is half a pixel soft.
                weights[index] += min(1, max(0, defocus + 0.5 - (x * x + y * y).squareRoot()))
            }
        }
        let sum = weights.reduce(0, +)
        self.weights = weights.map { $0 / max(sum, .leastNormalMagnitude) }
    }

    /// The picture spread; beyond its edges the edge goes on.
    func applied(to picture: [Float], width: Int, height: Int) -> [Float] {
        let taps = weights.indices.filter { weights[$0] > 0.0005 }.map { index in
            (x: index % (2 * reach + 1) - reach, y: index / (2 * reach + 1) - reach, weight: weights[index])
        }
        guard taps.count > 1 else { return picture }
        var result = [Float](repeating: 0, count: picture.count)
        picture.withUnsafeBufferPointer { source in
            result.withUnsafeMutableBufferPointer { target in
                for row in 0..<height {
                    for tap in taps {
                        let from = min(max(row + tap.y, 0), height - 1) * width
                        for column in 0..<width {
                            let x = min(max(column + tap.x, 0), width - 1)
                            target[row * width + column] += source[from + x] * tap.weight
                        }
                    }
                }
            }
        }
        return result
    }
}
