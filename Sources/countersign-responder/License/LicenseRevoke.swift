import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder license revoke`.
struct LicenseRevoke: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a license: its requests are no longer answered.",
        discussion: """
            This cannot be undone, so you are asked before. Nothing reaches the machines that have the license: they \
            keep it until it ends, and a perpetual one for good. Exits with 1 if you did not agree.
            """)

    @Argument(help: "The license's id or its activation key.")
    var keyOrID: String

    @Option(help: "Why, for the audit log.")
    var reason: String

    @Flag(help: "Revoke it without asking. Needed where there is no terminal.")
    var yes = false

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> Refusals.ExitStatus {
        let id = try licenseID(keyOrID, context.next)
        guard DisplayText.isAcceptable(reason) else {
            throw Refusal(.usageInvalid, "The reason must have 1 to 128 bytes and no control characters.")
        }
        let before = try standing(of: id, in: try vaultOptions.place.locked(in: context).ledger())
        if before.revocation == nil {
            guard try agrees(to: id, before, in: context) else {
                try show("not_revoked", before, in: context)
                return .no
            }
        }
        let vault = try vaultOptions.vault(in: context)
        let changed = try vault.revoke(id, reason: reason, in: context.surroundings)
        try show(changed ? "revoked" : "revoked_before", standing(of: id, in: vault.ledger), in: context)
        return .success
    }

    private func standing(of id: LicenseID, in ledger: LedgerDatabase) throws(Refusal) -> LicenseStanding {
        try ledger.read { (reader) throws(Refusal) in
            guard let standing = try reader.license(id.bytes) else {
                throw Refusal(.licenseUnknown, "The ledger has no license \(id).")
            }
            return standing
        }
    }

    /// Whether it may be revoked: as the command line says, or a person at the terminal.
    private func agrees(
        to id: LicenseID, _ standing: LicenseStanding, in context: CommandContext
    ) throws(Refusal) -> Bool {
        if yes { return true }
        guard context.terminal.isInteractive else {
            throw Refusal(
                .usageInvalid, "A revoked license stays revoked, and there is no terminal to ask on.",
                remedy: "If it is to be revoked, give --yes. Nothing was changed.")
        }
        try context.tell(RevocationCard(license: id, standing))
        return try context.terminal.ask("Type 'yes' to revoke it: ").lowercased() == "yes"
    }

    private func show(
        _ change: String, _ standing: LicenseStanding, in context: CommandContext
    ) throws(Refusal) {
        let entitlement = try Entitlement(standing)
        let holders = change == "not_revoked" ? nil : Holders(standing, entitlement).sentence
        try context.show(
            LicenseChangeReport(
                license: entitlement.id.description, change: change, detail: reason,
                seatsInUse: Int(standing.seatsInUse), holders: holders),
            as: global.format)
    }
}

/// What a person sees before they agree.
private struct RevocationCard: Report {
    let license: String
    let customer: String
    let product: String
    let seats: String
    let holders: String?

    init(license: LicenseID, _ standing: LicenseStanding) throws(Refusal) {
        let entitlement = try Entitlement(standing)
        self.license = license.description
        customer = standing.customerName
        product = entitlement.product.text
        seats = "\(standing.seatsInUse) of \(standing.license.seats) in use"
        holders = Holders(standing, entitlement).sentence
    }

    func render(into text: inout TextReport) {
        text.field("license", license, .strong)
        text.field("customer", customer)
        text.field("product", product)
        text.field("seats", seats)
        if let holders { text.paragraph(holders) }
        text.paragraph("A revoked license stays revoked.", .caution)
    }
}

/// Who keeps a license that is revoked, and until when.
private struct Holders {
    /// Nil if nobody has it.
    let sentence: String?

    init(_ standing: LicenseStanding, _ entitlement: Entitlement) {
        let count = standing.seatsInUse
        let who: String? =
            switch (entitlement.binding, count) {
            case (_, 0): nil
            case (.site, _): "The site keeps"
            case (.machine, 1): "1 machine keeps"
            case (.machine, _): "\(count) machines keep"
            case (.user, 1): "1 user keeps"
            case (.user, _): "\(count) users keep"
            }
        let end = entitlement.kind == .perpetual ? ", which never ends." : " until it ends."
        sentence = who.map { "\($0) the license\(end)" }
    }
}
