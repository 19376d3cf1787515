import Activation
import Ledger
import PhoneCode
import Refusals

/// All that an agent must see before he grants what a caller asks for. Nothing is granted by it.
package struct CallCard: Sendable {
    /// The license.
    package let entitlement: Entitlement
    /// The product's name for people.
    package let productName: String
    /// The customer's name.
    package let customer: String
    /// The seats in use.
    package let seatsInUse: Int
    /// The seats sold.
    package let seats: Int
    /// What is asked for.
    package let kind: RequestKind
    /// Machines that have a seat, or had one: those with the caller's mark first, then the one that was answered last.
    /// Where there are many, some of those with the mark and of those that took their seats last.
    package let machines: [CallMachine]
    /// How many machines have a seat, or had one.
    package let machinesInAll: Int64
    /// Earlier calls about this license, the latest first.
    package let calls: [Call]
    /// What the answer would be.
    package let prospect: CallProspect
    /// How often the license's seats went to other hardware within a year; whether the answer would be one more.
    package let rebindings: RebindingTally
    /// The day of the call.
    package let today: CalendarDay

    /// So many with the caller's mark, and so many of the newest, are on a card.
    static let mostOfEither: Int64 = 20

    /// The number of the seat that the answer would be for; nil for a new one.
    package func number(of seat: CallSeat) -> Int64? {
        guard case .known(let id, _) = seat else { return nil }
        return machines.first { $0.id == id }?.number
    }
}

/// A machine that has, or had, a seat.
package struct CallMachine: Sendable {
    /// What the ledger knows the seat by.
    package let id: Int64
    /// The seat's number: the license's first is 1.
    package let number: Int64
    /// When it took its seat.
    package let firstAt: UnixTime
    /// When it was last answered.
    package let lastAt: UnixTime
    /// Whether nothing is known of it but what was told by telephone.
    package let isByPhone: Bool
    /// Whether it has the mark that the caller told: then it may be his.
    package let hasSameMark: Bool
    /// Whether it has its seat still.
    package let isInUse: Bool
}

/// The answer that is read to a caller; the ledger holds it.
package struct CallAnswer: Sendable {
    /// The document that the code carries.
    package let document: OutgoingDocument
    /// What is read aloud.
    package let response: ResponseCode
    /// The customer's name.
    package let customer: String
    /// The license's id.
    package let license: LicenseID
    /// Whether the same request got the same answer before.
    package let isRepeated: Bool
    /// The seats in use now.
    package let seatsInUse: Int
    /// The seats sold.
    package let seats: Int
    /// How often the license's seats went to other hardware within a year.
    package let rebindings: RebindingTally
}
