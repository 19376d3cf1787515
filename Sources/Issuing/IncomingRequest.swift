import Activation
import COSE
import Cryptography
import Refusals

/// Over what a request came in, for the audit log.
public enum Carrier: String, CaseIterable, Sendable {
    /// A file.
    case file
    /// Standard input: text that was pasted or piped.
    case text
}

/// A request as it came in.
public struct IncomingRequest: Sendable {
    /// What to call it in messages: the file's name.
    public let name: String
    /// The input, in whatever form it arrived.
    public let bytes: [UInt8]
    /// Over what it came.
    public let carrier: Carrier

    /// An input with its name.
    public init(name: String, bytes: [UInt8], carrier: Carrier) {
        self.name = name
        self.bytes = bytes
        self.carrier = carrier
    }
}

/// A request whose signature holds, with its digests: all that can be known without the ledger.
struct CheckedRequest: Sendable {
    let request: Verified<Request>
    /// What the license will hold.
    let digest: RequestDigest
    /// What the ledger knows the request by: SHA-256 of its signed bytes.
    let ledgerDigest: SHA256Digest

    init(_ incoming: IncomingRequest) throws(Refusal) {
        let unverified = try Unverified<Request>(reading: incoming.bytes)
        request = try unverified.verified()
        digest = RequestDigest(of: unverified)
        ledgerDigest = SHA256Digest(of: request.object.signatureStructure())
    }
}
