import CPNG
import Refusals

extension QRCode {
    /// The sides of a picture, in pixels: large enough for a viewer's window, small enough for a letter.
    private static let sides = 400...1200
    /// What a module takes where that gives such a side.
    private static let usualPixels = 8

    /// Pixels along one side of a module in a picture of its own: a whole number, so that every module is as large.
    var pixelsPerModule: Int {
        let modules = side + 2 * Self.quietZone
        let least = (Self.sides.lowerBound + modules - 1) / modules
        return max(least, min(Self.usualPixels, Self.sides.upperBound / modules))
    }

    /// The code as a PNG picture, its quiet zone around it, 400 to 1200 pixels wide; 8 bits of grey a pixel.
    ///
    /// - Throws: `code.unavailable` where libpng is not installed.
    package func png() throws(Refusal) -> [UInt8] {
        try CodeLibrary.png.requireInstalled()
        let size = (side + 2 * Self.quietZone) * pixelsPerModule
        let pixels = self.pixels
        var length = cpng_largest_file(UInt32(size), UInt32(size))
        var file = [UInt8](repeating: 0, count: length)
        guard pixels.count == size * size, cpng_write(pixels, UInt32(size), UInt32(size), &file, &length)
        else {
            throw Refusal(.internalInconsistency, "The picture of the code could not be made.")
        }
        return Array(file.prefix(length))
    }

    /// Row by row, 0 black and 255 white.
    private var pixels: [UInt8] {
        let scale = pixelsPerModule
        let grid = -Self.quietZone..<side + Self.quietZone
        var pixels: [UInt8] = []
        for row in grid {
            let line = grid.flatMap { column in
                repeatElement(isDark(column: column, row: row) ? 0 : 255 as UInt8, count: scale)
            }
            for _ in 0..<scale { pixels += line }
        }
        return pixels
    }
}
