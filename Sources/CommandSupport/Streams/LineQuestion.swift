/// One line that a person is asked for at a terminal.
package struct LineQuestion: Sendable {
    /// What stands before what is typed.
    let prompt: String
    /// The longest line, in bytes.
    let limit: Int
    /// What was typed before, for the keys up and down; nil where those do nothing.
    let history: LineHistory?
    /// What is shown if a signal, such as that of Ctrl-C, ends the program while it is asked.
    let leaving: String
    /// Where the prompt goes, and what is typed.
    let sink: any TextSink
    /// The terminal's width; nil where the terminal cannot move its cursor, so that the system edits the line.
    let columns: Int?
}
