import Activation
import CBOR
import Cryptography
import Refusals

/// What a caller would get.
package enum CallProspect: Hashable, Sendable {
    /// This license, on that seat; and whether its machine or user had one with the same last day before.
    case license(License, CallSeat, keepsLastDay: Bool)
    /// The vendor's time, for the machine on that seat.
    case timeCorrection(CallSeat)
    /// What the same request got before, then.
    case again(OutgoingDocument, at: UnixTime)
    /// Nothing, and why.
    case refusal(Refusal)
}

extension CallProspect {
    /// What of a decision the card shows.
    init(_ decision: Decision) {
        switch decision {
        case .refuse(let refusal): self = .refusal(refusal)
        case .again(let issued, let at, _): self = .again(issued.document, at: at)
        case .give(.license(let grant), let plan):
            self = .license(grant.license, CallSeat(plan), keepsLastDay: grant.keepsLastDay)
        case .give(.correction, let plan): self = .timeCorrection(CallSeat(plan))
        }
    }

    /// Whether the same request was answered before.
    package var isRepeated: Bool {
        guard case .again = self else { return false }
        return true
    }

    /// The seat that it is about; nil where nothing new is granted.
    var seat: CallSeat? {
        switch self {
        case .license(_, let seat, _), .timeCorrection(let seat): seat
        case .again, .refusal: nil
        }
    }

    /// For the audit log.
    var inShort: String {
        switch self {
        case .license, .timeCorrection: ", would be granted"
        case .again: ", was granted before"
        case .refusal(let refusal): ", \(refusal.code.rawValue)"
        }
    }

    /// What is kept of what an agent was shown, to grant that and nothing else. Of a time correction the moment is not in
    /// it: that is always now.
    var digest: SHA256Digest {
        switch self {
        case .license(let license, let seat, _):
            SHA256Digest(of: [1] + seat.bytes + CBOREncoder.encode(license.claims))
        case .timeCorrection(let seat): SHA256Digest(of: [2] + seat.bytes)
        case .again(let document, _): SHA256Digest(of: [3] + document.encoded)
        case .refusal(let refusal): SHA256Digest(of: [4] + Array(refusal.code.rawValue.utf8))
        }
    }
}
