import Refusals

/// The terminal that a person sits at, or the lack of one.
package protocol Terminal: Sendable {
    /// Whether a person can be asked.
    var isInteractive: Bool { get }

    /// Whether this stream ends on a screen; progress is drawn only there.
    func isTerminal(_ stream: OutputStream) -> Bool

    /// The columns that text on this stream may take; 80 where it does not end on a screen.
    func width(of stream: OutputStream) -> Int

    /// The lines that the screen shows at a time; 24 where the stream does not end on a screen.
    func height(of stream: OutputStream) -> Int

    /// Whether text on this stream may be coloured: it ends on a screen that can (`TERM` is set and not
    /// `dumb`), and the person has not asked for none (`NO_COLOR` is unset or empty; see no-color.org).
    func supportsColor(on stream: OutputStream) -> Bool

    /// Asks a question whose answer is no secret.
    ///
    /// - Parameter prompt: what is shown, all of it; the answer is typed after it.
    /// - Returns: the line typed, without its ending; empty if there was none.
    /// - Throws: `file.unreadable` when nobody can be asked or the terminal fails.
    func ask(_ prompt: String) throws(Refusal) -> String

    /// Asks for a passphrase without showing it.
    ///
    /// - Parameter prompt: what is asked, without a colon: `"Passphrase for the vault"`.
    /// - Returns: the bytes typed, without the line ending, at most ``SystemTerminal/longestPassphrase``; erase them.
    /// - Throws: `passphrase.missing` when nobody can be asked or nothing was typed, `usage.invalid` when
    ///   it is too long, `file.unreadable` when the terminal fails.
    func readPassphrase(prompt: String) throws(Refusal) -> [UInt8]

    /// The same, where Enter alone is an answer too.
    ///
    /// - Returns: the bytes typed; none for Enter alone, nil at the end of the input.
    /// - Throws: `passphrase.missing` when nobody can be asked; otherwise as ``readPassphrase(prompt:)``.
    func readHiddenLine(prompt: String) throws(Refusal) -> [UInt8]?
}
