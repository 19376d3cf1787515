extension TextReport {
    /// A command to be copied: on a line of its own, indented by two, and never broken, because a terminal
    /// puts a line break that is no part of the command into what is copied.
    ///
    /// - Parameter inStep: whether it belongs to the step before it, and stands under its words.
    package mutating func command(_ line: String, inStep: Bool = false) {
        verbatim((inStep ? "     " : "  ") + SafeText.line(line))
    }
}
