import Refusals

/// Where input comes from: a stream of the process, or memory in a test.
package protocol ByteSource: Sendable {
    /// Whether a person types into it.
    var isTerminal: Bool { get }

    /// The next line, without its ending (LF or CR LF); `nil` at the end of the input. A last line without an
    /// ending counts.
    ///
    /// - Parameter limit: the longest line taken, in bytes.
    /// - Throws: `document.too-large` when the line is longer, `file.unreadable` when reading fails.
    func readLine(limit: Int) throws(Refusal) -> [UInt8]?

    /// The next line that a person wrote, whatever the encoding of its file. `nil` at the end of the input.
    ///
    /// - Parameter limit: the longest line taken, in bytes of UTF-8.
    /// - Throws: as ``readLine(limit:)``.
    func readTextLine(limit: Int) throws(Refusal) -> TextLine?

    /// The same for a line that a person is asked for.
    ///
    /// - Throws: as ``readLine(limit:)``, and what showing the question throws.
    func readLine(_ question: LineQuestion) throws(Refusal) -> [UInt8]?

    /// Everything up to the end of the input.
    ///
    /// - Parameter limit: the most that is taken, in bytes; never more than one byte beyond it is read.
    /// - Throws: `document.too-large` when there is more, `file.unreadable` when reading fails.
    func readAll(limit: Int) throws(Refusal) -> [UInt8]

    /// Everything up to the end of the input, if there is no more of it than its beginning allows.
    ///
    /// - Parameter limit: says how much is taken, in bytes and at least 64, from the first 64 bytes or all there
    ///   are; never more than one byte beyond it is read.
    /// - Throws: as `readAll(limit:)` with a number, and what `limit` throws.
    func readAll(limit: (_ beginning: [UInt8]) throws(Refusal) -> Int) throws(Refusal) -> [UInt8]

    /// Whether more was typed or pasted already, or comes within so many milliseconds: a paste comes at once, and a
    /// person takes longer. False where nobody types.
    func isFollowed(within milliseconds: Int32) -> Bool

    /// Whether a line, or the end of the input, is there within so many milliseconds, in which a machine that sleeps counts
    /// too. True where nobody types: then reading does not wait for a person.
    func arrives(within milliseconds: Int64) -> Bool

    /// Throws away what was typed or pasted and not read yet, so that no shell takes it for commands. Does nothing
    /// where nobody types.
    ///
    /// - Returns: the beginning of what was thrown away.
    @discardableResult func discardTyped() -> [UInt8]
}

extension ByteSource {
    /// In UTF-8.
    package func readTextLine(limit: Int) throws(Refusal) -> TextLine? {
        try readLine(limit: limit).map { TextLine($0) }
    }

    /// Shows the question and reads a line.
    package func readLine(_ question: LineQuestion) throws(Refusal) -> [UInt8]? {
        try question.sink.write(question.prompt)
        if let idle = question.idle, !arrives(within: idle.milliseconds) {
            idle.reached()
            return nil
        }
        return try readLine(limit: question.limit)
    }

    /// Nobody types.
    package func discardTyped() -> [UInt8] { [] }

    /// Nobody types.
    package func arrives(within milliseconds: Int64) -> Bool { true }

    /// Nobody types.
    package func isFollowed(within milliseconds: Int32) -> Bool { false }
}
