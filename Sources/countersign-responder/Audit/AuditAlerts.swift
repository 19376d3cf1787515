import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder audit alerts`.
struct AuditAlerts: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Show what needs attention: wrong codes by telephone, seats that agents chose.",
        discussion: "Covers the last 30 days.")

    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: UnneededPassphraseOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let now = UnixTime(rawValue: context.now())
        let alerts = try place.locked(in: context).ledger().read { (ledger) throws(Refusal) in
            try ledger.callAlerts(now: now)
        }
        try context.show(AuditAlertsReport(alerts: alerts.map(AuditAlertsReport.Row.init)), as: global.format)
    }
}

private struct AuditAlertsReport: Report {
    struct Row: Encodable {
        let code: String
        let at: String
        let license: String
        let customer: String?
        let calls: [Int64]
        let agents: [String]
        let message: String
        private let atShort: String

        enum CodingKeys: String, CodingKey {
            case code, at, license, customer, calls, agents, message
        }

        init(_ alert: CallAlert) {
            code = alert.code
            at = alert.at.description
            license = alert.license
            (customer, calls, agents) = (alert.customer, alert.calls, alert.agents)
            message = alert.sentence
            atShort = alert.at.shortText
        }

        var cells: [String] { [atShort, message] }
    }

    let alerts: [Row]

    func render(into text: inout TextReport) {
        guard !alerts.isEmpty else {
            text.paragraph("Nothing needs attention in the last 30 days.", .good)
            return
        }
        var table = TextTable(["when (UTC)", "what"])
        for alert in alerts { table.row(alert.cells) }
        text.table(table)
    }
}
