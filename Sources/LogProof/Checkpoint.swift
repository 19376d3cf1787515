import Cryptography

/// A tree head with its root, to be kept elsewhere; read and not believed.
///
/// The root is the payload, so that any COSE library that knows the algorithm checks the file by itself. The signature is
/// the same as without it (RFC 9052 section 4.4: a payload is signed whether it is detached or not).
package struct Checkpoint: Hashable, Sendable {
    /// The largest encoding, in bytes: it fits one QR code of version 13, as a license does.
    package static let maximumSize = 300

    private let object: HeadObject
    /// What it says. To be shown, not to be relied on.
    package let unverifiedHead: TreeHead
    /// The document.
    package var encoded: [UInt8] { object.encoded }

    init(_ head: TreeHead, _ object: HeadObject) {
        unverifiedHead = head
        self.object = object
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: ``LogProofError`` naming the one rule that was broken first.
    package init(encoded: [UInt8]) throws(LogProofError) {
        let object = try HeadObject(decoding: encoded, maximumSize: Self.maximumSize)
        try object.requireNoProof()
        guard let payload = object.payload, let root = try? SHA256Digest(payload) else {
            throw LogProofError(.payload)
        }
        self.init(
            try TreeHead(size: object.headers.size, root: root, time: object.headers.time), object)
    }

    /// Believes the checkpoint, if an audit key that counted then signed it.
    ///
    /// - Throws: `key-unknown`, `key-time`, `signature`.
    package func verified(by keys: AuditKeys) throws(LogProofError) -> SignedTreeHead {
        try object.verified(root: unverifiedHead.root, by: keys)
    }
}
