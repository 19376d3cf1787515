import ArgumentParser
import CommandSupport
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

    func validate() throws { try requireFolderName(vault, option: "--vault") }

    /// The same, for a command that makes it.
    ///
    /// - Throws: `vault.other-owner` where root would make it in another user's folder, without having named it.
    func pathToMake(in context: CommandContext) throws(Refusal) -> String {
        let path = try textPath(in: context)
        if vault == nil { try requireOwnPlace(path, otherOwner: .vaultOtherOwner) }
        return path
    }

    func path(in context: CommandContext) -> String {
        context.folder(
            vault, variable: "COUNTERSIGN_VAULT", base: ("XDG_DATA_HOME", ".local/share"),
            name: "countersign-vault")
    }

    /// The vault's folder, to which no document is written.
    func kept(in context: CommandContext) -> KeptFolder { KeptFolder(path(in: context), name: "the vault") }

    /// The vault's path. The ledger's library opens names that are UTF-8 only.
    private func textPath(in context: CommandContext) throws(Refusal) -> String {
        let path = path(in: context)
        guard PathText.holdsBytes(path) else { return path }
        throw Refusal(
            .usageInvalid, "The vault's folder '\(shownPath(path))' has a name that is not UTF-8.",
            remedy: "Name another folder with --vault, or rename this one.")
    }

    /// The vault as it lies there, without its passphrase.
    func locked(in context: CommandContext) throws(Refusal) -> LockedVault {
        try LockedVault(opening: textPath(in: context))
    }
}

extension VaultOptions {
    /// Write the commands that are shown, with this vault.
    var next: NextCommands { NextCommands(vault: vault) }
}

extension PhoneCommand: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension RespondCommand: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension LicenseAdd: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension LicenseSeats: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension LicenseRevoke: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension CustomerErase: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension ProductSet: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension ProductFeatures: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension ProductAdd: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension ProductExport: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension AuditVerify: PlacedCommand { var nextCommands: NextCommands { vaultOptions.place.next } }
extension AuditCheckpoint: PlacedCommand { var nextCommands: NextCommands { place.next } }
extension AuditProve: PlacedCommand { var nextCommands: NextCommands { place.next } }
extension InspectCommand: PlacedCommand { var nextCommands: NextCommands { place.next } }
extension LicenseShow: PlacedCommand { var nextCommands: NextCommands { place.next } }
extension LicenseList: PlacedCommand { var nextCommands: NextCommands { place.next } }
extension ProductList: PlacedCommand { var nextCommands: NextCommands { place.next } }
extension AuditList: PlacedCommand { var nextCommands: NextCommands { place.next } }
extension AuditAlerts: PlacedCommand { var nextCommands: NextCommands { place.next } }
extension InitCommand: PlacedCommand { var nextCommands: NextCommands { vault.place.next } }
