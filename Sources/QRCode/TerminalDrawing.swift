/// How a code is drawn with the characters of a terminal, its quiet zone around it.
///
/// Readers want dark modules on a light ground. Where colours can be set they are, and the drawing is right on any
/// terminal; where not, what is drawn depends on whether the terminal writes light on dark or dark on light.
package struct TerminalDrawing: Hashable, Sendable {
    /// What a module is drawn with.
    package enum Shape: Hashable, Sendable {
        /// A column wide and half a line high: U+2580, U+2584, U+2588 and spaces; with colours U+2584 and spaces.
        case halfBlocks
        /// Two columns wide and a line high, of ASCII alone.
        case wideCells
    }

    /// How dark and light come about.
    package enum Paint: Hashable, Sendable {
        /// Colours 16 and 231 of the 256: no theme changes those.
        case colors256
        /// Black on the brightest white that the terminal has, of the 16 colours.
        case colors16
        /// Reverse video, for terminals without colours such as the VT220, and for people who want none.
        case reverse(on: Background)
        /// Characters alone, for files and for terminals that obey nothing.
        case plain(on: Background)
    }

    /// What the terminal writes on.
    package enum Background: String, CaseIterable, Hashable, Sendable {
        /// Light characters on a dark ground.
        case dark
        /// Dark characters on a light ground.
        case light
    }

    /// What a module is drawn with.
    package let shape: Shape
    /// How dark and light come about.
    package let paint: Paint

    /// A way to draw.
    package init(_ shape: Shape, _ paint: Paint) {
        self.shape = shape
        self.paint = paint
    }

    /// The columns that a code with this many modules along a side takes, quiet zone included.
    package func columns(side: Int) -> Int {
        let modules = side + 2 * QRCode.quietZone
        return shape == .halfBlocks ? modules : 2 * modules
    }

    /// The lines that a code with this many modules along a side takes, quiet zone included.
    package func rows(side: Int) -> Int {
        let modules = side + 2 * QRCode.quietZone
        return shape == .halfBlocks ? (modules + 1) / 2 : modules
    }

    /// The largest version that fits a screen of this size; nil if none does.
    package func largestVersion(columns: Int, rows: Int) -> Int? {
        (1...40).last { self.columns(side: 17 + 4 * $0) <= columns && self.rows(side: 17 + 4 * $0) <= rows }
    }

    /// The code, line by line, without line breaks. Where a line sets colours, it ends with what resets them.
    package func lines(of code: QRCode) -> [String] {
        let grid = -QRCode.quietZone..<code.side + QRCode.quietZone
        switch shape {
        case .halfBlocks:
            return stride(from: grid.lowerBound, to: grid.upperBound, by: 2).map { row in
                blockLine(
                    grid.map { (code.isDark(column: $0, row: row), code.isDark(column: $0, row: row + 1)) })
            }
        case .wideCells:
            return grid.map { row in cellLine(grid.map { code.isDark(column: $0, row: row) }) }
        }
    }

    /// - Parameter halves: the upper and the lower module of each column, true where dark.
    private func blockLine(_ halves: [(Bool, Bool)]) -> String {
        guard case .plain(let background) = paint else { return groundedBlockLine(halves) }
        // What is written is dark if the ground is light, and the other way round.
        let writesDark = background == .light
        return halves.map { upper, lower in
            switch (upper == writesDark, lower == writesDark) {
            case (true, true): "\u{2588}"
            case (true, false): "\u{2580}"
            case (false, true): "\u{2584}"
            case (false, false): " "
            }
        }.joined()
    }

    /// The ground is the upper module, and a lower half block the lower one, where it is another: many terminals
    /// leave seams around the blocks of a font, least below them, and none around spaces.
    private func groundedBlockLine(_ halves: [(Bool, Bool)]) -> String {
        var line = ""
        var (ground, ink): (Bool?, Bool?)
        for (upper, lower) in halves {
            if upper != ground { line += change(toDark: upper) }
            ground = upper
            if lower != upper, lower != ink {
                line += inkChange(toDark: lower)
                ink = lower
            }
            line += upper == lower ? " " : "\u{2584}"
        }
        return line + Self.reset
    }

    private func inkChange(toDark isDark: Bool) -> String {
        switch paint {
        case .colors256: "\u{1B}[38;5;\(isDark ? 16 : 231)m"
        case .colors16: isDark ? "\u{1B}[30m" : "\u{1B}[37;97m"
        // There are but two, and the ink is always the other one.
        case .reverse, .plain: ""
        }
    }

    /// - Parameter modules: true where dark.
    private func cellLine(_ modules: [Bool]) -> String {
        var line = ""
        var last: Bool?
        for isDark in modules {
            if isDark != last { line += change(toDark: isDark) }
            last = isDark
            line += isPlain && isDark == (background == .light) ? "##" : "  "
        }
        return isPlain ? line : line + Self.reset
    }

    private func change(toDark isDark: Bool) -> String {
        switch paint {
        case .colors256: "\u{1B}[48;5;\(isDark ? 16 : 231)m"
        // A terminal that does not know the bright colour stays with the one before it.
        case .colors16: isDark ? "\u{1B}[40m" : "\u{1B}[47;107m"
        case .reverse(let background): isDark == (background == .light) ? "\u{1B}[7m" : Self.reset
        case .plain: ""
        }
    }

    private static let reset = "\u{1B}[0m"

    private var isPlain: Bool {
        if case .plain = paint { return true }
        return false
    }

    /// What the terminal writes on, where that matters.
    private var background: Background? {
        switch paint {
        case .colors256, .colors16: nil
        case .reverse(let background), .plain(let background): background
        }
    }
}
