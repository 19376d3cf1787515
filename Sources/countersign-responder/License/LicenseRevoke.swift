import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder license revoke`.
struct LicenseRevoke: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a license: its requests are no longer answered.",
        discussion: "Machines that already have the license keep it, because they cannot be told.")

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
        let vault = try vaultOptions.vault(in: context)
        let changed = try vault.revoke(id, reason: reason, in: context.surroundings)
        let standing = try vault.ledger.read { (ledger) throws(Refusal) in try ledger.license(id.bytes) }
        let inUse = Int(standing?.seatsInUse ?? 0)
        var holders: String?
        if let standing { holders = Self.holders(inUse, try Entitlement(standing).binding) }
        try context.show(
            LicenseChangeReport(
                license: id.description, change: changed ? "revoked" : "revoked_before", detail: reason,
                seatsInUse: inUse, holders: holders),
            as: global.format)
    }

    private static func holders(_ count: Int, _ binding: LicenseBinding) -> String? {
        switch (binding, count) {
        case (_, 0): nil
        case (.site, _): "The site keeps"
        case (.machine, 1): "1 machine keeps"
        case (.machine, _): "\(count) machines keep"
        case (.user, 1): "1 user keeps"
        case (.user, _): "\(count) users keep"
        }
    }
}
