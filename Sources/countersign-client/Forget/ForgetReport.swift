import Activation
import CommandSupport

/// What `forget` says.
struct ForgetReport: Report {
    let product: String
    /// What it was before.
    let verdict: String
    let license: String?
    let requestMadeAt: String?
    let folder: String
    private let requestDay: String?

    private enum CodingKeys: String, CodingKey {
        case product, verdict, license, folder
        case requestMadeAt = "request_made_at"
    }

    init(_ id: ProductID, _ finding: ForgetFinding, in folder: String) {
        product = id.text
        verdict = finding.verdict
        license = finding.license
        requestMadeAt = finding.requestMadeAt?.description
        requestDay = finding.requestMadeAt.map { "\($0.day)" }
        self.folder = folder
    }

    func render(into text: inout TextReport) {
        text.paragraph("'\(product)' is removed from \(folder).", .good)
        if let requestDay {
            text.paragraph("The answer to its request of \(requestDay) can no longer be installed.")
        }
    }
}
