import CommandSupport
import Refusals

/// No terminal at all: a service, a pipeline.
package struct NoTerminal: Terminal {
    /// The one there is.
    package init() {}

    /// Never.
    package var isInteractive: Bool { false }

    /// Never.
    package func isTerminal(_ stream: OutputStream) -> Bool { false }

    /// What holds for files and pipes.
    package func width(of stream: OutputStream) -> Int { TextStyle.widest }

    /// What holds for files and pipes.
    package func height(of stream: OutputStream) -> Int { 24 }

    /// Never.
    package func supportsColor(on stream: OutputStream) -> Bool { false }

    /// Refused: `file.unreadable`.
    package func ask(_ prompt: String) throws(Refusal) -> String { throw Refusal(.fileUnreadable) }

    /// Refused: `passphrase.missing`.
    package func readPassphrase(prompt: String) throws(Refusal) -> [UInt8] {
        throw Refusal(.passphraseMissing)
    }

    /// Refused: `passphrase.missing`.
    package func readHiddenLine(prompt: String) throws(Refusal) -> [UInt8]? {
        throw Refusal(.passphraseMissing)
    }
}
