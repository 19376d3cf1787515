import Activation
import ArgumentParser
import CommandSupport
import Issuing
import Ledger
import Refusals

/// `countersign-responder audit list`.
struct AuditList: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the audit log, the latest first.")

    @Option(help: "How many rows.")
    var limit = 50

    @Option(help: "Only this action, such as license.add.")
    var action: String?

    @Option(help: "Only what concerns this license, product or key.")
    var subject: String?

    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: UnneededPassphraseOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let limit = max(0, limit)
        let rows = try place.locked(in: context).ledger().read { (ledger) throws(Refusal) in
            try ledger.auditRecords(
                AuditFilter(action: action, subject: subject), limit: Int64(limit), offset: 0)
        }
        try context.show(AuditListReport(rows: rows.map(AuditListReport.Row.init)), as: global.format)
    }
}

private struct AuditListReport: Report {
    struct Row: Encodable {
        let row: Int64
        let at: String
        let actor: String
        let action: String
        let carrier: String
        let subject: String
        let detail: String
        let atShort: String

        enum CodingKeys: String, CodingKey {
            case row, at, actor, action, carrier, subject, detail
        }

        init(_ record: AuditRecord) {
            row = record.sequence
            at = UnixTime(rawValue: record.entry.at).description
            actor = record.entry.actor
            action = record.entry.action
            carrier = record.entry.carrier
            subject = record.entry.subject
            detail = record.entry.detail
            atShort = UnixTime(rawValue: record.entry.at).shortText
        }
    }

    let rows: [Row]

    func render(into text: inout TextReport) {
        guard !rows.isEmpty else {
            text.paragraph(
                "There is nothing to show: the audit log has no such rows, or none were asked for.")
            return
        }
        var table = TextTable(["row", "when (UTC)", "what", "detail"])
        for row in rows {
            let parts = [row.subject, row.detail, "by \(row.actor)"].filter { !$0.isEmpty }
            table.row(["\(row.row)", row.atShort, row.action, parts.joined(separator: ", ")])
        }
        text.table(table)
    }
}
