import Activation
import CommandSupport
import Fingerprint
import Issuing

/// What `respond` says about a time correction.
struct CorrectionReport: Report {
    let outcome = "time-corrected"
    let repeated: Bool
    let license: String
    let customer: String
    let product: String
    let machineClock: String
    let machineSaw: String
    let time: String
    let correctionsBefore: Int
    let file: String?
    let document: String
    let environment: String?
    let hypervisor: String?
    let container: String?
    let components: [ComponentReport]?
    /// What the correction does not put right.
    let warnings: [WarningReport]
    private let machine: String?

    enum CodingKeys: String, CodingKey {
        case outcome, repeated, license, customer, product, time, file, document, components, warnings
        case environment, hypervisor, container
        case machineClock = "machine_clock"
        case machineSaw = "machine_saw"
        case correctionsBefore = "corrections_before"
    }

    init(_ answer: Correction, file: String?) {
        let details = answer.details
        repeated = answer.isRepeated
        license = answer.license.description
        customer = details.customer
        product = answer.correction.product.text
        machineClock = details.machineClock.description
        machineSaw = details.machineSaw.description
        time = answer.correction.issuedAt.description
        correctionsBefore = details.correctionsBefore
        self.file = file
        document = String(
            decoding: Armour(kind: .correction, bytes: answer.encoded).text, as: UTF8.self)
        environment = details.machine?.environment.label
        hypervisor = details.machine?.environment.hypervisorName
        container = details.machine?.environment.containerName
        components = details.machine?.comparison?.results.map(ComponentReport.init)
        warnings = answer.warnings.map(WarningReport.init)
        machine = details.machine?.comparison.map { ComparisonWords($0, tellsNewcomers: true).sentence }
    }

    func render(into text: inout TextReport) {
        text.field("license", "\(license) for \(customer), \(product)", .good)
        text.field(
            "answer",
            repeated
                ? "the same request was answered before; this is the same time correction"
                : "a time correction")
        text.field(
            "time",
            "the machine's clock says \(machineClock), it has seen times up to \(machineSaw), and it "
                + "\(repeated ? "was" : "is") \(time) here")
        text.field("machine", machine)
        for warning in warnings { text.field("note", warning.message, .caution) }
        switch correctionsBefore {
        case 0: text.field("before", "this seat had no time correction")
        case 1: text.field("before", "this seat had 1 time correction", .caution)
        default: text.field("before", "this seat had \(correctionsBefore) time corrections", .caution)
        }
        text.field("written to", file)
    }
}
