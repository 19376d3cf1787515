import Activation
import Issuing

/// The times of a time correction, and how often its seat had one.
struct CorrectionTimes: Encodable, Sendable {
    let repeated: Bool
    /// What the machine's clock said, and the latest time that it had seen, in UTC.
    /// Nil where the request was told by telephone.
    let machineClock: String?
    let machineSaw: String?
    /// The vendor's time, in UTC.
    let time: String
    let correctionsBefore: Int

    private enum CodingKeys: String, CodingKey {
        case repeated, time
        case machineClock = "machine_clock"
        case machineSaw = "machine_saw"
        case correctionsBefore = "corrections_before"
    }

    init(_ answer: Correction, isRepeated: Bool) {
        repeated = isRepeated
        machineClock = answer.clock?.shown.description
        machineSaw = answer.clock?.seen.description
        time = answer.correction.issuedAt.description
        correctionsBefore = answer.correctionsBefore
    }
}
