import CommandSupport

/// What a step says while groups are missing.
struct CallStepReport: Report {
    let outcome = "incomplete"
    let call: Int64
    let step: PhoneStep
    private let commands: CallCommands

    enum CodingKeys: String, CodingKey {
        case outcome, call, step
    }

    init(call: Int64, step: PhoneStep, commands: CallCommands) {
        (self.call, self.step, self.commands) = (call, step, commands)
    }

    func render(into text: inout TextReport) {
        text.field("call", "\(call)")
        step.render(into: &text)
        text.blankLine()
        text.paragraph("To continue:")
        text.command(commands.resuming(call, " --group TEXT"))
    }
}
