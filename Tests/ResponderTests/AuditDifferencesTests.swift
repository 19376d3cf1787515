import CommandSupport
import Issuing
import Refusals
import Testing

@testable import countersign_responder

@Suite("What the ledger and its audit log say differently")
struct AuditDifferencesTests {
    private func report(_ count: Int) -> AuditDifferencesReport {
        var differences = AuditDifferences()
        for number in 1...count { differences.add(Refusal(.auditBroken, "License \(number) differs.")) }
        return AuditDifferencesReport(differences, next: NextCommands())
    }

    private func text(_ report: AuditDifferencesReport) -> String {
        var text = TextReport(style: TextStyle(width: 80, isColored: false))
        report.render(into: &text)
        return text.rendered
    }

    @Test func `is listed`() {
        #expect(
            text(report(2)) == """
                The ledger is not what the audit log tells:
                  - License 1 differs.
                  - License 2 differs.

                """)
    }

    @Test func `is counted after the twentieth`() {
        let report = report(23)
        #expect(report.differences.count == 20 && report.differenceCount == 23 && !report.whole)
        #expect(text(report).hasSuffix("  - License 20 differs.\nAnd 3 more.\n"))
    }

    @Test func `has a remedy of its own where there is one`() {
        var differences = AuditDifferences()
        differences.add(
            Refusal(
                .auditBroken, "The policy differs.", remedy: "Set it as it should be.",
                facts: [.product("p.q"), .setting(name: "rebindings", value: "3")]))
        let report = AuditDifferencesReport(differences, next: NextCommands())
        #expect(report.differences[0].remedy?.contains("product set p.q --rebindings 3") == true)
        #expect(self.report(1).differences[0].remedy == nil)
    }
}
