import CommandSupport
import Ledger
import Testing

@testable import Issuing
@testable import countersign_responder

@Suite("What is wrong with the log")
struct LogFindingsTests {
    private func report(_ count: Int) -> LogFindingsReport {
        let all = (1...count).map { LogFinding(event: Int64($0), "Event \($0) is missing.") }
        return LogFindingsReport(
            VerifiedLog(
                size: 30, root: [], head: nil, extended: nil, rootKey: nil, rootPublicKey: nil,
                isCertified: true,
                isOfOtherRootKey: false,
                findings: Array(all.prefix(LogReport.mostFindings)), findingCount: count))
    }

    private func text(_ report: LogFindingsReport) -> String {
        var text = TextReport(style: TextStyle(width: 80, isColored: false))
        report.render(into: &text)
        return text.rendered
    }

    @Test func `is listed`() {
        #expect(
            text(report(2)) == """
                The log or the ledger was changed outside this program:
                  - Event 1 is missing.
                  - Event 2 is missing.

                """)
    }

    @Test func `is counted after the twentieth`() {
        let report = report(23)
        #expect(report.findings.count == 20 && report.findingCount == 23 && !report.whole)
        #expect(report.findings.last?.event == 20)
        #expect(text(report).hasSuffix("  - Event 20 is missing.\nAnd 3 more.\n"))
    }
}
