import CommandSupport
import Fingerprint
import Issuing

/// What is said about every answer to a request, a license as well as a time correction.
struct AnsweredRequest: Encodable, Sendable {
    let license: String
    let customer: String
    let product: String
    /// The file that the answer was written to; nil for standard output.
    let file: String?
    /// The answer, armoured.
    let document: String
    /// What the machine is; nil where the license is not bound to one.
    let environment: String?
    /// The stable names of what plays the machine and of what shuts the program in; nil where nothing does.
    let hypervisor: String?
    let container: String?
    /// What became of the components of a machine that has its seat already.
    let components: [ComponentReport]?
    /// What did not stop the answer, and is not put right by it.
    let warnings: [WarningReport]
    /// What became of the machine's components, in words; nil where there is nothing to compare with.
    let comparison: String?

    private enum CodingKeys: String, CodingKey {
        case license, customer, product, file, document, environment, hypervisor, container, components,
            warnings
    }

    init(
        license: String, customer: String, product: String, machine: MachineFinding?,
        warnings: [MachineFinding.Warning], file: String?, document: [UInt8]
    ) {
        (self.license, self.customer, self.product, self.file) = (license, customer, product, file)
        self.document = String(decoding: document, as: UTF8.self)
        environment = machine?.environment.label
        hypervisor = machine?.environment.hypervisorName
        container = machine?.environment.containerName
        components = machine?.comparison?.results.map(ComponentReport.init)
        comparison = machine?.comparison.map { ComparisonWords($0, tellsNewcomers: true).sentence }
        self.warnings = warnings.map(WarningReport.init)
    }

    /// Whose license it is.
    func renderLicense(into text: inout TextReport) {
        text.field("license", "\(license) for \(customer), \(product)", .good)
    }

    func renderWarnings(into text: inout TextReport) {
        for warning in warnings { text.field("note", warning.message, .caution) }
    }
}
