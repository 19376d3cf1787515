/// A picture of brightness alone: 0 is black, 255 is white, rows from the top.
struct GreyPicture: Hashable, Sendable {
    let width: Int
    let height: Int
    /// `width` times `height` of them.
    private(set) var pixels: [UInt8]

    /// Nil unless the sides are positive and the pixels are as many as they say.
    init?(width: Int, height: Int, pixels: [UInt8]) {
        guard width > 0, height > 0, pixels.count == width * height else { return nil }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A picture whose pixels are written by `fill`, row by row; black where it writes nothing.
    init(width: Int, height: Int, fill: (_ row: Int, _ line: UnsafeMutableBufferPointer<UInt8>) -> Void) {
        self.width = max(1, width)
        self.height = max(1, height)
        pixels = [UInt8](repeating: 0, count: self.width * self.height)
        let side = self.width
        pixels.withUnsafeMutableBufferPointer { all in
            for row in 0..<self.height {
                fill(row, UnsafeMutableBufferPointer(rebasing: all[row * side..<(row + 1) * side]))
            }
        }
    }

    /// Light for dark.
    func inverted() -> GreyPicture {
        var other = self
        other.pixels = pixels.map { 255 - $0 }
        return other
    }
}

extension GreyPicture {
    /// Half as many pixels along each side, each the mean of four.
    func halved() -> GreyPicture {
        let source = pixels
        let (wide, high) = (width, height)
        return GreyPicture(width: width / 2, height: height / 2) { row, line in
            source.withUnsafeBufferPointer { from in
                let upper = min(2 * row, high - 1) * wide, lower = min(2 * row + 1, high - 1) * wide
                for column in line.indices {
                    let left = min(2 * column, wide - 1), right = min(2 * column + 1, wide - 1)
                    let sum =
                        UInt(from[upper + left]) + UInt(from[upper + right]) + UInt(from[lower + left])
                        + UInt(from[lower + right])
                    line[column] = UInt8(truncatingIfNeeded: (sum + 2) / 4)
                }
            }
        }
    }

    /// The part within these columns and rows, as far as it is in the picture; nil if nothing is.
    func cropped(columns: ClosedRange<Int>, rows: ClosedRange<Int>) -> GreyPicture? {
        guard columns.overlaps(0...width - 1), rows.overlaps(0...height - 1) else { return nil }
        let columns = columns.clamped(to: 0...width - 1), rows = rows.clamped(to: 0...height - 1)
        var part: [UInt8] = []
        part.reserveCapacity(columns.count * rows.count)
        for row in rows {
            part += pixels[row * width + columns.lowerBound...row * width + columns.upperBound]
        }
        return GreyPicture(width: columns.count, height: rows.count, pixels: part)
    }
}
