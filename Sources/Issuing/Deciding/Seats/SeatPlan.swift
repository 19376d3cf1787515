import Activation
import Ledger

/// What becomes of a seat with an answer. It is written before the next request is decided.
struct SeatPlan: Sendable {
    /// What is written of the seat itself.
    enum Change: Sendable {
        /// Nothing: it stays as it is.
        case kept(ActivationRecord)
        /// Its holder was answered again, and is known by this from now on.
        case renewed(ActivationRecord, Holder)
        /// It is taken now.
        case taken(Holder)
    }

    /// By what the holder of a seat is known again.
    struct Holder: Sendable {
        let fingerprint: [UInt8]
        let deviceKey: [UInt8]
        /// 0 to 127, as it is told by telephone; nil for none.
        let mark: Int64?
    }

    let license: LicenseID
    let change: Change
    /// What the seat's machine is looked up by, and was before; nil where that stays.
    var index: (new: [Int64], old: [Int64])?
    /// The changes of machine that are counted for it; nil for none.
    var counted: RebindingTally?
    /// What the audit log is told beside the answer, in this order.
    var remarks: [SeatRemark] = []

    /// The seat that is there; nil for one that is taken now.
    var known: ActivationRecord? {
        switch change {
        case .kept(let record), .renewed(let record, _): record
        case .taken: nil
        }
    }
}

/// What the audit log is told of a seat that went by something else than what the machine shows.
enum SeatRemark: Sendable {
    /// Given by telephone, and taken by a machine that sent a file.
    case takenOver(PhoneSeatTakeover)
    /// Chosen by the vendor for a file.
    case chosen
    /// Chosen by an agent in a call.
    case chosenInCall
    /// Other hardware than it had.
    case rebound(RebindingTally)
}

extension SeatRemark {
    /// What the audit log calls it.
    var action: AuditAction {
        switch self {
        case .takenOver: .seatTakenOver
        case .chosen: .seatChosen
        case .chosenInCall: .callSeatChosen
        case .rebound: .seatRebound
        }
    }

    /// For the audit log; `audit verify` compares what it says of changes of machine with the ledger.
    func detail(_ number: Int64, _ plan: SeatPlan, reason: String?) -> String {
        switch self {
        case .takenOver(let takeover): return takeover.outcome
        case .chosen: return plan.known == nil ? ", a new seat, \(number)" : ", seat \(number)"
        case .chosenInCall: return ", seat \(number)"
        case .rebound(let tally):
            let count = "\(RebindingTally.inWords(tally.counted)) \(tally.used) of \(tally.allowed) in a year"
            return ", seat \(number), " + (reason.map { "\(count), reason: \($0)" } ?? count)
        }
    }
}
