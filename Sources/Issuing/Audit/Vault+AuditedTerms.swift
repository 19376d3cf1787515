import Activation
import Cryptography
import Ledger
import Refusals

/// What was set and sold must be what the log tells last, where a program of this version wrote it down.
extension Vault {
    /// The policy of each product is the one that was set last.
    func comparePolicies(
        _ reader: LedgerReader, _ differences: inout AuditDifferences
    ) throws(Refusal) {
        var told: [String: LoggedPolicy] = [:]
        for action in [AuditAction.productAdded, .productChanged] {
            for entry in try reader.auditEntries(of: action.rawValue, since: .min) {
                // After a row of an earlier version it is not known.
                told[entry.subject] = LoggedPolicy(atEndOf: entry.detail)
            }
        }
        for product in try reader.products() {
            guard let logged = told[product.id] else { continue }
            let policy = LoggedPolicy(product.policy)
            if let found = Self.difference(policy, of: product.id, toldBy: logged, but: []) {
                differences.add(found)
            }
        }
    }

    /// Before a product's policy is set anew, so that nothing is put down in the log that nobody set here: what is not
    /// what the log tells must be set by the change itself.
    ///
    /// - Throws: `audit.broken`.
    static func requireTold(
        _ product: ProductRecord, besides change: PolicyChange, _ reader: LedgerReader
    ) throws(Refusal) {
        var last: AuditRecord?
        for action in [AuditAction.productChanged, .productAdded] where last == nil {
            let filter = AuditFilter(action: action.rawValue, subject: product.id)
            last = try reader.auditRecords(filter, limit: 1).first
        }
        guard let last, let logged = LoggedPolicy(atEndOf: last.entry.detail) else { return }
        let found = difference(
            LoggedPolicy(product.policy), of: product.id, toldBy: logged,
            but: LoggedPolicy.names(setBy: change))
        if let found { throw found }
    }

    private static func difference(
        _ policy: LoggedPolicy, of product: String, toldBy logged: LoggedPolicy, but names: Set<String>
    ) -> Refusal? {
        guard !names.isSuperset(of: policy.differences(from: logged)) else { return nil }
        return Refusal(
            .auditBroken,
            "The policy of '\(product)' in the ledger is not the one in the audit log: "
                + "\(policy.contradictions(to: logged).joined(separator: ", ")). It was changed outside this "
                + "program.",
            remedy: "Set it as it should be, and find out who can write to the ledger.",
            facts: [.product(product)] + policy.settings(toldBy: logged))
    }

    /// The licenses that are revoked are those that were, the seats of each are those that were sold or set last, and
    /// its terms those that its proof key was sealed with.
    func compareLicenses(
        _ reader: LedgerReader, _ differences: inout AuditDifferences
    ) throws(Refusal) {
        var told: [String: String] = [:]
        for entry in try reader.auditEntries(of: AuditAction.licenseAdded.rawValue, since: .min) {
            told[entry.subject] = Self.seats(in: entry.detail)
        }
        for entry in try reader.auditEntries(of: AuditAction.licenseSeatsChanged.rawValue, since: .min) {
            told[entry.subject] = entry.detail
        }
        let revoked = Set(
            try reader.auditEntries(of: AuditAction.licenseRevoked.rawValue, since: .min).map(\.subject))
        for standing in try reader.licenses() {
            let license = standing.license
            let id = (try? LicenseID(license.id))?.description ?? ""
            if revoked.contains(id) != (standing.revocation != nil) {
                differences.add(
                    Refusal(
                        .auditBroken,
                        "License \(id) is \(revoked.contains(id) ? "not revoked" : "revoked") in the ledger, but the "
                            + "audit log says otherwise: one of the two was changed outside this program."))
            }
            if told[id] != "\(license.seats)" {
                differences.add(
                    Refusal(
                        .auditBroken,
                        "License \(id) has \(license.seats) seats in the ledger, but \(told[id] ?? "none") in the "
                            + "audit log: one of the two was changed outside this program."))
            }
            do throws(Refusal) {
                try SealedProofKey.requireSealed(license, with: keys)
            } catch {
                differences.add(
                    Refusal(
                        .auditBroken,
                        "The terms of license \(id) in the ledger are not those that were sold: they were changed "
                            + "outside this program."))
            }
        }
    }

    /// The number in what was sold, which ends with "…, 3 seats, bound to machine, features cad". A customer's name
    /// before it may be anything.
    private static func seats(in detail: String) -> String? {
        let parts = detail.split(separator: ", ", omittingEmptySubsequences: false)
        guard let binding = parts.lastIndex(where: { $0.hasPrefix("bound to ") }), binding > 0 else {
            return nil
        }
        return parts[binding - 1].split(separator: " ").first.map(String.init)
    }
}
