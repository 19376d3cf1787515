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

    func validate() throws {
        if vault == "" {
            throw ValidationError("--vault needs the name of a folder, and was given an empty one.")
        }
    }

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

    /// The same. The ledger's library opens names that are UTF-8 only.
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
    /// The option as it was given, for commands that are shown.
    var option: PlaceOption? { PlaceOption("--vault", vault, program: "countersign-responder") }
}

extension PhoneCommand: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension RespondCommand: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension LicenseAdd: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension LicenseSeats: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension LicenseRevoke: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension ProductSet: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension ProductFeatures: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension ProductAdd: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension ProductExport: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension AuditVerify: PlacedCommand { var placeOption: PlaceOption? { vaultOptions.place.option } }
extension InspectCommand: PlacedCommand { var placeOption: PlaceOption? { place.option } }
extension LicenseShow: PlacedCommand { var placeOption: PlaceOption? { place.option } }
extension LicenseList: PlacedCommand { var placeOption: PlaceOption? { place.option } }
extension ProductList: PlacedCommand { var placeOption: PlaceOption? { place.option } }
extension AuditList: PlacedCommand { var placeOption: PlaceOption? { place.option } }
extension AuditAlerts: PlacedCommand { var placeOption: PlaceOption? { place.option } }
extension InitCommand: PlacedCommand { var placeOption: PlaceOption? { vault.place.option } }
