/// One line that a person is asked for at a terminal.
package struct LineQuestion: Sendable {
    /// What stands before what is typed.
    let prompt: String
    /// The longest line, in bytes.
    let limit: Int
    /// What was typed before, for the keys up and down; nil where those do nothing.
    let history: LineHistory?
    /// Where the prompt goes, and what is typed.
    let sink: any TextSink
    /// The terminal's width; nil where the terminal cannot move its cursor, so that the system edits the line.
    let columns: Int?
    /// Ends the question as if the input had ended, where nobody types for too long; nil where it waits for as long as it
    /// takes.
    var idle: Idle?

    /// For how long nobody may type, and what is then told.
    package struct Idle: Sendable {
        /// In milliseconds, from the last key.
        let milliseconds: Int64
        /// Called once, before the question ends.
        let reached: @Sendable () -> Void
    }
}
