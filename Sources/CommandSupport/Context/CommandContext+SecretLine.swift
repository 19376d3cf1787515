import Refusals

extension CommandContext {
    /// Reads a secret that is short and not a passphrase, an activation key say: the first line of a file, or
    /// with `-` of standard input, where a person is asked and sees what he types.
    ///
    /// - Parameters:
    ///   - input: a path, or `-`.
    ///   - prompt: what is asked on a terminal, without a colon.
    ///   - limit: the longest line, in bytes.
    /// - Returns: the line without its ending, nil if there is none; erase it.
    /// - Throws: what reading throws.
    package func readSecretLine(_ input: String, prompt: String, limit: Int) throws(Refusal) -> [UInt8]? {
        var line: TextLine?
        if input == "-" {
            if standardInput.isTerminal { try standardError.write(SafeText.line(prompt) + ": ") }
            line = try standardInput.readTextLine(limit: limit)
        } else {
            line = try InputFile(path: input).withSecretSource(in: self) { source throws(Refusal) in
                try source.readTextLine(limit: limit)
            }
        }
        defer { line?.erase() }
        return line.map { $0.text.map(\.self) }
    }
}
