import CBOR
import Cryptography

/// What is given to somebody who asks about an entry: the entry, its receipt, and what checks it, in one document. Read and
/// not believed.
///
/// ```cddl
/// [ receipt: bstr, entry: bstr, root-key: bstr .size 32, certificates: [ 1*64 bstr ] ]
/// ```
package struct GivenReceipt: Hashable, Sendable {
    /// The receipt of inclusion (RFC 9942 section 5.2), COSE.
    package let receipt: [UInt8]
    /// The entry that it is about.
    package let entry: [UInt8]
    /// The root key as its giver names it. Its thumbprint is compared with one that came another way.
    package let unverifiedRootKey: PublicKey
    /// The certificates of the audit keys, by their numbers.
    package let certificates: [[UInt8]]

    /// The largest entry, in bytes.
    package static let maximumEntry = 1 << 20
    /// The most audit keys.
    package static let mostCertificates = 64
    /// The largest encoding, in bytes: each part has a head of at most five.
    package static let maximumSize =
        maximumEntry + InclusionReceipt.maximumSize + PublicKey.size
        + mostCertificates * (AuditKeyCertificate.maximumSize + 5) + 5 * 5

    /// All the parts; nothing is checked.
    package init(receipt: [UInt8], entry: [UInt8], rootKey: PublicKey, certificates: [[UInt8]]) {
        self.receipt = receipt
        self.entry = entry
        unverifiedRootKey = rootKey
        self.certificates = certificates
    }

    /// The one encoding.
    package var encoded: [UInt8] {
        CBOREncoder.encode([
            .bytes(receipt), .bytes(entry), .bytes(unverifiedRootKey.bytes),
            .array(certificates.map { .bytes($0) }),
        ])
    }

    /// Reads the parts: all of the bytes, in their one encoding.
    ///
    /// - Returns: nil if they are not these four, or one is too large. What is in them is read where it is checked.
    package init?(encoded: [UInt8]) {
        // The two arrays, three parts, and the certificates.
        let limits = CBORLimits(size: Self.maximumSize, depth: 2, items: 5 + Self.mostCertificates)
        guard
            let parts = try? CBORDecoder.decode(encoded, limits: limits).asArray, parts.count == 4,
            let receipt = parts[0].asBytes, receipt.count <= InclusionReceipt.maximumSize,
            let entry = parts[1].asBytes, entry.count <= Self.maximumEntry,
            let rootKey = parts[2].asBytes.flatMap({ try? PublicKey($0) }), let list = parts[3].asArray,
            (1...Self.mostCertificates).contains(list.count)
        else { return nil }
        let certificates = list.compactMap(\.asBytes)
        guard
            certificates.count == list.count,
            certificates.allSatisfy({ $0.count <= AuditKeyCertificate.maximumSize })
        else { return nil }
        self.init(receipt: receipt, entry: entry, rootKey: rootKey, certificates: certificates)
    }
}
