import Activation
import COSE
import Cryptography
import Intake
import Refusals

/// Over what a request came in, for the audit log.
package enum Carrier: String, CaseIterable, Sendable {
    /// A file.
    case file
    /// Standard input: text that was pasted or piped.
    case text
    /// A picture with its QR code.
    case picture
    /// A code that was told by telephone.
    case phone
}

/// A request as it came in.
package struct IncomingRequest: Sendable {
    /// What to call it in messages: the file's name.
    package let name: String
    /// The input, in whatever form it arrived.
    package let bytes: [UInt8]
    /// Over what it came.
    package let carrier: Carrier

    /// An input with its name.
    package init(name: String, bytes: [UInt8], carrier: Carrier) {
        self.name = name
        self.bytes = bytes
        self.carrier = carrier
    }
}

/// Requests of which is known all that can be known without the ledger. Checking needs no vault, so it can be
/// done while the batch before is being answered.
package struct CheckedBatch: Sendable {
    /// The requests as they came in.
    package private(set) var requests: [IncomingRequest]
    private(set) var results: [Result<CheckedRequest, Refusal>]

    /// Reads the requests and checks their signatures, on all processors.
    package init(checking requests: [IncomingRequest]) {
        self.requests = requests
        results = mapConcurrently(requests) { incoming in
            Result { () throws(Refusal) in try CheckedRequest(incoming) }
        }
    }

    /// Takes out what is no request at all: a license made earlier, a product file, anybody's letter.
    ///
    /// - Parameter isExpected: whether something other than a request may be at this place, given whether it is
    ///   a document of ours.
    /// - Returns: the places that were taken out, ascending, and whether a document of ours was there.
    package mutating func removeOtherKinds(
        where isExpected: (_ place: Int, _ isOurs: Bool) -> Bool
    ) -> [(place: Int, isOurs: Bool)] {
        var removed: [(place: Int, isOurs: Bool)] = []
        for place in results.indices {
            guard case .failure(let refusal) = results[place] else { continue }
            let isOurs = refusal.code == .documentWrongKind
            guard isOurs || refusal.code == .documentUnrecognized, isExpected(place, isOurs) else { continue }
            removed.append((place, isOurs))
        }
        for (place, _) in removed.reversed() {
            requests.remove(at: place)
            results.remove(at: place)
        }
        return removed
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
