/// How much darker than its surroundings each place of a picture is, in deviations of the surroundings: uneven
/// light and shadows are gone from it.
struct Field: Sendable {
    let width: Int
    let height: Int
    private let values: [Float]

    /// - Parameters:
    ///   - radius: of the surroundings, in pixels.
    init(_ picture: GreyPicture, radius: Int) {
        width = picture.width
        height = picture.height
        let sums = Sums(picture, squares: true)
        var values = [Float](repeating: 0, count: width * height)
        let (wide, high) = (width, height)
        picture.pixels.withUnsafeBufferPointer { pixels in
            values.withUnsafeMutableBufferPointer { values in
                for row in 0..<high {
                    sums.eachPixel(ofRow: row, radius: radius) { column, mean, variance in
                        // Eight: where there is nothing but noise, it stays small.
                        let value = (mean - Float(pixels[row * wide + column])) / (variance + 8).squareRoot()
                        values[row * wide + column] = min(max(value, -2), 2)
                    }
                }
            }
        }
        self.values = values
    }

    /// Gives the body a function of the value at any place, by linear interpolation; outside the picture that of
    /// its edge.
    func sampling<Result>(_ body: (Sampler) -> Result) -> Result {
        values.withUnsafeBufferPointer { body(Sampler(values: $0, width: width, height: height)) }
    }

    /// Reads single places, while the field's memory is held.
    struct Sampler {
        fileprivate let values: UnsafeBufferPointer<Float>
        fileprivate let width: Int
        fileprivate let height: Int

        @inline(__always)
        func callAsFunction(_ x: Float, _ y: Float) -> Float {
            // Clamped as numbers first: a place may be infinite.
            let x = min(max(x - 0.5, 0), Float(width - 1)), y = min(max(y - 0.5, 0), Float(height - 1))
            guard x == x, y == y else { return 0 }
            let column = Int(x), row = Int(y)
            let beside = x - Float(column), below = y - Float(row)
            let right = min(column + 1, width - 1) - column, under = (min(row + 1, height - 1) - row) * width
            let place = row * width + column
            let above = values[place] * (1 - beside) + values[place + right] * beside
            let lower = values[place + under] * (1 - beside) + values[place + under + right] * beside
            return above * (1 - below) + lower * below
        }
    }
}
