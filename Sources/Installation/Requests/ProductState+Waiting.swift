import Activation
import Cryptography
import Fingerprint
import Refusals

extension ProductState {
    /// The longest that a request waits, in seconds: what answers an older one may be a license that was given then, with
    /// the last day that it had then.
    static let longestWait: Int64 = 30 * 86_400

    /// The request that waits for its answer and asks for the same as the one that would be made now: of the same kind and
    /// license, with the same device key, product file and components. Nil if there is none; then a new one is made.
    ///
    /// A license says which request it answers: one that was made later waits still. One that is damaged, or that claims to
    /// be of another time than it can be, is not used.
    func waiting(
        _ kind: RequestKind, of license: LicenseID, device: PublicKey, fingerprint: Fingerprint,
        under productFile: Verified<ProductFile>, now: UnixTime
    ) throws(Refusal) -> MadeRequest? {
        for request in try unanswered() {
            let body = request.unverifiedBody
            let age = now.rawValue - body.madeAt.rawValue
            guard body.kind == kind, body.license == license, body.deviceKey == device,
                body.productFileVersion == productFile.body.version, body.fingerprint == fingerprint,
                (0...Self.longestWait).contains(age), let whole = try? request.verified()
            else { continue }
            return MadeRequest(request: whole, productFile: productFile, isWaiting: true)
        }
        return nil
    }

    /// The requests that no license here answers, the latest first; none where that cannot be told.
    private func unanswered() throws(Refusal) -> [Unverified<Request>] {
        do throws(Refusal) {
            guard let license = try license()?.unverifiedBody else { return try intactRequests() }
            guard let answered = try request(license.request)?.unverifiedBody else {
                return try intactRequests().filter { $0.unverifiedBody.madeAt.day > license.issuedOn }
            }
            return try intactRequests().filter { $0.unverifiedBody.madeAt > answered.madeAt }
        } catch {
            guard error.code == .stateDamaged else { throw error }
            return []
        }
    }
}
