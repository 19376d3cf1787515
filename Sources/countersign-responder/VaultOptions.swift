import Activation
import ArgumentParser
import CommandSupport
import Cryptography
import DurableFiles
import Issuing
import Refusals

/// The option `--vault`.
struct VaultOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The vault's folder.",
            discussion: "Without it: COUNTERSIGN_VAULT, then XDG_DATA_HOME/countersign-vault, then "
                + "~/.local/share/countersign-vault.",
            valueName: "folder"))
    var vault: String?

    func path(in context: CommandContext) -> String {
        context.folder(
            vault, variable: "COUNTERSIGN_VAULT", base: ("XDG_DATA_HOME", ".local/share"),
            name: "countersign-vault")
    }

    /// The vault as it lies there, without its passphrase.
    func locked(in context: CommandContext) throws(Refusal) -> LockedVault {
        try LockedVault(opening: path(in: context))
    }
}

/// The options `--vault` and `--passphrase-file`, for every command that changes the vault.
struct OpenVaultOptions: ParsableArguments {
    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: PassphraseOptions

    /// The vault, open.
    func vault(in context: CommandContext) throws(Refusal) -> Vault {
        let locked = try place.locked(in: context)
        return try passphrase.source.withSecret(of: "the vault", in: context) { (secret) throws(Refusal) in
            try locked.unlock(passphrase: secret)
        }
    }
}

extension PassphraseSource {
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
        do {
            return try SecretBytes(taking: &copy)
        } catch {
            throw Refusal(.internalInconsistency, "Cannot lock memory (\(error)).")
        }
    }
}

extension CommandContext {
    /// What the vendor's decisions take from outside.
    var surroundings: Surroundings {
        let now = now
        return Surroundings(
            now: { UnixTime(rawValue: now()) }, actor: "\(userName)@\(hostName())", random: SystemRandom())
    }
}

/// Reads a product's id from the command line.
func productID(_ text: String) throws(Refusal) -> ProductID {
    guard let id = ProductID(text) else {
        throw Refusal(
            .usageInvalid, "'\(text)' cannot be a product's id.",
            remedy: "Use 1 to 23 of a to z, 0 to 9, '.' and '-', beginning with a letter or a digit.")
    }
    return id
}

/// A list with commas, `cad,nest`; blanks around the names do not count.
func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

/// A day on the command line.
func day(_ text: String) throws(Refusal) -> CalendarDay {
    guard let day = CalendarDay(text) else {
        throw Refusal(
            .usageInvalid, "'\(text)' is not a date.", remedy: "Write it like 2027-03-31: year, month, day.")
    }
    return day
}
