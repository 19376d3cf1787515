import Activation
import Refusals

/// What was decided about one request. Nothing of it is written yet: deciding only reads.
enum Decision: Sendable {
    /// This is to be signed, and the seat to be written.
    case give(Award, SeatPlan)
    /// The same request got this before, then; where the seat is known better now, it is written.
    case again(IssuedAnswer, at: UnixTime, SeatPlan?)
    /// Nothing, and why.
    case refuse(Refusal)
}

extension Refusal {
    /// Whether something was decided about one request, rather than the vault or the system having failed. What is
    /// damaged in the ledger concerns the request that it was looked up for, and no other; deciding writes nothing, so
    /// nothing is lost by going on.
    var isDecision: Bool {
        switch code.exitStatus {
        case .software, .cannotCreate, .temporaryFailure: false
        case .inputOutput: code == .vaultDamaged
        default: true
        }
    }
}
