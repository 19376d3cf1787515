import COSE
import Cryptography
import Ledger
import LogProof
import Refusals

/// A receipt that somebody was given, checked without any vault.
package struct ShownEvent: Sendable {
    /// What it shows.
    package let entry: ShownEntry
    /// The event as people read it; what is kept beside events is not in it.
    package let event: LedgerEvent

    /// Checks a receipt.
    ///
    /// - Parameter thumbprint: of the root key that is believed (RFC 9679, SHA-256). It came another way than the receipt.
    /// - Throws: `audit.receipt-invalid`.
    package init(_ given: GivenReceipt, believing thumbprint: SHA256Digest) throws(Refusal) {
        guard COSEKey.thumbprint(of: given.unverifiedRootKey) == thumbprint else {
            throw Refusal(
                .auditReceiptInvalid,
                "The receipt is from a log under another root key than the one that was given.")
        }
        try self.init(
            receipt: given.receipt, event: given.entry, certificates: given.certificates,
            rootKey: given.unverifiedRootKey)
    }

    /// Checks a receipt.
    ///
    /// - Parameter rootKey: the root key that is believed.
    /// - Throws: `audit.receipt-invalid`.
    package init(
        receipt: [UInt8], event: [UInt8], certificates: [[UInt8]], rootKey: PublicKey
    ) throws(Refusal) {
        do throws(LogProofError) {
            var read: [AuditKeyCertificate] = []
            for certificate in certificates { read.append(try AuditKeyCertificate(encoded: certificate)) }
            let keys = try AuditKeys(read, rootKey: rootKey)
            entry = try InclusionReceipt(encoded: receipt).verified(entry: event, by: keys)
        } catch {
            throw Refusal(.auditReceiptInvalid, "The receipt does not show this event: \(error)")
        }
        guard let read = LedgerEvent(encoded: event), UInt64(clamping: read.number) == entry.index + 1 else {
            throw Refusal(.auditReceiptInvalid, "What the receipt shows is no event of a ledger.")
        }
        self.event = read
    }
}
