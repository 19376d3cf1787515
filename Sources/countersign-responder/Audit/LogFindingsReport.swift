import CommandSupport
import Issuing
import Ledger

/// What is wrong with the log, or with what follows from it.
struct LogFindingsReport: Report {
    struct Finding: Encodable {
        let event: Int64?
        let message: String
    }

    let whole = false
    let findings: [Finding]
    /// How many there are, with those that are not told.
    let findingCount: Int

    enum CodingKeys: String, CodingKey {
        case whole, findings
        case findingCount = "finding_count"
    }

    init(_ verified: VerifiedLog) {
        findings = verified.findings.map { Finding(event: $0.event, message: $0.sentence) }
        findingCount = verified.findingCount
    }

    func render(into text: inout TextReport) {
        text.paragraph("The log or the ledger was changed outside this program:", .caution)
        text.bullets(findings.map(\.message))
        let more = findingCount - findings.count
        if more > 0 { text.paragraph("And \(more) more.") }
    }
}
