import Activation
import Ledger
import PhoneCode
import Refusals

/// All that an agent must see before he grants what a caller asks for. Nothing is granted by it.
package struct CallCard: Sendable {
    /// The license that the code names, as the ledger has it.
    package let entitlement: Entitlement
    /// The product's name for people.
    package let productName: String
    /// The customer's name.
    package let customer: String
    /// How many seats machines have now, before what is asked for is granted.
    package let seatsInUse: Int
    /// The seats sold.
    package let seats: Int
    /// Activation, renewal or time correction.
    package let kind: RequestKind
    /// Machines that have a seat, or had one: those with the caller's mark first, then the one that was answered last.
    /// Where there are many, some of those with the mark and of those that took their seats last.
    package let machines: [CallMachine]
    /// How many machines have a seat, or had one.
    package let machinesInAll: Int64
    /// Earlier calls about this license, the latest first.
    package let calls: [Call]
    /// Who refused the same request before, the latest first; nobody once it is granted.
    package let refusals: [CallRefusal]
    /// What the answer would be.
    package let prospect: CallProspect
    /// How often the license's seats went to other hardware within a year; whether the answer would be one more.
    package let rebindings: RebindingTally
    /// The moment of the call, by this computer's clock.
    package let now: UnixTime
    /// What is odd about that clock; nil where nothing is.
    package let clock: DeskClock?

    /// The day of the call.
    package var today: CalendarDay { now.day }
    /// Whether the answer would be signed now, with a date of today. What was signed before is only read again.
    package var isSigned: Bool {
        switch prospect {
        case .license, .timeCorrection: true
        case .again, .refusal: false
        }
    }

    /// So many with the caller's mark, and so many of the newest, are on a card.
    static let mostOfEither: Int64 = 20

    /// The number of the seat that the answer would be for; nil for a new one.
    package func number(of seat: CallSeat) -> Int64? {
        guard case .known(let id, _) = seat else { return nil }
        return machines.first { $0.id == id }?.number
    }
}
