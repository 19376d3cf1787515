import Activation
import COSE
import Cryptography
import Intake
import Refusals

extension CheckedRequest {
    /// Reads a request as it came, and checks its signature.
    ///
    /// - Throws: the `document.` refusals.
    init(_ incoming: IncomingRequest) throws(Refusal) {
        let unverified = try Unverified<Request>(reading: incoming.bytes)
        let request = try unverified.verified()
        self.init(
            request: request, digest: RequestDigest(of: unverified),
            ledgerDigest: SHA256Digest(of: request.object.signatureStructure()))
    }
}
