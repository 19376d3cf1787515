import Activation
import COSE
import Cryptography
import Ledger
import LogProof
import MerkleTree
import Refusals

/// One event with its receipt: what shows it to somebody who has neither vault nor network.
package struct ProvenEvent: Sendable {
    /// The receipt of inclusion (RFC 9942 section 5.2), COSE.
    package let receipt: [UInt8]
    /// The event's bytes, which the receipt is about.
    package let event: [UInt8]
    /// The certificates of the audit keys, by their numbers.
    package let certificates: [[UInt8]]
    /// What they show to who believes the root key.
    package let shown: ShownEvent
    /// The root key that vouches for the audit keys.
    package let rootKey: PublicKey

    /// All of it in one document, to be given away.
    package var given: GivenReceipt {
        GivenReceipt(receipt: receipt, entry: event, rootKey: rootKey, certificates: certificates)
    }

    /// Nothing leaves that its reader would refuse.
    fileprivate init(
        receipt: [UInt8], event: [UInt8], certificates: [[UInt8]], rootKey: PublicKey
    ) throws(Refusal) {
        do throws(Refusal) {
            shown = try ShownEvent(
                receipt: receipt, event: event, certificates: certificates, rootKey: rootKey)
        } catch {
            throw Refusal(.auditBroken, error.sentence)
        }
        (self.receipt, self.event, self.certificates, self.rootKey) = (receipt, event, certificates, rootKey)
    }
}

extension LockedVault {
    /// The log's head with its root, to be kept elsewhere. It is what was signed with the last event.
    ///
    /// - Throws: `audit.broken` where the head does not fit the end of the log.
    package func checkpoint() throws(Refusal) -> SignedTreeHead {
        try ledger().read { (reader) throws(Refusal) in try reader.signedHead().head }
    }

    /// Shows one event.
    ///
    /// - Parameter number: the event's, from 1.
    /// - Throws: `audit.event-unknown`; `audit.broken` where the log does not add up to its signed head;
    ///   `vault.root-key-away` where the root key has not vouched for the audit key yet.
    package func prove(_ number: Int64) throws(Refusal) -> ProvenEvent {
        try ledger().read { (reader) throws(Refusal) in
            let (head, records) = try reader.signedHead()
            let size = head.head.size
            guard number >= 1, UInt64(number) <= size, let (event, _) = try reader.event(number) else {
                throw Refusal(.auditEventUnknown, "The log has no event \(number); it has \(size).")
            }
            let certificates = records.compactMap(\.certificate)
            guard let rootKey = records.first.flatMap({ try? PublicKey($0.rootKey) }),
                certificates.count == records.count
            else { throw Self.notCertified }
            let proof = try reader.inclusionProof(of: UInt64(number) - 1, in: size)
            let receipt: InclusionReceipt
            do throws(LogProofError) {
                receipt = try head.receipt(for: event, proof)
            } catch {
                throw Refusal(
                    .auditBroken, "The events do not add up to the signed head of the log: \(error)")
            }
            return try ProvenEvent(
                receipt: receipt.encoded, event: event, certificates: certificates, rootKey: rootKey)
        }
    }

    private static var notCertified: Refusal {
        Refusal(
            .vaultRootKeyAway,
            "The root key has not vouched for the audit key yet, so nobody could check a receipt.",
            remedy: "Export a product file with the root key at hand; then make the receipt.")
    }
}

extension LedgerReader {
    /// The signed head of the log as it is now, and the audit keys.
    fileprivate func signedHead() throws(Refusal) -> (head: SignedTreeHead, keys: [AuditKeyRecord]) {
        let records = try auditKeys()
        guard let end = try signedEnd(), let last = records.last, let key = try? PublicKey(last.publicKey),
            let root = try? SHA256Digest(end.root)
        else { throw Refusal(.auditBroken, "The log has no signed head.") }
        do throws(LogProofError) {
            let keys = try AuditKeys(
                own: key, number: UInt64(clamping: last.number), notBefore: max(last.notBefore, 0))
            return (try DetachedTreeHead(encoded: end.head).verified(root: root, by: keys), records)
        } catch {
            throw Refusal(.auditBroken, "The signed head does not fit the end of the log: \(error)")
        }
    }

    /// The hashes beside the way from an event to the root: one look at each event.
    fileprivate func inclusionProof(of index: UInt64, in count: UInt64) throws(Refusal) -> InclusionProof {
        let proof = try InclusionProof.make(of: index, in: count) { (range: Range<UInt64>) throws(Refusal) in
            var frontier = MerkleFrontier()
            try forEachEvent(in: Int64(clamping: range.lowerBound) + 1...Int64(clamping: range.upperBound)) {
                frontier.append(MerkleHash.leaf($0))
            }
            return frontier.root
        }
        guard let proof else { throw Refusal(.internalInconsistency) }
        return proof
    }
}
