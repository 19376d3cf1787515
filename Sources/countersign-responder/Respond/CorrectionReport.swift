import Activation
import CommandSupport
import Issuing

/// What `respond` says about a time correction.
struct CorrectionReport: Report {
    private let outcome = "time-corrected"
    private let request: AnsweredRequest
    private let times: CorrectionTimes

    private enum CodingKeys: CodingKey {
        case outcome
    }

    init(_ answer: Correction, file: String?) {
        times = CorrectionTimes(answer)
        request = AnsweredRequest(
            license: answer.license.description, customer: answer.details.customer,
            product: answer.correction.product.text, machine: answer.details.machine,
            warnings: answer.warnings, file: file,
            document: Armour(kind: .correction, bytes: answer.encoded).text)
    }

    /// Writes `outcome` beside the names of ``AnsweredRequest`` and ``CorrectionTimes``.
    func encode(to encoder: any Encoder) throws {
        try request.encode(to: encoder)
        try times.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome, forKey: .outcome)
    }

    func render(into text: inout TextReport) {
        request.renderLicense(into: &text)
        text.field(
            "answer",
            times.repeated
                ? "the same request was answered before; this is the same time correction"
                : "a time correction")
        text.field(
            "time",
            "the machine's clock says \(times.machineClock), it has seen times up to \(times.machineSaw), and it "
                + "\(times.repeated ? "was" : "is") \(times.time) here")
        text.field("machine", request.comparison)
        request.renderWarnings(into: &text)
        switch times.correctionsBefore {
        case 0: text.field("before", "this seat had no time correction")
        case 1: text.field("before", "this seat had 1 time correction", .caution)
        default: text.field("before", "this seat had \(times.correctionsBefore) time corrections", .caution)
        }
        text.field("written to", request.file)
    }
}
