import CommandSupport
import Refusals
import Synchronization

/// A ``Terminal`` that answers what a test wrote down, and keeps what it was asked.
package final class ScriptedTerminal: Terminal {
    private let answers: Mutex<[String]>
    private let questions = Mutex<[String]>([])
    private let lines: Mutex<[String]>
    private let columns: Int
    private let rows: Int
    private let color: Bool

    /// - Parameters:
    ///   - passphrases: what the person types, one after the other.
    ///   - lines: what he types where it is shown, one after the other.
    ///   - width: the columns.
    ///   - height: the lines.
    ///   - color: whether it can show colour.
    package init(
        passphrases: [String] = [], lines: [String] = [], width: Int = 80, height: Int = 24,
        color: Bool = false
    ) {
        answers = Mutex(passphrases)
        self.lines = Mutex(lines)
        columns = width
        rows = height
        self.color = color
    }

    /// What was asked so far.
    package var prompts: [String] { questions.withLock { $0 } }

    /// Always.
    package var isInteractive: Bool { true }

    /// Always.
    package func isTerminal(_ stream: OutputStream) -> Bool { true }

    /// As given.
    package func width(of stream: OutputStream) -> Int { columns }

    /// As given.
    package func height(of stream: OutputStream) -> Int { rows }

    /// As given.
    package func supportsColor(on stream: OutputStream) -> Bool { color }

    /// The next line; when there is none, the test forgot it, and the refusal says so.
    package func ask(_ prompt: String) throws(Refusal) -> String {
        questions.withLock { $0.append(prompt) }
        let line = lines.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let line else {
            throw Refusal(.internalInconsistency, "This test has no line for '\(prompt)'.")
        }
        return line
    }

    /// The next answer; when there is none, the test forgot it, and the refusal says so.
    package func readPassphrase(prompt: String) throws(Refusal) -> [UInt8] {
        questions.withLock { $0.append(prompt) }
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let answer else {
            throw Refusal(.internalInconsistency, "This test has no answer to '\(prompt)'.")
        }
        return Array(answer.utf8)
    }

    /// The same; the end of the input when there is none.
    package func readHiddenLine(prompt: String) throws(Refusal) -> [UInt8]? {
        questions.withLock { $0.append(prompt) }
        return answers.withLock { $0.isEmpty ? nil : Array($0.removeFirst().utf8) }
    }
}
