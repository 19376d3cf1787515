import Activation
import CBOR
import Cryptography
import Refusals

/// What a caller would get.
package enum CallProspect: Hashable, Sendable {
    /// This license, on that seat.
    case license(License, CallSeat)
    /// The vendor's time, for the machine on that seat.
    case timeCorrection(CallSeat)
    /// What the same request got before, then.
    case again(OutgoingDocument, at: UnixTime)
    /// Nothing, and why.
    case refusal(Refusal)
}

/// Whose seat a caller's machine gets.
package enum CallSeat: Hashable, Sendable {
    /// A free one; because no known machine has the mark, or because the agent said that it is none of them.
    case new(isChosen: Bool)
    /// One that is there, by what the ledger knows it by; because of the mark, or because the agent said so.
    case known(Int64, isChosen: Bool)
}

/// What an agent says about the seat of a caller's machine.
package enum SeatChoice: Hashable, Sendable {
    /// It is another machine than any that is known.
    case new
    /// It is the machine on the license's seat with this number, from 1.
    case number(Int64)
}

extension CallProspect {
    /// The seat that it is about; nil where nothing new is granted.
    var seat: CallSeat? {
        switch self {
        case .license(_, let seat), .timeCorrection(let seat): seat
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
        case .license(let license, let seat):
            SHA256Digest(of: [1] + seat.bytes + CBOREncoder.encode(license.claims))
        case .timeCorrection(let seat): SHA256Digest(of: [2] + seat.bytes)
        case .again(let document, _): SHA256Digest(of: [3] + document.encoded)
        case .refusal(let refusal): SHA256Digest(of: [4] + Array(refusal.code.rawValue.utf8))
        }
    }
}

extension CallSeat {
    /// Eight bytes: the number that the ledger knows it by, 0 for a new one.
    fileprivate var bytes: [UInt8] {
        let number = UInt64(bitPattern: id ?? 0)
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
