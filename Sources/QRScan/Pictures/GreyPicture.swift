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
