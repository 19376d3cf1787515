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
