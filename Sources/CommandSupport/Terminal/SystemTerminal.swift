import Glibc
import Refusals

/// The controlling terminal of the process.
package struct SystemTerminal: Terminal {
    /// The longest passphrase that is read, in bytes.
    package static let longestPassphrase = 1024

    private let environment: [String: String]
    private let path: String

    /// - Parameters:
    ///   - environment: where `TERM`, `NO_COLOR`, `COLUMNS` and `LINES` are looked up.
    ///   - path: the terminal's device; another than `/dev/tty` only in tests.
    package init(environment: [String: String], path: String = "/dev/tty") {
        self.environment = environment
        self.path = path
    }

    /// Whether the process has a controlling terminal, or is talking to a person on its standard streams.
    package var isInteractive: Bool { TerminalLine(path: path) != nil }

    /// Whether the stream is a terminal.
    package func isTerminal(_ stream: OutputStream) -> Bool {
        isatty(stream.descriptor) == 1
    }

    /// `COLUMNS` where it is a sensible number, else what the terminal says, else 80.
    package func width(of stream: OutputStream) -> Int {
        if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// `LINES` where it is a sensible number, else what the terminal says, else 24.
    package func height(of stream: OutputStream) -> Int {
        if let lines = environment["LINES"].flatMap({ Int($0) }), lines > 0 { return lines }
        var size = winsize()
        guard ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
        return Int(size.ws_row)
    }

    /// See ``Terminal/supportsColor(on:)``.
    package func supportsColor(on stream: OutputStream) -> Bool {
        Self.wantsColor(environment) && isTerminal(stream)
    }

    /// What the environment says about colour, wherever the stream goes.
    static func wantsColor(_ environment: [String: String]) -> Bool {
        guard environment["NO_COLOR", default: ""].isEmpty else { return false }
        let kind = environment["TERM", default: ""]
        return !kind.isEmpty && kind != "dumb"
    }

    /// The longest answer, in bytes.
    private static let longestAnswer = 256

    /// See ``Terminal/ask(_:)``.
    package func ask(_ prompt: String) throws(Refusal) -> String {
        guard let line = TerminalLine(path: path) else {
            throw Refusal(
                .fileUnreadable, "There is no terminal to ask on.", remedy: "Run the command in a terminal.")
        }
        return try line.readShown(prompt: SafeText.line(prompt), limit: Self.longestAnswer)
    }

    /// See ``Terminal/readPassphrase(prompt:)``.
    package func readPassphrase(prompt: String) throws(Refusal) -> [UInt8] {
        guard let line = try readHiddenLine(prompt: prompt), !line.isEmpty else {
            throw Refusal(
                .passphraseMissing, "No passphrase was typed.",
                remedy: "Run the command again and type the passphrase, or give --passphrase-file.")
        }
        return line
    }

    /// See ``Terminal/readHiddenLine(prompt:)``.
    package func readHiddenLine(prompt: String) throws(Refusal) -> [UInt8]? {
        guard let line = TerminalLine(path: path) else { throw Refusal(.passphraseMissing) }
        return try line.readHidden(prompt: SafeText.line(prompt) + ": ", limit: Self.longestPassphrase)
    }
}

extension OutputStream {
    fileprivate var descriptor: Int32 {
        switch self {
        case .output: STDOUT_FILENO
        case .error: STDERR_FILENO
        }
    }
}
