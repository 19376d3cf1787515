import Activation
import Cryptography

/// A request whose signature holds, with its digests: all that can be known without the ledger.
struct CheckedRequest: Sendable {
    let request: Verified<Request>
    /// What the license will hold.
    let digest: RequestDigest
    /// What the ledger knows the request by: SHA-256 of its signed bytes.
    let ledgerDigest: SHA256Digest
}
