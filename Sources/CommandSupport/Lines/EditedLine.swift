/// A line while it is typed: what is in it, where the cursor is, and what was typed before it.
package struct EditedLine {
    /// What takes a place of its own on the screen: a character, with the marks that are drawn over it.
    struct Cell: Hashable {
        fileprivate(set) var bytes: [UInt8]
        /// How it is drawn; a byte that is no character as a question mark.
        fileprivate(set) var shown: String
        /// In columns.
        let width: Int
    }

    private(set) var cells: [Cell] = []
    /// The cell before which the cursor is.
    private(set) var cursor = 0

    private let history: [[UInt8]]
    /// Which line of the history is shown; their number for the line itself.
    private var place: Int
    /// The line itself, while another is shown.
    private var own: [Cell] = []

    init(history: [[UInt8]] = []) {
        self.history = history
        place = history.count
    }

    var bytes: [UInt8] { cells.flatMap(\.bytes) }
    /// The number of ``bytes``.
    private(set) var byteCount = 0

    /// What a person has typed, without the keys that move the cursor, on one line and at most 40 characters of it.
    package static func text(typed bytes: [UInt8]) -> String {
        var line = EditedLine()
        var keys = LineKeys()
        for key in bytes.flatMap({ keys.keys($0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0) }) {
            _ = line.press(key)
        }
        let text = line.cells.map(\.shown).joined().split(separator: " ").joined(separator: " ")
        return text.count > 40 ? text.prefix(39) + "…" : text
    }

    /// - Returns: whether this key ends the input.
    mutating func press(_ key: LineKey) -> Bool {
        switch key {
        case .character(let bytes): insert(bytes)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(cells.count, cursor + 1)
        case .wordLeft: cursor = wordStart
        case .wordRight: cursor = wordEnd
        case .start: cursor = 0
        case .end: cursor = cells.count
        case .earlier: show(place - 1)
        case .later: show(place + 1)
        case .backspace: remove(max(0, cursor - 1)..<cursor)
        case .delete: remove(cursor..<min(cells.count, cursor + 1))
        case .removeBefore: remove(0..<cursor)
        case .removeBehind: remove(cursor..<cells.count)
        case .removeWord: remove(wordStart..<cursor)
        case .endOrDelete:
            guard !cells.isEmpty else { return true }
            remove(cursor..<min(cells.count, cursor + 1))
        }
        return false
    }

    private mutating func insert(_ bytes: [UInt8]) {
        let cell = Self.cell(bytes)
        byteCount += bytes.count
        if cell.width == 0, cursor > 0 {
            cells[cursor - 1].bytes += bytes
            cells[cursor - 1].shown += cell.shown
        } else {
            cells.insert(cell, at: cursor)
            cursor += 1
        }
    }

    private static func cell(_ bytes: [UInt8]) -> Cell {
        guard let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first
        else {
            return Cell(bytes: bytes, shown: "?", width: 1)
        }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
            return Cell(bytes: bytes, shown: "?", width: 1)
        // Nothing that turns the direction of what follows.
        case .format: return Cell(bytes: bytes, shown: "", width: 0)
        default: return Cell(bytes: bytes, shown: text, width: text.displayWidth)
        }
    }

    private mutating func remove(_ range: Range<Int>) {
        byteCount -= cells[range].reduce(0) { $0 + $1.bytes.count }
        cells.removeSubrange(range)
        cursor = range.lowerBound
    }

    private mutating func show(_ other: Int) {
        guard (0...history.count).contains(other) else { return }
        if place == history.count { own = cells }
        place = other
        cells = other == history.count ? own : []
        cursor = cells.count
        byteCount = cells.reduce(0) { $0 + $1.bytes.count }
        guard other < history.count else { return }
        var keys = LineKeys()
        for key in history[other].flatMap({ keys.keys($0) }) + keys.abandon() { _ = press(key) }
    }

    private func isBlank(_ index: Int) -> Bool { cells[index].bytes == [UInt8(ascii: " ")] }

    /// Where the word before the cursor begins.
    private var wordStart: Int {
        var index = cursor
        while index > 0, isBlank(index - 1) { index -= 1 }
        while index > 0, !isBlank(index - 1) { index -= 1 }
        return index
    }

    /// Where the word behind the cursor ends.
    private var wordEnd: Int {
        var index = cursor
        while index < cells.count, isBlank(index) { index += 1 }
        while index < cells.count, !isBlank(index) { index += 1 }
        return index
    }
}
