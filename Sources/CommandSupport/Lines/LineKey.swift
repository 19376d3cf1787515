/// A key that was pressed where a line is edited.
enum LineKey: Hashable {
    /// A character: its bytes in UTF-8, or one byte that is none.
    case character([UInt8])
    case left
    case right
    case wordLeft
    case wordRight
    case start
    case end
    /// The line that was typed before.
    case earlier
    /// The line that was typed after it.
    case later
    case backspace
    case delete
    /// Removes everything before the cursor.
    case removeBefore
    /// Removes everything behind the cursor.
    case removeBehind
    /// Removes the word before the cursor.
    case removeWord
    /// Ctrl-D: deletes, or ends the input where the line is empty.
    case endOrDelete
}
