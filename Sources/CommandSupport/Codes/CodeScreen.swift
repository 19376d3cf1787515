import QRCode

/// What codes are shown on, and how they are drawn there.
package struct CodeScreen: Sendable {
    /// How many columns and lines the screen shows at a time.
    package struct Size: Hashable, Sendable {
        /// From left to right.
        package let columns: Int
        /// From top to bottom.
        package let rows: Int

        /// A screen of so many columns and lines of text.
        package init(columns: Int, rows: Int) {
            (self.columns, self.rows) = (columns, rows)
        }
    }

    /// How a code is drawn.
    package let drawing: TerminalDrawing
    /// Nil where the output does not end on a screen.
    package let size: Size?
    /// Whether it is a screen whose cursor can be moved.
    let canMove: Bool

    /// A screen of this kind and size.
    init(drawing: TerminalDrawing, size: Size?, canMove: Bool) {
        (self.drawing, self.size, self.canMove) = (drawing, size, canMove)
    }

    /// - Parameters:
    ///   - isASCII: whether ASCII alone is drawn with; nil to go by the locale and the kind of terminal.
    ///   - background: what the terminal writes on, where no colours can be set.
    package init(of context: CommandContext, isASCII: Bool?, background: TerminalDrawing.Background) {
        let kind = context.environment["TERM", default: ""]
        let isScreen = context.terminal.isTerminal(.output)
        // The terminals of serial lines: no colours, and no characters but those of their own sets.
        let isSerial = kind.hasPrefix("vt")
        let shape: TerminalDrawing.Shape =
            isASCII ?? (isSerial || !Self.isUTF8(context.environment)) ? .wideCells : .halfBlocks
        canMove = isScreen && !kind.isEmpty && kind != "dumb"
        let paint: TerminalDrawing.Paint
        if !isSerial, context.terminal.supportsColor(on: .output) {
            paint = Self.has256Colors(context.environment) ? .colors256 : .colors16
        } else {
            paint = canMove ? .reverse(on: background) : .plain(on: background)
        }
        drawing = TerminalDrawing(shape, paint)
        size =
            isScreen
            ? Size(columns: context.terminal.width(of: .output), rows: context.terminal.height(of: .output))
            : nil
    }

    /// POSIX: the first of these that is set and not empty names the character set.
    package static func isUTF8(_ environment: [String: String]) -> Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
        guard let locale = names.first(where: { !$0.isEmpty }) else { return false }
        let set = locale.uppercased().filter { $0 != "-" }
        return set.contains("UTF8")
    }

    private static func has256Colors(_ environment: [String: String]) -> Bool {
        let kind = environment["TERM", default: ""]
        return kind.contains("256") || kind.contains("direct")
            || !environment["COLORTERM", default: ""].isEmpty
    }

    /// Whether it must be known what the terminal writes on.
    var dependsOnBackground: Bool {
        switch drawing.paint {
        case .colors256, .colors16: false
        case .reverse, .plain: true
        }
    }

    /// The largest version of which the screen shows all, with so many lines of text around it.
    func largestVersion(beside lines: Int) -> Int? {
        guard let size else { return CodePlan.largestVersion }
        return drawing.largestVersion(columns: size.columns, rows: size.rows - lines)
            .map { min($0, CodePlan.largestVersion) }
    }
}
