import Activation
import ArgumentParser
import CommandSupport
import Cryptography
import Issuing
import Ledger
import Refusals

/// `countersign-responder audit verify`.
struct AuditVerify: CountersignCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the chain of the audit log, row by row.",
        discussion: """
            If the whole ledger was put back to an earlier state, its log is a genuine older one. To find that too, \
            note the head that this command prints, outside the vault, and give it next time with --head.
            """)

    @Option(help: ArgumentHelp("The head that you noted last time: ROWS:HASH.", valueName: "head"))
    var head: String?

    @OptionGroup var vaultOptions: OpenVaultOptions
    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) throws(Refusal) {
        let noted = try notedHead()
        let vault = try vaultOptions.vault(in: context)
        let verified = try vault.verifyAudit(noted: noted)
        let report = verified.report
        if let finding = report.finding {
            throw Self.refusal(finding, rows: report.rowCount, noted: noted)
        }
        guard verified.isWhole else { throw try tell(verified.differences, in: context) }
        try context.show(
            AuditVerifyReport(rows: report.intact.count, hash: report.intact.hash), as: global.format)
    }

    /// One difference is refused as what it is; of several, each is shown first.
    private func tell(
        _ differences: AuditDifferences, in context: CommandContext
    ) throws(Refusal) -> Refusal {
        if global.format == .json || differences.count > 1 {
            try context.show(AuditDifferencesReport(differences, next: context.next), as: global.format)
        }
        guard differences.count > 1 else { return differences.first[0] }
        return Refusal(
            .auditBroken,
            "The ledger differs from the audit log in \(differences.count) places, which are listed above.")
    }

    private static func refusal(_ finding: AuditFinding, rows: Int64, noted: AuditHead?) -> Refusal {
        guard finding.tampering == .rolledBack, let noted else {
            return Refusal(.auditBroken, sentence(finding))
        }
        let remedy =
            "First compare the head with your note. If it is right, keep the vault as it is, restore a backup beside "
            + "it, and compare the two."
        guard noted.count <= rows else {
            return Refusal(
                .auditBroken,
                "The log has \(rows) rows; the noted head has \(noted.count): row \(rows + 1) is missing.",
                remedy: remedy)
        }
        return Refusal(.auditBroken, sentence(finding), remedy: remedy)
    }

    private static func sentence(_ finding: AuditFinding) -> String {
        let row = "row \(finding.sequence)"
        return switch finding.tampering {
        case .edited: "The audit log was changed: \(row) is not what was written."
        case .missing: "The audit log was changed: \(row) is missing."
        case .reordered: "The audit log was changed: \(row) holds what belongs to another row."
        case .inserted: "The audit log was changed: \(row) was not written by this program."
        case .cutOff: "The audit log was cut off: \(row) and what came after it are missing."
        case .headForged: "The head of the audit log was changed or removed; it should be that of \(row)."
        case .headReplaced: "The head of the audit log is an older one; it should be that of \(row)."
        case .rolledBack:
            "The audit log is not the one whose head was noted: it differs, beginning at \(row)."
        }
    }

    private func notedHead() throws(Refusal) -> AuditHead? {
        guard let head else { return nil }
        let parts = head.split(separator: ":")
        guard
            parts.count == 2, let count = Int64(parts[0]), count >= 0,
            let hash = Hexadecimal.decode(parts[1]),
            hash.count == 32
        else {
            throw Refusal(
                .usageInvalid, "'\(head)' is not a head of the audit log.",
                remedy: "Write it as 'audit verify' printed it: the number of rows, a colon, 64 digits.")
        }
        return AuditHead(count: count, hash: hash)
    }
}

private struct AuditVerifyReport: Report {
    /// What is broken is refused; so here it is always true.
    let whole = true
    let rows: Int64
    let head: String

    enum CodingKeys: String, CodingKey {
        case whole, rows, head
    }

    init(rows: Int64, hash: [UInt8]) {
        self.rows = rows
        head = "\(rows):\(Hexadecimal.encode(hash))"
    }

    func render(into text: inout TextReport) {
        text.paragraph("The audit log is complete: \(rows) rows, each as it was written.", .good)
        text.paragraph(
            "Keep this head outside the vault. With --head, it later proves that these rows were not "
                + "changed:")
        text.verbatim(head)
    }
}
