import Activation
import Refusals

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

    /// What the first of them asks for; nil if it is not a request that can be answered.
    package var firstKind: RequestKind? {
        guard case .success(let checked)? = results.first else { return nil }
        return checked.request.body.kind
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
