import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder customer erase`.
struct CustomerErase: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erase a customer's name, and what was written about their licenses.",
        discussion: """
            The licenses stay, and so does their history, without what people wrote: names, notes, reasons, file names. \
            'audit verify' still finds the log whole. This cannot be undone, so you are asked before. Backups still have the \
            name. Exits with 1 if you did not agree.
            """)

    @Argument(help: "The customer's whole name, as 'license list' shows it.")
    var name: String

    @Flag(help: "Erase it without asking. Needed where there is no terminal.")
    var yes = false

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func answer(in context: CommandContext) throws(Refusal) -> Refusals.ExitStatus {
        let licenses = try vaultOptions.place.locked(in: context).ledger().read { (reader) throws(Refusal) in
            guard let customer = try reader.customer(named: name) else { throw Vault.unknown(customer: name) }
            return try reader.licenses(ofCustomer: customer.id).count
        }
        guard try agrees(toLicenses: licenses, in: context) else {
            try context.show(
                CustomerEraseReport(change: "not_erased", customer: name, licenses: licenses, events: nil),
                as: global.format)
            return .no
        }
        let erased = try vaultOptions.vault(in: context).erase(customer: name, in: context.surroundings)
        try context.show(
            CustomerEraseReport(
                change: "erased", customer: erased.name, licenses: erased.licenses, events: erased.events),
            as: global.format)
        warn(of: erased, in: context)
        return .success
    }

    /// Whether it may be erased: as the command line says, or a person at the terminal.
    private func agrees(toLicenses count: Int, in context: CommandContext) throws(Refusal) -> Bool {
        if yes { return true }
        guard context.terminal.isInteractive else {
            throw Refusal(
                .usageInvalid, "What is erased stays erased, and there is no terminal to ask on.",
                remedy: "If it is to be erased, give --yes. Nothing was changed.")
        }
        try context.tell(ErasureCard(customer: name, licenses: count))
        return try context.terminal.ask("Type 'yes' to erase it: ").lowercased() == "yes"
    }

    private func warn(of erased: ErasedCustomer, in context: CommandContext) {
        let diagnostics = context.diagnostics(global.format)
        if let left = erased.left {
            diagnostics.warn(
                "The ledger's file could not be written anew, so the name may still be in parts of it that are not used: "
                    + left.sentence,
                remedy: "Run the command again later: "
                    + "'\(context.next.responder("customer erase \(ShellWord.quoted(erased.name))"))'.",
                code: "erased-in-part")
        }
        if erased.earlierRows > 0 {
            diagnostics.warn(
                "The audit log of an earlier version, which the vault keeps as it was, still has the name in "
                    + "\(erased.earlierRows) \(erased.earlierRows == 1 ? "row" : "rows").",
                code: "erased-not-earlier")
        }
    }
}

/// What a person sees before they agree.
private struct ErasureCard: Report {
    let customer: String
    let licenses: Int

    func render(into text: inout TextReport) {
        text.field("customer", customer, .strong)
        text.field("licenses", "\(licenses)")
        text.paragraph(
            "Their name goes, and all that was written about their licenses: notes, reasons, file names. What is erased stays "
                + "erased. Backups still have it.", .caution)
    }
}

private struct CustomerEraseReport: Report {
    let change: String
    /// What they are called now.
    let customer: String
    let licenses: Int
    /// Beside how many events something was erased.
    let events: Int?

    func render(into text: inout TextReport) {
        guard let events else {
            text.field("customer", customer)
            text.paragraph("Nothing was erased.", .caution)
            return
        }
        text.field("customer", "\(customer) from now on", .good)
        text.field("licenses", "\(licenses)")
        text.field("erased", "beside \(events) \(events == 1 ? "event" : "events")")
        text.paragraph("Backups of the vault, and what was exported or mailed before, still have the name.")
    }
}
