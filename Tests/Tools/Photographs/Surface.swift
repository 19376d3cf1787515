import Glibc
import QRCode

/// What is photographed: a page or a screen with a code on it. Places are in modules, from the middle of the
/// code; brightness is linear, 0 to 1.
struct Surface {
    enum Kind {
        /// Ink on paper, printed words around the code, the paper on a table.
        case paper
        /// A screen of this many of its own pixels for a module; its grid is seen.
        case screen(pixels: Int)
        /// Half blocks in a terminal: as the screen, but a module is `stretch` times as high as wide, and
        /// between the rows of letters, each two modules high, a line of `gap` modules stays dark.
        case terminal(pixels: Int, stretch: Float, gap: Float)
    }

    let kind: Kind
    private let side: Int
    private let modules: [Bool]
    private let words: [UInt8]
    private let tableTexture: Float

    init(_ code: QRCode, kind: Kind, random: inout SeededRandom) {
        self.kind = kind
        side = code.side
        modules = (0..<code.side * code.side).map { code.isDark(column: $0 % code.side, row: $0 / code.side) }
        words = (0..<4096).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        tableTexture = random.within(0.05...0.35)
    }

    /// The brightness at a place.
    func brightness(_ x: Float, _ y: Float) -> Float {
        switch kind {
        case .paper: return paper(x, y)
        case .screen(let pixels): return screen(x, y, pixels: Float(pixels), code: inCode)
        case .terminal(let pixels, let stretch, let gap):
            return screen(x, y, pixels: Float(pixels)) { column, row in
                terminal(column, row / stretch, gap: gap)
            }
        }
    }

    /// 1 for light, 0 for dark, nil outside the code and its quiet zone of four modules.
    private func inCode(_ x: Float, _ y: Float) -> Float? {
        let half = Float(side) / 2
        guard max(abs(x), abs(y)) < half + 4 else { return nil }
        let column = Int((x + half).rounded(.down)), row = Int((y + half).rounded(.down))
        guard column >= 0, row >= 0, column < side, row < side else { return 1 }
        return modules[row * side + column] ? 0 : 1
    }

    private func paper(_ x: Float, _ y: Float) -> Float {
        if let light = inCode(x, y) { return light > 0 ? 0.85 : 0.04 }
        let width = Float(side) * 0.95
        guard abs(x) < width, y > -Float(side) * 0.8, y < Float(side) * 1.5 else { return table(x, y) }
        return isInk(x, y) && abs(x) < width - 5 ? 0.1 : 0.85
    }

    /// Lines of words, three modules high, in strokes.
    private func isInk(_ x: Float, _ y: Float) -> Bool {
        let line = Int((y / 3).rounded(.down)), height = y - Float(line) * 3
        let stroke = Int((x / 0.4).rounded(.down))
        let word = words[abs(line &* 37 &+ stroke / 14) & 4095]
        let letter = words[abs(line &* 101 &+ stroke &* 7) & 4095]
        return height < 1.6 && word > 70 && letter & 3 != 0 && (height > 0.3 || letter & 4 != 0)
    }

    private func table(_ x: Float, _ y: Float) -> Float {
        let grain = words[abs(Int(x * 0.7) &* 59 &+ Int(y * 5) / 9) & 4095]
        return tableTexture * (0.8 + Float(grain) / 640)
    }

    /// Of two modules of a row of letters, the lower one ends early: the line's gap follows.
    private func terminal(_ x: Float, _ y: Float, gap: Float) -> Float? {
        let rowHeight = 2 + gap
        let row = (y / rowHeight).rounded(.down)
        let within = y - row * rowHeight
        return within > 2 ? (inCode(x, row * 2 + 1) == nil ? nil : 0) : inCode(x, row * 2 + within)
    }

    /// The code as the screen's own pixels show it, each of three strips and a gap below.
    private func screen(_ x: Float, _ y: Float, pixels: Float, code: (Float, Float) -> Float?) -> Float {
        let column = (x * pixels).rounded(.down), row = (y * pixels).rounded(.down)
        let light = code((column + 0.5) / pixels, (row + 0.5) / pixels)
        let emitted: Float = light.map { $0 > 0 ? 0.9 : 0.03 } ?? background(x, y)
        let across = x * pixels - column, down = y * pixels - row
        return 0.01 + emitted * strips(across) * (down > 0.88 ? 0.35 : 1.08)
    }

    /// Red, green and blue beside each other, weighed as the eye does, with dark between them.
    private func strips(_ across: Float) -> Float {
        let strip = Int(across * 3)
        let within = across * 3 - Float(strip)
        guard within < 0.86 else { return 0.2 }
        return strip == 0 ? 0.95 : strip == 1 ? 1.75 : 0.65
    }

    private func background(_ x: Float, _ y: Float) -> Float {
        let beyond = max(abs(x), abs(y)) > Float(side) * 1.1
        return beyond ? 0.01 : isInk(x, y) ? 0.6 : 0.05
    }
}
