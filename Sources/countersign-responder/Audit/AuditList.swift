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

    @Option(help: "How many events.")
    var limit = 50

    @Option(help: "Only this action, such as license.add.")
    var action: String?

    @Option(help: "Only what concerns this license, product or key.")
    var subject: String?

    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: UnneededPassphraseOptions
    @OptionGroup var global: GlobalOptions

    /// What a text may name: a license by its id, or a product, a key or a customer.
    private static func subjects(_ text: String) -> [AuditSubject] {
        (LicenseID(text: text).map { [.license($0)] } ?? []) + [.other(text)]
    }

    func run(in context: CommandContext) throws(Refusal) {
        let limit = max(0, limit)
        let rows = try place.locked(in: context).ledger().read { (ledger) throws(Refusal) in
            try ledger.auditRecords(
                AuditFilter(action: action, subjects: subject.map(Self.subjects) ?? []), limit: Int64(limit),
                offset: 0)
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
            case row = "event"
            case at, actor, action, carrier, subject, detail
        }

        init(_ record: AuditRecord) {
            row = record.sequence
            at = UnixTime(rawValue: record.at).description
            actor = record.actor
            action = record.action
            carrier = record.carrier
            subject = record.subject
            detail = record.detail ?? "erased"
            atShort = UnixTime(rawValue: record.at).shortText
        }
    }

    let rows: [Row]

    func render(into text: inout TextReport) {
        guard !rows.isEmpty else {
            text.paragraph(
                "There is nothing to show: the log has no such events, or none were asked for.")
            return
        }
        var table = TextTable(["event", "when (UTC)", "what", "detail"])
        for row in rows {
            let parts = [row.subject, row.detail, "by \(row.actor)"].filter { !$0.isEmpty }
            table.row(["\(row.row)", row.atShort, row.action, parts.joined(separator: ", ")])
        }
        text.table(table)
    }
}
