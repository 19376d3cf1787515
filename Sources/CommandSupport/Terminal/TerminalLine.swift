import Glibc
import Refusals

/// The open line to a terminal, on which a question is asked and an answer read without being shown.
struct TerminalLine: ~Copyable {
    private let input: Int32
    private let output: Int32
    private let isOwned: Bool

    /// The terminal device, or the standard streams where they are a terminal (a console without job
    /// control); `nil` where nobody can be asked.
    init?(path: String) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
        if descriptor >= 0, isatty(descriptor) == 1 {
            (input, output, isOwned) = (descriptor, descriptor, true)
            return
        }
        if descriptor >= 0 { close(descriptor) }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
        (input, output, isOwned) = (STDIN_FILENO, STDERR_FILENO, false)
    }

    deinit {
        if isOwned { close(input) }
    }

    /// Asks, and reads one line with the echo off.
    ///
    /// A signal that ends or stops the process finds the terminal as it was: it is noted, the echo is put
    /// back, and only then it takes effect. After a stop (`^Z`, `fg`) the question is asked again.
    /// - Returns: the line; nil at the end of the input.
    func readHidden(prompt: String, limit: Int) throws(Refusal) -> [UInt8]? {
        while true {
            let signals = SignalWatch()
            let result = answer(to: prompt, limit: limit, echo: false, signals)
            signals.end()
            show("\n")
            switch result {
            case .line(let bytes):
                return bytes
            case .interrupted:
                // Still here: it was a stop and we were continued.
                signals.raiseNoted()
            case .tooLong:
                throw Refusal(
                    .usageInvalid, "The passphrase is longer than \(limit) bytes.",
                    remedy: "Use a shorter one; five or six random words are good."
                )
            case .nothing: return []
            case .ended: return nil
            case .failed(let code):
                throw Refusal(
                    .fileUnreadable, "The terminal cannot be read: \(ErrorNumber.text(of: code)).",
                    remedy: "Run the command in another terminal, or give --passphrase-file."
                )
            }
        }
    }

    /// Asks, and reads one line that is shown as it is typed; what cannot be an answer is as good as none.
    func readShown(prompt: String, limit: Int) throws(Refusal) -> String {
        while true {
            let signals = SignalWatch()
            let result = answer(to: prompt, limit: limit, echo: true, signals)
            signals.end()
            switch result {
            case .line(let bytes):
                return String(decoding: bytes, as: UTF8.self)
            case .interrupted:
                // Where it ends the process, the shell's prompt gets a line of its own.
                show("\n")
                signals.raiseNoted()
            case .tooLong, .nothing, .ended:
                return ""
            case .failed(let code):
                throw Refusal(
                    .fileUnreadable, "The terminal cannot be read: \(ErrorNumber.text(of: code)).",
                    remedy: "Run the command in another terminal.")
            }
        }
    }

    private func answer(
        to prompt: String, limit: Int, echo: Bool, _ signals: SignalWatch
    ) -> HiddenLine.Ending {
        withEcho(echo) { () -> HiddenLine.Ending in
            show(prompt)
            return HiddenLine.read(from: input, limit: limit, interruptedBy: signals)
        }
    }

    private func show(_ text: String) {
        // A terminal that cannot show the question still answers it, or the read says what is wrong.
        try? DescriptorSink(descriptor: output, name: "The terminal").write(text)
    }

    private func withEcho(_ isShown: Bool, _ body: () -> HiddenLine.Ending) -> HiddenLine.Ending {
        var before = termios()
        guard tcgetattr(input, &before) == 0 else { return .failed(errno) }
        var during = before
        during.c_lflag &= ~tcflag_t(ECHO | ECHONL)
        if isShown { during.c_lflag |= tcflag_t(ECHO) }
        // Line editing and the keys for signals, whatever another program left behind.
        during.c_lflag |= tcflag_t(ICANON | ISIG)
        during.c_iflag |= tcflag_t(ICRNL)
        guard set(during) else { return .failed(errno) }
        let result = body()
        _ = set(before)
        return result
    }

    /// Drops what was typed but not read, so that no part of a passphrase ends up in the shell.
    private func set(_ attributes: termios) -> Bool {
        var attributes = attributes
        while tcsetattr(input, TCSAFLUSH, &attributes) != 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }
}
