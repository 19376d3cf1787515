import Refusals

/// Where a passphrase comes from: the first line of a file, or a person at the terminal. Never an argument
/// or an environment variable, which other users of the machine can read.
public struct PassphraseSource: Sendable {
    /// The longest passphrase, in bytes.
    public static let limit = 1024
    /// The shortest new passphrase, in characters (Unicode scalars).
    public static let shortest = 12

    private let file: String?

    /// - Parameter file: the path of a file, `-` for standard input, `nil` to ask on the terminal.
    public init(file: String?) {
        self.file = file
    }

    /// Takes an existing passphrase, gives it to `body`, and erases it.
    ///
    /// - Parameters:
    ///   - prompt: what is asked on the terminal, without a colon.
    ///   - body: copies the passphrase to where it is needed; it must not keep the array itself.
    /// - Throws: `passphrase.missing`, `usage.invalid` when it is longer than ``limit``, the refusals of
    ///   reading a file, and what `body` throws.
    public func withPassphrase<Result>(
        prompt: String, in context: CommandContext,
        _ body: (borrowing [UInt8]) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        var passphrase = try read(prompt: prompt, in: context)
        defer { passphrase.erase() }
        return try body(passphrase)
    }

    /// Takes a new passphrase, gives it to `body`, and erases it. A person is asked twice.
    ///
    /// - Parameters: as in ``withPassphrase(prompt:in:_:)``.
    /// - Throws: also `passphrase.too-short` below ``shortest`` and `passphrase.mismatch`.
    public func withNewPassphrase<Result>(
        prompt: String, in context: CommandContext,
        _ body: (borrowing [UInt8]) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        var passphrase = try read(prompt: "\(prompt) (at least \(Self.shortest) characters)", in: context)
        defer { passphrase.erase() }
        guard Self.characters(in: passphrase) >= Self.shortest else { throw Refusal(.passphraseTooShort) }
        if file == nil {
            var again = try read(prompt: "The same again", in: context)
            defer { again.erase() }
            guard again == passphrase else { throw Refusal(.passphraseMismatch) }
        }
        return try body(passphrase)
    }

    private func read(prompt: String, in context: CommandContext) throws(Refusal) -> [UInt8] {
        switch file {
        case nil:
            return try context.terminal.readPassphrase(prompt: prompt)
        case "-":
            return try Self.firstLine(of: context.standardInput, name: "Standard input")
        case .some(let path):
            let file = try InputFile(path: path)
            if file.isReadableByOthers {
                context.diagnostics().warn(
                    "\(path) can be read by other users of this machine.",
                    remedy: "Take the permission away: chmod 600 \(path)"
                )
            }
            return try file.withSource { source throws(Refusal) in
                try Self.firstLine(of: source, name: path)
            }
        }
    }

    private static func firstLine(of source: any ByteSource, name: String) throws(Refusal) -> [UInt8] {
        let line: [UInt8]?
        do {
            line = try source.readLine(limit: limit)
        } catch  where error.code == .documentTooLarge {
            throw Refusal(
                .usageInvalid, "\(name): the passphrase, its first line, is longer than \(limit) bytes.",
                remedy: "Check that this is the passphrase file."
            )
        }
        guard let line, !line.isEmpty else {
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
}
