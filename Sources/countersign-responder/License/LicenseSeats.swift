import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Refusals

/// `countersign-responder license seats`.
struct LicenseSeats: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "seats", abstract: "Change how many seats a license has.",
        discussion:
            "With fewer than are in use, existing machines keep their seats, and no new machine is activated."
    )

    @Argument(help: "The license's id or its activation key.")
    var keyOrID: String

    @Argument(help: "The number of seats from now on.")
    var seats: Int

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let id = try licenseID(keyOrID, context.next)
        try vaultOptions.vault(in: context).setSeats(seats, of: id, in: context.surroundings)
        try context.show(
            LicenseChangeReport(license: id.description, change: "seats", detail: "\(seats)"),
            as: global.format)
    }
}
