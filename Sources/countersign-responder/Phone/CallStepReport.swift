import CommandSupport

/// What a step says while groups are missing.
struct CallStepReport: Report {
    let outcome = "incomplete"
    let call: Int64
    let step: PhoneStep

    func render(into text: inout TextReport) {
        text.field("call", "\(call)")
        step.render(into: &text)
        text.blankLine()
        text.paragraph("To continue: countersign-responder phone --resume \(call) --group TEXT")
    }
}
