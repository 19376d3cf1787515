import Activation
import Cryptography
import Ledger
import Refusals

extension Vault {
    /// Verifies the audit log, row by row; then that the ledger holds no product, license, product file, answer,
    /// revocation or rebinding that the log does not tell of, and that policies, seats and terms are those that it tells.
    ///
    /// - Parameter noted: a head noted outside the vault before.
    /// - Throws: `vault.damaged` and what reading throws.
    package func verifyAudit(noted: AuditHead?) throws(Refusal) -> VerifiedAudit {
        try ledger.read { (reader) throws(Refusal) in
            let report = try reader.verifyAudit(noted: noted)
            var differences = AuditDifferences()
            guard report.isWhole else { return VerifiedAudit(report: report, differences: differences) }
            for tally in try reader.tallies(Self.audited) where tally.rows != tally.told {
                differences.add(
                    Refusal(
                        .auditBroken,
                        "The audit log counts \(tally.told) rows in the table '\(tally.table)', but there are "
                            + "\(tally.rows): one of the two was changed outside this program."))
            }
            try Self.compareRebindings(reader, &differences)
            try comparePolicies(reader, &differences)
            try compareLicenses(reader, &differences)
            return VerifiedAudit(report: report, differences: differences)
        }
    }

    /// What was counted must be what the log tells: when, on which seat, how many, over what. Each license is named once.
    private static func compareRebindings(
        _ reader: LedgerReader, _ differences: inout AuditDifferences
    ) throws(Refusal) {
        var told: [String: [(at: Int64, subject: String, detail: String, carrier: String)]] = [:]
        for entry in try reader.auditEntries(of: AuditAction.seatRebound.rawValue, since: .min) {
            told[entry.subject, default: []].append(entry)
        }
        var place: [String: Int] = [:]
        var latest: [String: Int64] = [:]
        var untold: [String] = []
        try reader.forEachRebinding { (record, seat) throws(Refusal) in
            let license = (try? LicenseID(record.licenseID))?.description ?? ""
            let index = place[license, default: 0]
            place[license] = index + 1
            guard let entries = told[license], entries.indices.contains(index) else {
                untold.append(license)
                return
            }
            let entry = entries[index]
            // A clock that was set back counts as standing still.
            let at = max(entry.at, latest[license] ?? entry.at)
            latest[license] = at
            let change = RebindingTally.inWords(Int(clamping: record.parts))
            guard record.at == at, record.carrier == entry.carrier,
                entry.detail.contains(", seat \(seat), \(change) "),
                record.reason.map({ entry.detail.contains(", reason: \($0)") }) ?? true
            else {
                untold.append(license)
                return
            }
        }
        var named: Set<String> = []
        for license in untold where named.insert(license).inserted { differences.add(Self.untold(license)) }
    }

    private static func untold(_ license: String) -> Refusal {
        Refusal(
            .auditBroken,
            "The changes of machine of license \(license) in the ledger are not those in the audit log: one of the "
                + "two was changed outside this program.")
    }

    private static let audited: [(table: AuditedTable, actions: [String])] = [
        (.products, [AuditAction.productAdded.rawValue]),
        (.licenses, [AuditAction.licenseAdded.rawValue]),
        (.productFiles, [AuditAction.productFileSigned.rawValue]),
        (.responses, [AuditAction.requestGranted.rawValue, AuditAction.timeCorrected.rawValue]),
        (.revocations, [AuditAction.licenseRevoked.rawValue]),
        (.rebindings, [AuditAction.seatRebound.rawValue]),
    ]
}
