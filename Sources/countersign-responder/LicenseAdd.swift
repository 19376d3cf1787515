import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Refusals

/// `countersign-responder license add`.
struct LicenseAdd: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a license, and show its activation key, once.")

    @Option(help: ArgumentHelp("The product.", valueName: "id"))
    var product: String

    @Option(help: "The customer's name.")
    var customer: String

    @Option(help: "How many machines (or users) may be activated.")
    var seats = 1

    @Option(help: ArgumentHelp("The features, by name; without it, none.", valueName: "a,b"))
    var features: String?

    @Option(help: ArgumentHelp("Good until the end of this day (UTC).", valueName: "date"))
    var expires: String?

    @Option(help: ArgumentHelp("Good for so many days from each activation.", valueName: "days"))
    var lease: Int?

    @Option(
        help: ArgumentHelp(
            "Good for so many days from a machine's first activation, once.", valueName: "days"))
    var trial: Int?

    @Flag(help: "Good for ever.")
    var perpetual = false

    @Option(help: "Whom it is bound to: machine, user or site.")
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
        let license = Vault.NewLicense(
            product: try productID(product), customer: customer, term: try term(), binding: bind.value,
            seats: seats, features: list(features), maintenanceUntil: try maintenance())
        let (id, key) = try vaultOptions.vault(in: context).add(license, in: context.surroundings)
        try context.show(LicenseAddReport(license, id, key), as: global.format)
    }

    private func term() throws(Refusal) -> Vault.Term {
        if let expires { return .until(try day(expires)) }
        if let lease { return .lease(days: lease) }
        if let trial { return .trial(days: trial) }
        return .perpetual
    }

    private func maintenance() throws(Refusal) -> CalendarDay? {
        guard let maintenanceUntil else { return nil }
        return try day(maintenanceUntil)
    }
}

private struct LicenseAddReport: Report {
    let license: String
    let activationKey: String
    let product: String
    let customer: String
    let seats: Int

    enum CodingKeys: String, CodingKey {
        case license, product, customer, seats
        case activationKey = "activation_key"
    }

    init(_ new: Vault.NewLicense, _ id: LicenseID, _ key: ActivationKey) {
        license = id.description
        activationKey = key.text
        product = new.product.text
        customer = new.customer
        seats = new.seats
    }

    func render(into text: inout TextReport) {
        text.field("activation key", activationKey, .strong)
        text.field("license", license)
        text.field("product", product)
        text.field("customer", customer)
        text.field("seats", "\(seats)")
        text.blankLine()
        text.paragraph("Write the activation key down now: it is kept nowhere and is not shown again.")
    }
}
