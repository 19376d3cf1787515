import COSE
import Cryptography

/// The audit keys that are trusted: at least one, each the successor of the one before.
///
/// A successor ends its predecessor: what is dated after the successor's beginning counts only if the successor signed it.
/// Who is given fewer certificates than there are cannot know that.
package struct AuditKeys: Hashable, Sendable {
    /// The keys, in the order of their numbers.
    package let keys: [CertifiedAuditKey]

    /// Takes a sequence of keys, the first of any number.
    ///
    /// - Throws: `key-unknown` if there is none; `sequence` if a number is left out or out of order, a key or its
    ///   identifier comes twice, or one begins before its predecessor.
    package init(_ keys: [CertifiedAuditKey]) throws(LogProofError) {
        guard !keys.isEmpty else { throw LogProofError(.keyUnknown) }
        for (key, next) in zip(keys, keys.dropFirst()) {
            guard next.number > key.number, next.number - key.number == 1, key.notBefore <= next.notBefore
            else {
                throw LogProofError(.sequence)
            }
        }
        guard Set(keys.map { KeyIdentifier(of: $0.publicKey) }).count == keys.count else {
            throw LogProofError(.sequence)
        }
        self.keys = keys
    }

    /// The one key whose private half the caller has, or that a checkpoint pins: it needs nobody's word.
    ///
    /// - Throws: `sequence` for the number 0.
    package init(own key: PublicKey, number: UInt64, notBefore: Int64) throws(LogProofError) {
        guard number > 0 else { throw LogProofError(.sequence) }
        try self.init([CertifiedAuditKey(believed: key, number: number, notBefore: notBefore)])
    }

    /// Verifies certificates, and takes their keys.
    ///
    /// - Throws: `root-key`, and what ``init(_:)`` throws.
    package init(_ certificates: [AuditKeyCertificate], rootKey: PublicKey) throws(LogProofError) {
        var keys: [CertifiedAuditKey] = []
        for certificate in certificates { keys.append(try certificate.verified(by: rootKey)) }
        try self.init(keys)
    }

    /// The key that signs now: the last.
    package var current: CertifiedAuditKey { keys[keys.count - 1] }

    /// The key of an identifier, if it counted at that time.
    ///
    /// In the second in which a successor begins, both count.
    ///
    /// - Throws: `key-unknown`, `key-time`.
    func key(_ identifier: KeyIdentifier, at time: Int64) throws(LogProofError) -> CertifiedAuditKey {
        guard let index = keys.firstIndex(where: { KeyIdentifier(of: $0.publicKey) == identifier }) else {
            throw LogProofError(.keyUnknown)
        }
        let end = index + 1 < keys.count ? keys[index + 1].notBefore : TreeHead.times.upperBound
        guard keys[index].notBefore <= time, time <= end else { throw LogProofError(.keyTime) }
        return keys[index]
    }
}
