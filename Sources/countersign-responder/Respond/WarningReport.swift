import Issuing

/// Something that did not stop an answer, and that the vendor should know, in JSON.
struct WarningReport: Encodable {
    let code: String
    let message: String

    init(_ warning: MachineFinding.Warning) {
        code = warning.code
        message = warning.sentence
    }
}
