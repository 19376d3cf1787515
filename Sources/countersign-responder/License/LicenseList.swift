import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder license list`.
struct LicenseList: CountersignCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the licenses.")

    @Option(help: ArgumentHelp("Only those for this product.", valueName: "id"))
    var product: String?

    @Option(help: "Only this customer's.")
    var customer: String?

    @OptionGroup var place: VaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let filter = LicenseFilter(productID: product, customerName: customer)
        let licenses = try place.locked(in: context).ledger().read { (ledger) throws(Refusal) in
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
        try context.show(LicenseListReport(licenses: licenses), as: global.format)
    }
}

private struct LicenseListReport: Report {
    let licenses: [LicenseSummary]

    func render(into text: inout TextReport) {
        guard !licenses.isEmpty else {
            text.paragraph("There are no such licenses. Add one with 'countersign-responder license add'.")
            return
        }
        var table = TextTable(["license", "product", "customer", "seats", "term"])
        for license in licenses {
            table.row([
                license.license, license.product, license.customer,
                "\(license.seatsInUse) of \(license.seats)", license.isRevoked ? "REVOKED" : license.term,
            ])
        }
        text.table(table)
    }
}
