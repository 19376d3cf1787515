import CommandSupport
import Ledger
import Testing

@testable import Issuing
@testable import countersign_responder

@Suite("What is wrong with a log")
struct LogFindingsReportTests {
    /// A look that found so much, of which so much is told.
    private func report(_ count: Int, told: Int) -> LogFindingsReport {
        LogFindingsReport(
            VerifiedLog(
                size: 9, root: [], head: nil, extended: nil, rootKey: nil, isCertified: true,
                findings: (0..<told).map { LogFinding(event: Int64($0 + 1), "Event \($0 + 1) differs.") },
                findingCount: count))
    }

    private func text(_ report: LogFindingsReport) -> String {
        var text = TextReport(style: TextStyle(width: 80, isColored: false))
        report.render(into: &text)
        return text.rendered
    }

    @Test func `is listed`() {
        #expect(
            text(report(2, told: 2)) == """
                The log or the ledger was changed outside this program:
                  - Event 1 differs.
                  - Event 2 differs.

                """)
    }

    @Test func `is counted where it is not told`() {
        let report = report(23, told: 20)
        #expect(report.findings.count == 20 && report.findingCount == 23 && !report.whole)
        #expect(text(report).hasSuffix("  - Event 20 differs.\nAnd 3 more.\n"))
    }
}
