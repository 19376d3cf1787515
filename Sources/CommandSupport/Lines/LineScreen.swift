/// The one row of a terminal in which a line is edited: of a longer line, the part around the cursor.
struct LineScreen {
    private let prompt: String
    /// The columns behind the prompt; the last one stays free, because some terminals leave the row there.
    private let room: Int
    /// What is on the screen: the cells from one on, and the column of the cursor, from the prompt on.
    private var shown: [EditedLine.Cell] = []
    private var column = 0
    /// The first cell that is shown.
    private var start = 0

    private static let leastRoom = 12

    /// - Parameters:
    ///   - prompt: what stands before the line.
    ///   - columns: the width of the terminal.
    /// - Returns: the screen, and what is written first: of a prompt that leaves no room, all but its end.
    static func begin(_ prompt: String, columns: Int) -> (screen: LineScreen, text: String) {
        guard columns - prompt.displayWidth - 1 < leastRoom else {
            return (LineScreen(prompt, columns), prompt)
        }
        let end = "> "
        let before = prompt.hasSuffix(end) ? String(prompt.dropLast(end.count)) : prompt
        return (LineScreen(end, columns), before.trimmed + "\n" + end)
    }

    private init(_ prompt: String, _ columns: Int) {
        self.prompt = prompt
        room = max(1, columns - prompt.displayWidth - 1)
    }

    /// What must be written for the terminal to show the line.
    mutating func update(_ line: EditedLine) -> String {
        start = start(of: line)
        var visible: [EditedLine.Cell] = []
        var width = 0
        for cell in line.cells[start...] {
            guard width + cell.width <= room else { break }
            visible.append(cell)
            width += cell.width
        }
        let cursor = Self.width(line.cells[start..<line.cursor])
        let isBehind = column == Self.width(shown[...])
        let isAdded = isBehind && visible.starts(with: shown) && cursor == width
        let added = visible.dropFirst(shown.count)
        let isSame = visible == shown && cursor == column
        (shown, column) = (visible, cursor)
        if isSame { return "" }
        // As the system itself would do it.
        if isAdded { return added.map(\.shown).joined() }
        let right = cursor + prompt.displayWidth
        return "\r" + prompt + visible.map(\.shown).joined() + "\u{1B}[K\r"
            + (right > 0 ? "\u{1B}[\(right)C" : "")
    }

    /// The first cell to show: the present one, if the cursor is in the row then.
    private func start(of line: EditedLine) -> Int {
        var first = line.cursor
        var width = 0
        while first > min(start, line.cursor), width + line.cells[first - 1].width <= room {
            first -= 1
            width += line.cells[first].width
        }
        return first
    }

    private static func width(_ cells: ArraySlice<EditedLine.Cell>) -> Int {
        cells.reduce(0) { $0 + $1.width }
    }
}
