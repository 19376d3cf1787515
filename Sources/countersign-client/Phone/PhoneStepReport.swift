import CommandSupport

/// What `install --phone --group` says while groups are missing.
struct PhoneStepReport: Report {
    let outcome = "incomplete"
    let step: PhoneStep
    /// What the groups so far say.
    let said: [String]

    func render(into text: inout TextReport) {
        step.render(into: &text)
        for sentence in said { text.paragraph(sentence) }
    }
}
