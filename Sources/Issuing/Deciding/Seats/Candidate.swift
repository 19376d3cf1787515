import Activation
import Fingerprint
import Ledger

/// A seat whose machine may be the request's.
struct Candidate {
    let seat: ActivationRecord
    let continuity: MachineContinuity

    /// Nil if the ledger's bytes are no fingerprint.
    init?(_ seat: ActivationRecord, _ request: Request, _ policy: FingerprintPolicy) {
        guard let known = Fingerprint(machineBytes: seat.fingerprint) else { return nil }
        self.seat = seat
        continuity = MachineContinuity(seat: known, request: request.fingerprint, policy: policy)
    }

    /// One that is clear goes before others; then one in use, the one that is most like the machine, the newest.
    var rank: (Int, Int, Int, Int64) {
        (
            continuity.decision == .same ? 1 : 0, seat.returnedAt == nil ? 1 : 0, continuity.comparison.score,
            seat.id
        )
    }
}
