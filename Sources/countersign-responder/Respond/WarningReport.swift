import Issuing

/// Something that the vendor should know about an answer, in JSON.
struct WarningReport: Encodable {
    let code: String
    let message: String

    init(_ warning: MachineFinding.Warning) {
        code = warning.code
        message = warning.sentence
    }

    init(_ finding: DeskClock) {
        code = finding.code
        message = finding.sentence
    }
}
