import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Refusals

/// `countersign-responder license seats`.
struct LicenseSeats: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "seats", abstract: "Change how many seats a license has.",
        discussion: "With fewer than are in use, nobody is thrown out, and nobody new is let in.")

    @Argument(help: "The license's id or its activation key.")
    var keyOrID: String

    @Argument(help: "The number of seats from now on.")
    var seats: Int

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let id = try licenseID(keyOrID)
        try vaultOptions.vault(in: context).setSeats(seats, of: id, in: context.surroundings)
        try context.show(
            ChangeReport(license: id.description, change: "seats", detail: "\(seats)"), as: global.format)
    }
}

/// `countersign-responder license revoke`.
struct LicenseRevoke: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a license: its requests are not answered any more.",
        discussion: "Machines that have the license keep it until it ends; nothing reaches them.")

    @Argument(help: "The license's id or its activation key.")
    var keyOrID: String

    @Option(help: "Why, for the audit log.")
    var reason: String

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let id = try licenseID(keyOrID)
        guard DisplayText.isAcceptable(reason) else {
            throw Refusal(.usageInvalid, "The reason must have 1 to 128 bytes and no control characters.")
        }
        let changed = try vaultOptions.vault(in: context).revoke(id, reason: reason, in: context.surroundings)
        try context.show(
            ChangeReport(
                license: id.description, change: changed ? "revoked" : "revoked_before", detail: reason),
            as: global.format)
    }
}

private struct ChangeReport: Report {
    let license: String
    let change: String
    let detail: String

    func render(into text: inout TextReport) {
        text.field("license", license, .good)
        switch change {
        case "revoked_before": text.paragraph("It was revoked before; nothing was changed.")
        default: text.field(change, detail)
        }
    }
}
