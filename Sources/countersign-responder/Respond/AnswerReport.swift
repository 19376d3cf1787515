import Activation
import CommandSupport
import Fingerprint
import Issuing
import Refusals

/// What `respond` says about one answer.
struct AnswerReport: Report {
    let outcome: String
    let license: String
    let customer: String
    let product: String
    let lastDay: String?
    let seatsInUse: Int
    let seats: Int
    let sameSeat: Bool
    let file: String?
    let document: String
    /// What the machine is; nil where the license is not bound to one.
    let environment: String?
    /// The stable names of what plays the machine and of what shuts the program in; nil where nothing does.
    let hypervisor: String?
    let container: String?
    /// What became of the components of a machine that has its seat already.
    let components: [ComponentReport]?
    let warnings: [WarningReport]
    /// The license's changes of machine; nil for a site.
    let rebindings: RebindingReport?
    /// What is said about the machine in words.
    private let machine: String?

    enum CodingKeys: String, CodingKey {
        case outcome, license, customer, product, seats, file, document, components, warnings, rebindings
        case environment, hypervisor, container
        case lastDay = "last_day"
        case seatsInUse = "seats_in_use"
        case sameSeat = "same_seat"
    }

    /// Nil for a refusal.
    init?(_ answer: Answer, file: String?) {
        guard let grant = answer.grant else { return nil }
        if case .repeated = answer { outcome = "repeated" } else { outcome = "granted" }
        license = grant.license.id.description
        customer = grant.customer
        product = grant.license.product.text
        lastDay = grant.license.lastDay?.description
        seatsInUse = grant.seatsInUse
        seats = grant.seats
        sameSeat = grant.isSameSeat
        environment = grant.machine?.environment.label
        hypervisor = grant.machine?.environment.hypervisorName
        container = grant.machine?.environment.containerName
        components = grant.machine?.comparison?.results.map(ComponentReport.init)
        warnings = answer.warnings.map(WarningReport.init)
        machine =
            grant.machine?.comparison.map { ComparisonWords($0, tellsNewcomers: true).sentence }
            ?? environment
        rebindings = grant.rebindings.map(RebindingReport.init)
        self.file = file
        document = String(decoding: grant.armoured, as: UTF8.self)
    }

    func render(into text: inout TextReport) {
        text.field("license", "\(license) for \(customer), \(product)", .good)
        switch outcome {
        case "repeated":
            text.field("answer", "the same request was answered before; this is the same license")
        default: text.field("answer", sameSeat ? "granted; this machine had its seat already" : "granted")
        }
        text.field("machine", machine)
        for warning in warnings { text.field("note", warning.message, .caution) }
        text.field("last day", lastDay ?? "none, it does not end")
        text.field("seats", "\(seatsInUse) of \(seats) in use")
        if let rebindings, rebindings.counted > 0 { text.field("counted", rebindings.sentence, .caution) }
        text.field("written to", file)
    }
}
