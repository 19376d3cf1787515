/// How a code is drawn with the characters of a terminal, its quiet zone around it.
///
/// Readers want dark modules on a light ground. Where colours can be set they are, and the drawing is right on any
/// terminal; where not, what is drawn depends on whether the terminal writes light on dark or dark on light.
public struct TerminalDrawing: Hashable, Sendable {
    /// What a module is drawn with.
    public enum Shape: Hashable, Sendable {
        /// A column wide and half a line high: U+2580, U+2584, U+2588 and spaces.
        case halfBlocks
        /// Two columns wide and a line high, of ASCII alone.
        case wideCells
    }

    /// How dark and light come about.
    public enum Paint: Hashable, Sendable {
        /// Colours 16 and 231 of the 256: no theme changes those.
        case colors256
        /// Black on the brightest white that the terminal has, of the 16 colours.
        case colors16
        /// Reverse video, for terminals without colours such as the VT220. Half blocks are left plain.
        case reverse(on: Background)
        /// Characters alone.
        case plain(on: Background)
    }

    /// What the terminal writes on.
    public enum Background: String, CaseIterable, Hashable, Sendable {
        /// Light characters on a dark ground.
        case dark
        /// Dark characters on a light ground.
        case light
    }

    /// What a module is drawn with.
    public let shape: Shape
    /// How dark and light come about.
    public let paint: Paint

    /// A way to draw.
    public init(_ shape: Shape, _ paint: Paint) {
        self.shape = shape
        self.paint = paint
    }

    /// The columns that a code with this many modules along a side takes, quiet zone included.
    public func columns(side: Int) -> Int {
        let modules = side + 2 * QRCode.quietZone
        return shape == .halfBlocks ? modules : 2 * modules
    }

    /// The lines that a code with this many modules along a side takes, quiet zone included.
    public func rows(side: Int) -> Int {
        let modules = side + 2 * QRCode.quietZone
        return shape == .halfBlocks ? (modules + 1) / 2 : modules
    }

    /// The largest version that fits a screen of this size; nil if none does.
    public func largestVersion(columns: Int, rows: Int) -> Int? {
        (1...40).last { self.columns(side: 17 + 4 * $0) <= columns && self.rows(side: 17 + 4 * $0) <= rows }
    }

    /// The code, line by line, without line breaks. Where a line sets colours, it ends with what resets them.
    public func lines(of code: QRCode) -> [String] {
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
        // What is written is dark if the ground is light, and the other way round.
        let writesDark = background != .dark
        let line = halves.map { upper, lower in
            switch (upper == writesDark, lower == writesDark) {
            case (true, true): "\u{2588}"
            case (true, false): "\u{2580}"
            case (false, true): "\u{2584}"
            case (false, false): " "
            }
        }.joined()
        switch paint {
        case .colors256: return "\u{1B}[0;38;5;16;48;5;231m\(line)\(Self.reset)"
        case .colors16: return "\u{1B}[0;30;47;107m\(line)\(Self.reset)"
        case .reverse, .plain: return line
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
        // A terminal that does not know the bright ground stays with the one before it.
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
