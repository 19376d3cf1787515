import Cryptography

/// A tree head without its root, read and not believed: those who check it have the root from the log itself.
package struct DetachedTreeHead: Hashable, Sendable {
    /// The largest encoding, in bytes.
    package static let maximumSize = 300

    private let object: HeadObject
    /// How many entries it says that the log has.
    package var unverifiedSize: UInt64 { object.headers.size }
    /// The time that it says, in seconds since 1970.
    package var unverifiedTime: Int64 { object.headers.time }
    /// The document.
    package var encoded: [UInt8] { object.encoded }

    init(_ object: HeadObject) { self.object = object }

    /// Reads a head.
    ///
    /// - Throws: ``LogProofError`` naming the one rule that was broken first.
    package init(encoded: [UInt8]) throws(LogProofError) {
        object = try HeadObject(decoding: encoded, maximumSize: Self.maximumSize)
        try object.requireNoProof()
        guard object.payload == nil else { throw LogProofError(.payload) }
    }

    /// Believes the head for a log that has this root.
    ///
    /// - Throws: `key-unknown`, `key-time`; `signature` if the head is not that of this root.
    package func verified(root: SHA256Digest, by keys: AuditKeys) throws(LogProofError) -> SignedTreeHead {
        try object.verified(root: root, by: keys)
    }
}
