import Refusals

extension CommandContext {
    /// Says something in a conversation at a terminal: on standard error, a little indented, between the prompts.
    ///
    /// - Throws: what writing throws.
    package func say(_ sentence: String) throws(Refusal) {
        let lines = TextWrap.lines(
            of: SafeText.line(sentence), width: style(of: .error).width - 2, hanging: 2)
        try standardError.write(lines.map { "  \($0)\n" }.joined())
    }
}
