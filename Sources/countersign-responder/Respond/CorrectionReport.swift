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

    init(_ answer: Correction, _ document: OutgoingDocument, isRepeated: Bool, file: String?) {
        times = CorrectionTimes(answer, isRepeated: isRepeated)
        request = AnsweredRequest(
            license: answer.license.description, customer: answer.customer,
            product: answer.correction.product.text, machine: answer.machine,
            warnings: answer.warnings, file: file,
            document: document.armoured)
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
        let here = "\(times.repeated ? "was" : "is") \(times.time) here"
        if let shown = times.machineClock, let seen = times.machineSaw {
            text.field(
                "time",
                "the machine's clock says \(shown), the latest time it has seen is \(seen), and it \(here)")
        } else {
            text.field("time", "it \(here)")
        }
        text.field("machine", request.comparison)
        request.renderWarnings(into: &text)
        switch times.correctionsBefore {
        case 0: text.field("earlier corrections", "none for this seat")
        case 1: text.field("earlier corrections", "1 for this seat", .caution)
        default: text.field("earlier corrections", "\(times.correctionsBefore) for this seat", .caution)
        }
        text.field("written to", request.file)
    }
}
