import Activation
import Cryptography
import Fingerprint
import Ledger
import Refusals

extension Decider {
    /// What was found out about the machine of a request when it was first answered, as far as the ledger tells
    /// it now; nil where the license is not bound to one.
    func recalledFinding(
        _ response: ResponseRecord, _ request: Request, _ file: OpenLicense
    ) throws(Refusal) -> MachineFinding? {
        guard file.entitlement.binding == .machine else { return nil }
        let environment = request.fingerprint.environment
        guard
            let seat = try response.activationID.flatMap({ (id) throws(Refusal) in try reader.activation(id) }
            )
        else { return MachineFinding(environment, Recognition(), []) }
        let earlier = try recallsComparisons ? earlierComparison(response, request, seat, file) : nil
        // A correction tells of no environment, and takes no seat that another could have had.
        guard request.kind != .timeCorrection else {
            return MachineFinding(environment, Recognition(comparison: earlier), [])
        }
        let tookSeat = earlier == nil && seat.firstAt == response.issuedAt
        return MachineFinding(
            environment,
            Recognition(
                comparison: earlier, namesake: tookSeat ? try namesake(of: seat, request, file) : nil),
            file.policy.permission(for: environment) == .allow ? [] : [.environment(environment)])
    }

    /// How the machine compared with what it was when it had been answered before.
    private func earlierComparison(
        _ response: ResponseRecord, _ request: Request, _ seat: ActivationRecord, _ file: OpenLicense
    ) throws(Refusal) -> FingerprintComparison? {
        let bytes = try reader.request(before: response.requestDigest, ofActivation: seat.id)
        // What cannot be read is not told; the answer itself is there, and is given.
        guard let bytes, let earlier = try? Unverified<Request>(encoded: bytes).unverifiedBody else {
            return nil
        }
        return FingerprintComparison(
            bound: earlier.fingerprint, current: request.fingerprint, policy: file.policy)
    }

    /// The other machine that had a seat with the very same device key.
    private func namesake(
        of seat: ActivationRecord, _ request: Request, _ file: OpenLicense
    ) throws(Refusal) -> FingerprintComparison? {
        let other = try reader.activation(
            ofLicense: file.entitlement.id.bytes, deviceKey: request.deviceKey.bytes, before: seat.id)
        return other.flatMap { Self.comparison($0, request, file.policy) }
    }
}
