import ArgumentParser
import CommandSupport
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
