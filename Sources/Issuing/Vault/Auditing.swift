import Ledger
import Refusals

extension Vault {
    /// Verifies the audit log, row by row, and then that the ledger holds no license, product file, answer,
    /// revocation or rebinding that the log does not tell of.
    ///
    /// - Parameter noted: a head noted outside the vault before.
    /// - Throws: `audit.broken` if the tallies differ; `vault.damaged` and what reading throws.
    public func verifyAudit(noted: AuditHead?) throws(Refusal) -> AuditReport {
        try ledger.read { (reader) throws(Refusal) in
            let report = try reader.verifyAudit(noted: noted)
            guard report.isWhole else { return report }
            for tally in try reader.tallies(Self.audited) where tally.rows != tally.told {
                throw Refusal(
                    .auditBroken,
                    "The audit log tells of \(tally.told) rows in the table '\(tally.table)', and there are "
                        + "\(tally.rows): one of the two was changed outside this program.")
            }
            return report
        }
    }

    private static let audited: [(table: AuditedTable, actions: [String])] = [
        (.licenses, [AuditAction.licenseAdded.rawValue]),
        (.productFiles, [AuditAction.productFileSigned.rawValue]),
        (.responses, [AuditAction.requestGranted.rawValue, AuditAction.timeCorrected.rawValue]),
        (.revocations, [AuditAction.licenseRevoked.rawValue]),
        (.rebindings, [AuditAction.seatRebound.rawValue]),
    ]
}
