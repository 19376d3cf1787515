import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder license add`.
struct LicenseAdd: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a license, and show its activation key, once.")

    @Option(help: ArgumentHelp("The product, by its id or its product file.", valueName: "id"))
    var product: String

    @Option(help: "The customer's name.")
    var customer: String

    @Option(help: "How many machines (or users) may be activated.")
    var seats = 1

    @Option(help: ArgumentHelp("The features, by name; without it, none.", valueName: "a,b"))
    var features: String?

    @Option(help: ArgumentHelp("Valid until the end of this day (UTC).", valueName: "date"))
    var expires: String?

    @Option(help: ArgumentHelp("Valid for this many days from each activation.", valueName: "days"))
    var lease: Int?

    @Option(
        help: ArgumentHelp(
            "Valid for this many days from a machine's first activation, once.", valueName: "days"))
    var trial: Int?

    @Flag(help: "Never expires.")
    var perpetual = false

    @Option(
        help:
            "What it is bound to: machine, user or site. For a user, the site makes the request with --user.")
    var bind: Binding = .machine

    @Option(
        name: .customLong("maintenance-until"),
        help: ArgumentHelp("The last day on which new versions are included.", valueName: "date"))
    var maintenanceUntil: String?

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    enum Binding: String, ExpressibleByArgument, CaseIterable {
        case machine, user, site

        var value: LicenseBinding {
            switch self {
            case .machine: .machine
            case .user: .user
            case .site: .site
            }
        }
    }

    func validate() throws {
        let given = [expires != nil, lease != nil, trial != nil, perpetual].count { $0 }
        guard given == 1 else {
            throw ValidationError("Give one of --expires, --lease, --trial and --perpetual.")
        }
    }

    func run(in context: CommandContext) throws(Refusal) {
        let (term, maintenance) = (try term(), try maintenance())
        let vault = try vaultOptions.vault(in: context)
        let license = Vault.NewLicense(
            product: try ProductChoice(text: product).id(in: vault.ledger, rootKey: vault.rootKey, context),
            customer: customer, term: term, binding: bind.value, seats: seats,
            features: OptionText.list(features), maintenanceUntil: maintenance)
        let (id, key) = try vault.add(license, in: context.surroundings)
        let report = try vault.ledger.read { (ledger) throws(Refusal) in
            guard let standing = try ledger.license(id.bytes) else { throw Refusal(.internalInconsistency) }
            let catalogue = try ledger.catalogue(of: license.product)
            let (entitlement, summary) = (
                try Entitlement(standing), try LicenseSummary(standing, catalogue: catalogue)
            )
            return LicenseAddReport(
                summary, key, productHasFeatures: catalogue != .empty,
                letter: CustomerLetter(
                    summary, entitlement.binding, entitlement.kind, key,
                    try ledger.product(license.product.text)))
        }
        try context.show(report, as: global.format)
    }

    private func term() throws(Refusal) -> Vault.Term {
        if let expires { return .until(try OptionText.day(expires)) }
        if let lease { return .lease(days: lease) }
        if let trial { return .trial(days: trial) }
        return .perpetual
    }

    private func maintenance() throws(Refusal) -> CalendarDay? {
        guard let maintenanceUntil else { return nil }
        return try OptionText.day(maintenanceUntil)
    }
}

private struct LicenseAddReport: Report {
    let license: String
    let activationKey: String
    let product: String
    let customer: String
    let term: String
    let seats: Int64
    let features: [String]
    let productHasFeatures: Bool
    /// What to tell the customer, line by line.
    let letter: [String]

    enum CodingKeys: String, CodingKey {
        case license, product, customer, term, seats, features, letter
        case activationKey = "activation_key"
    }

    init(
        _ summary: LicenseSummary, _ key: ActivationKey, productHasFeatures: Bool, letter: CustomerLetter
    ) {
        self.letter = letter.lines
        license = summary.license
        activationKey = key.text
        product = summary.product
        customer = summary.customer
        term = summary.term
        seats = summary.seats
        features = summary.features
        self.productHasFeatures = productHasFeatures
    }

    func render(into text: inout TextReport) {
        text.field("activation key", activationKey, .strong)
        text.field("license", license)
        text.field("product", product)
        text.field("customer", customer)
        text.field("term", term)
        text.field("seats", "\(seats)")
        if !features.isEmpty {
            text.field("features", features.joined(separator: ", "))
        } else if productHasFeatures {
            text.field("features", "none, though the product has some", .caution)
        }
        text.blankLine()
        text.paragraph("Write the activation key down now: it is not stored, and cannot be shown again.")
        text.heading("To mail to the customer")
        text.verbatim(letter.map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n"))
    }
}
