import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder license list`.
struct LicenseList: CountersignCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the licenses.")

    @Option(
        help: ArgumentHelp("Only those for this product, by its id or its product file.", valueName: "id"))
    var product: String?

    @Option(help: "Only those of customers with this in their names, in small letters or capitals.")
    var customer: String?

    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: UnneededPassphraseOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        if let customer, customer.allSatisfy(\.isWhitespace) {
            throw Refusal(
                .usageInvalid, "There is no name to look for.",
                remedy: "Give a part of the customer's name with --customer, or leave the option out.")
        }
        let ledger = try place.locked(in: context).ledger()
        let product = try product.map { (text) throws(Refusal) in
            try ProductChoice(text: text).id(in: ledger, context)
        }
        let filter = LicenseFilter(productID: product?.text, customerPart: customer)
        let licenses = try ledger.read { (ledger) throws(Refusal) in
            var catalogues: [String: FeatureCatalogue] = [:]
            return try ledger.licenses(filter, limit: 1_000_000, offset: 0).map {
                (standing) throws(Refusal) in
                let product = standing.license.productID
                if catalogues[product] == nil {
                    catalogues[product] = try ledger.catalogue(of: try OptionText.productID(product))
                }
                return try LicenseSummary(standing, catalogue: catalogues[product] ?? .empty)
            }
        }
        try context.show(LicenseListReport(licenses: licenses, filter: filter), as: global.format)
    }
}

private struct LicenseListReport: Report {
    let licenses: [LicenseSummary]
    let filter: LicenseFilter

    private enum CodingKeys: String, CodingKey {
        case licenses
    }

    func render(into text: inout TextReport) {
        guard !licenses.isEmpty else { return renderNone(into: &text) }
        var table = TextTable(["license", "product", "customer", "seats", "term"])
        for license in licenses {
            table.row([
                license.license, license.product, license.customer,
                "\(license.seatsInUse) of \(license.seats)", license.isRevoked ? "REVOKED" : license.term,
            ])
        }
        text.table(table)
    }

    private func renderNone(into text: inout TextReport) {
        let product = filter.productID.map { " for the product '\($0)'" } ?? ""
        let customer = filter.customerPart.map { " of a customer with '\($0)' in their name" } ?? ""
        guard product + customer != "" else {
            text.paragraph("There are no licenses yet. To add one:")
            text.command(
                text.next.responder("license add --product ID --customer NAME --perpetual"))
            return
        }
        text.paragraph("There is no license\(product)\(customer). To see all:")
        text.command(text.next.responder("license list"))
    }
}
