import CommandSupport
import Cryptography
import Refusals

/// Where a passphrase comes from: the first line of a file, or a person at the terminal. Never an argument
/// or an environment variable, which other users of the machine can read.
struct PassphraseSource: Sendable {
    /// The longest passphrase, in bytes.
    static let limit = SystemTerminal.longestPassphrase
    /// The shortest new passphrase, in characters (Unicode scalars).
    static let shortest = 12

    /// How often a person may type an existing passphrase.
    static let attempts = 3

    private let file: String?
    private let judge: PassphraseJudge

    /// - Parameters:
    ///   - file: the path of a file, `-` for standard input, `nil` to ask on the terminal.
    ///   - judge: says which new ones are too easy to guess.
    init(file: String?, judge: PassphraseJudge = .usual) {
        self.file = file
        self.judge = judge
    }

    /// Takes an existing passphrase, gives it to `body`, and erases it.
    ///
    /// - Parameters:
    ///   - prompt: what is asked on the terminal, without a colon.
    ///   - body: copies the passphrase to where it is needed; it must not keep the array itself.
    /// - Throws: `passphrase.missing`, `usage.invalid` when it is longer than ``limit``, the refusals of
    ///   reading a file, and what `body` throws.
    func withPassphrase<Result>(
        prompt: String, in context: CommandContext,
        _ body: (borrowing [UInt8]) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        var passphrase = try read(prompt: prompt, in: context)
        defer { passphrase.erase() }
        return try body(passphrase.text)
    }

    /// The same for what has that passphrase. An earlier version took a byte order mark, and UTF-16, for part of it: what
    /// was sealed then still opens.
    private func withEitherPassphrase<Result>(
        prompt: String, in context: CommandContext, _ open: (borrowing [UInt8]) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        var passphrase = try read(prompt: prompt, in: context)
        defer { passphrase.erase() }
        do throws(Refusal) {
            return try open(passphrase.text)
        } catch {
            guard error.code == .passphraseWrong, let written = passphrase.asWritten else { throw error }
            return try open(written)
        }
    }

    /// Takes the passphrase of something that is there, and opens it. Where a person types it and it is wrong, he
    /// is asked again, three times in all.
    ///
    /// - Parameters:
    ///   - thing: what is to be opened, as it stands in a sentence: `"the vault"`.
    ///   - open: opens it; throws `passphrase.wrong` if this is not its passphrase. It must not keep the array.
    /// - Throws: as ``withPassphrase(prompt:in:_:)``; `passphrase.wrong` names the thing and the file.
    func withPassphrase<Result>(
        of thing: String, in context: CommandContext,
        open: (borrowing [UInt8]) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        var attempt = 1
        while true {
            do throws(Refusal) {
                return try withEitherPassphrase(prompt: "Passphrase of \(thing)", in: context, open)
            } catch {
                guard error.code == .passphraseWrong else { throw error }
                guard file == nil, attempt < Self.attempts else { throw wrong(for: thing) }
                attempt += 1
                context.diagnostics().note(
                    "That passphrase is wrong. Try again (\(attempt) of \(Self.attempts)).")
            }
        }
    }

    private func wrong(for thing: String) -> Refusal {
        switch file {
        case nil: Refusal(.passphraseWrong, "None of these is the passphrase of \(thing).")
        case "-": Refusal(.passphraseWrong, "The passphrase on standard input does not open \(thing).")
        case .some(let path): Refusal(.passphraseWrong, "The passphrase in '\(path)' does not open \(thing).")
        }
    }

    /// Takes a new passphrase, gives it to `body`, and erases it. A person is asked twice; who types none gets one made.
    ///
    /// - Parameters: as in ``withPassphrase(prompt:in:_:)``.
    /// - Throws: also `passphrase.too-short` below ``shortest``, `passphrase.guessable` and `passphrase.mismatch`.
    func withNewPassphrase<Result>(
        prompt: String, in context: CommandContext,
        _ body: (borrowing [UInt8]) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        var passphrase = try readNew(prompt: prompt, in: context)
        defer { passphrase.erase() }
        guard Self.characters(in: passphrase.text) >= Self.shortest else {
            throw Refusal(.passphraseTooShort)
        }
        guard !judge.isGuessable(passphrase.text) else { throw Refusal(.passphraseGuessable) }
        if file == nil {
            var again = try read(prompt: "The same again", in: context)
            defer { again.erase() }
            guard again.text == passphrase.text else { throw Refusal(.passphraseMismatch) }
        }
        return try body(passphrase.text)
    }

    /// What a person chose, or what was made for them and shown on the terminal.
    private func readNew(prompt: String, in context: CommandContext) throws(Refusal) -> TextLine {
        guard file == nil, context.terminal.isInteractive else {
            return try read(prompt: prompt, in: context)
        }
        do throws(Refusal) {
            let typed = try context.terminal.readPassphrase(
                prompt: "\(prompt) (at least \(Self.shortest) characters; Enter alone makes one)")
            guard typed.isEmpty else { return TextLine(typed) }
        } catch {
            guard error.code == .passphraseMissing else { throw error }
        }
        let made = MadePassphrase.draw(from: SystemRandom())
        try context.say("This one was made at random. Write it down, and keep it apart from the vault:")
        try context.standardError.write("\n    \(made)\n\n")
        return TextLine(Array(made.utf8))
    }

    private func read(prompt: String, in context: CommandContext) throws(Refusal) -> TextLine {
        switch file {
        case nil:
            return TextLine(try context.terminal.readPassphrase(prompt: prompt))
        case "-":
            return try Self.firstLine(of: context.standardInput, name: "Standard input")
        case .some(let path):
            return try InputFile(path: path).withSecretSource(in: context) { source throws(Refusal) in
                try Self.firstLine(of: source, name: path)
            }
        }
    }

    private static func firstLine(of source: any ByteSource, name: String) throws(Refusal) -> TextLine {
        let line: TextLine?
        do {
            line = try source.readTextLine(limit: limit)
        } catch  where error.code == .documentTooLarge {
            throw Refusal(
                .usageInvalid, "\(name): the passphrase, its first line, is longer than \(limit) bytes.",
                remedy: "Check that this is the passphrase file."
            )
        }
        guard let line, !line.text.isEmpty else {
            throw Refusal(
                .passphraseMissing, "\(name): there is no passphrase, the first line is empty.",
                remedy: "Check that this is the passphrase file."
            )
        }
        return line
    }

    /// Counted on the bytes, because a string would be a copy that cannot be erased.
    private static func characters(in utf8: [UInt8]) -> Int {
        utf8.count { $0 & 0xC0 != 0x80 }
    }

    // MARK: In locked memory

    /// Opens something with its passphrase, in locked memory; a person who mistypes it is asked again.
    ///
    /// - Parameters: as in `withPassphrase(of:in:open:)`.
    func withSecret<Result>(
        of thing: String, in context: CommandContext, open: (SecretBytes) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        try withPassphrase(of: thing, in: context) { (bytes) throws(Refusal) in
            try open(Self.locked(bytes))
        }
    }

    /// Whether a person types it.
    var isTyped: Bool { file == nil }

    /// An existing passphrase, in locked memory.
    func secret(prompt: String, in context: CommandContext) throws(Refusal) -> SecretBytes {
        try withPassphrase(prompt: prompt, in: context, Self.locked)
    }

    /// A new passphrase, in locked memory.
    func newSecret(prompt: String, in context: CommandContext) throws(Refusal) -> SecretBytes {
        try withNewPassphrase(prompt: prompt, in: context, Self.locked)
    }

    private static func locked(_ bytes: borrowing [UInt8]) throws(Refusal) -> SecretBytes {
        var copy = bytes.map { $0 }
        return try locked(taking: &copy)
    }

    /// Moves a passphrase that was typed into locked memory.
    ///
    /// - Parameter bytes: erased, if nothing else holds them.
    static func locked(taking bytes: inout [UInt8]) throws(Refusal) -> SecretBytes {
        do {
            return try SecretBytes(taking: &bytes)
        } catch {
            throw Refusal(.internalInconsistency, "Cannot lock memory (\(error)).")
        }
    }
}
