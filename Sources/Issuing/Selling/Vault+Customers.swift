import Activation
import Cryptography
import Ledger
import Refusals

/// What was erased of a customer.
package struct ErasedCustomer: Sendable {
    /// What they are called from now on.
    package let name: String
    /// How many licenses they have.
    package let licenses: Int
    /// Beside how many events something was erased.
    package let events: Int
    /// How many rows of an earlier version's audit log still have the name: that log was brought over as a whole.
    package let earlierRows: Int64
    /// Why the ledger's file could not be written anew, so that the name may be left in parts of it that are not used any
    /// more; nil where it was.
    package let left: Refusal?
}

extension Vault {
    /// What stands in the place of a reason that was erased.
    package static let erasedReason = "erased"

    /// Erases a customer's name, and what people wrote about their licenses. The customer and the licenses stay.
    ///
    /// - Throws: `customer.unknown`; `vault.damaged` where something in the ledger was changed.
    package func erase(customer name: String, in surroundings: Surroundings) throws(Refusal) -> ErasedCustomer
    {
        let (erased, left) = try ledger.erase { (writer) throws(Refusal) in
            guard let customer = try writer.customer(named: name) else { throw Self.unknown(customer: name) }
            let licenses = try writer.licenses(ofCustomer: customer.id)
            let (subject, erasedName) = (
                AuditSubject.other("customer \(customer.id)"), try Self.erasedName(of: customer, in: writer)
            )
            try writer.forgetReplaced()
            let event = try writer.rename(customer, to: erasedName)
            try writer.appendAudit(entry(.customerErased, of: subject, in: surroundings))
            for license in licenses { try erase(license, in: writer, surroundings) }
            let events = try writer.eraseBeside(
                CustomerErasure(
                    customer: customer.id, subject: subject, writer: event, licenses: licenses.map(\.id)))
            return (
                name: erasedName, licenses: licenses.count, events: events,
                earlierRows: try writer.earlierRows(holding: name)
            )
        }
        return ErasedCustomer(
            name: erased.name, licenses: erased.licenses, events: erased.events,
            earlierRows: erased.earlierRows,
            left: left)
    }

    package static func unknown(customer name: String) -> Refusal {
        Refusal(.customerUnknown, "The ledger has no customer '\(name)'.")
    }

    /// The note, and the reasons why it was revoked and its seats went to other machines.
    private func erase(
        _ license: LicenseRecord, in writer: LedgerWriter, _ surroundings: Surroundings
    ) throws(Refusal) {
        let hasWords =
            !license.note.isEmpty
            || license.revocation.map { $0.reason != Self.erasedReason } ?? false
        // One event for each license, though nothing of it may change: it says that what stood beside others was erased.
        try writer.forgetReplaced()
        if hasWords {
            let secret = try SealedProofKey.open(license, with: keys)
            var changed = license.changed(note: "", event: try writer.eventNumber())
            changed.revocation = license.revocation.map {
                LicenseRecord.Revocation(at: $0.at, reason: Self.erasedReason)
            }
            try writer.setLicense(
                try SealedProofKey.seal(secret, in: changed, with: keys, random: surroundings.random))
        }
        try writer.eraseRebindingReasons(ofLicense: license.id)
        try writer.appendAudit(
            entry(
                .customerErased, of: .license(license.id, (try? LicenseID(license.id))?.description ?? ""),
                in: surroundings))
    }

    /// Unique, because it has the customer's number; unless somebody has that name already.
    private static func erasedName(
        of customer: CustomerRecord, in ledger: LedgerReader
    ) throws(Refusal) -> String {
        var name = "erased customer \(customer.id)"
        while let other = try ledger.customer(named: name), other.id != customer.id { name += "'" }
        return name
    }
}
