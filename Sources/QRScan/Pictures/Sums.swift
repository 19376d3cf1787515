/// The sums of the pixels, and of their squares, above and to the left of each place: the sum over any rectangle
/// is then four look-ups (summed-area table, Crow 1984).
struct Sums {
    private let width: Int
    private let height: Int
    private var plain: [UInt32]
    private var squares: [UInt64]

    init(_ picture: GreyPicture, squares withSquares: Bool) {
        width = picture.width
        height = picture.height
        let stride = width + 1
        plain = Array(repeating: 0, count: stride * (height + 1))
        squares = Array(repeating: 0, count: withSquares ? stride * (height + 1) : 0)
        picture.pixels.withUnsafeBufferPointer { from in
            plain.withUnsafeMutableBufferPointer { sums in
                squares.withUnsafeMutableBufferPointer { squareSums in
                    for row in 0..<height {
                        Self.add(from, row, width, sums, squareSums)
                    }
                }
            }
        }
    }

    private static func add(
        _ from: UnsafeBufferPointer<UInt8>, _ row: Int, _ width: Int,
        _ sums: UnsafeMutableBufferPointer<UInt32>,
        _ squareSums: UnsafeMutableBufferPointer<UInt64>
    ) {
        var sum: UInt32 = 0
        var squareSum: UInt64 = 0
        let above = row * (width + 1) + 1, here = above + width + 1
        for column in 0..<width {
            let value = UInt32(from[row * width + column])
            // It may overflow in the largest pictures; a difference of two is right all the same.
            sum &+= value
            sums[here + column] = sums[above + column] &+ sum
            if !squareSums.isEmpty {
                squareSum &+= UInt64(value * value)
                squareSums[here + column] = squareSums[above + column] &+ squareSum
            }
        }
    }

    /// Calls `body` for each pixel of a row with the mean and the variance (0 without squares) of the square
    /// around it, as far as that lies in the picture.
    func eachPixel(
        ofRow row: Int, radius: Int, _ body: (_ column: Int, _ mean: Float, _ variance: Float) -> Void
    ) {
        let stride = width + 1
        let top = max(0, row - radius) * stride, bottom = min(height, row + radius + 1) * stride
        let rows = (bottom - top) / stride
        plain.withUnsafeBufferPointer { sums in
            squares.withUnsafeBufferPointer { squareSums in
                for column in 0..<width {
                    let left = max(0, column - radius), right = min(width, column + radius + 1)
                    let share = 1 / Float((right - left) * rows)
                    let sum =
                        sums[bottom + right] &- sums[bottom + left] &- sums[top + right] &+ sums[top + left]
                    let mean = Float(sum) * share
                    guard !squareSums.isEmpty else {
                        body(column, mean, 0)
                        continue
                    }
                    let squareSum =
                        squareSums[bottom + right] &- squareSums[bottom + left] &- squareSums[top + right]
                        &+ squareSums[top + left]
                    body(column, mean, max(0, Float(squareSum) * share - mean * mean))
                }
            }
        }
    }
}
