import Activation
import Ledger
import PhoneCode
import Refusals

/// All that an agent must see before he grants what a caller asks for. Nothing is granted by it.
public struct CallCard: Sendable {
    /// The license.
    public let entitlement: Entitlement
    /// The product's name for people.
    public let productName: String
    /// The customer's name.
    public let customer: String
    /// The seats in use.
    public let seatsInUse: Int
    /// The seats sold.
    public let seats: Int
    /// What is asked for.
    public let kind: RequestKind
    /// Machines that have a seat, or had one: those with the caller's mark first, then the one that was answered last.
    /// Where there are many, some of those with the mark and of those that took their seats last.
    public let machines: [CallMachine]
    /// How many machines have a seat, or had one.
    public let machinesInAll: Int64
    /// Earlier calls about this license, the latest first.
    public let calls: [Call]
    /// What the answer would be.
    public let prospect: CallProspect
    /// How often the license's seats went to other hardware within a year; whether the answer would be one more.
    public let rebindings: RebindingTally
    /// The day of the call.
    public let today: CalendarDay

    /// So many with the caller's mark, and so many of the newest, are on a card.
    static let mostOfEither: Int64 = 20

    /// The number of the seat that the answer would be for; nil for a new one.
    public func number(of seat: CallSeat) -> Int64? {
        guard case .known(let id, _) = seat else { return nil }
        return machines.first { $0.id == id }?.number
    }
}

/// A machine that has, or had, a seat.
public struct CallMachine: Sendable {
    /// What the ledger knows the seat by.
    public let id: Int64
    /// The seat's number: the license's first is 1.
    public let number: Int64
    /// When it took its seat.
    public let firstAt: UnixTime
    /// When it was last answered.
    public let lastAt: UnixTime
    /// Whether nothing is known of it but what was told by telephone.
    public let isByPhone: Bool
    /// Whether it has the mark that the caller told: then it may be his.
    public let hasSameMark: Bool
    /// Whether it has its seat still.
    public let isInUse: Bool
}

/// The answer that is read to a caller; the ledger holds it.
public struct CallAnswer: Sendable {
    /// The document that the code carries.
    public let document: OutgoingDocument
    /// What is read aloud.
    public let response: ResponseCode
    /// The customer's name.
    public let customer: String
    /// The license's id.
    public let license: LicenseID
    /// Whether the same request got the same answer before.
    public let isRepeated: Bool
    /// The seats in use now.
    public let seatsInUse: Int
    /// The seats sold.
    public let seats: Int
    /// How often the license's seats went to other hardware within a year.
    public let rebindings: RebindingTally
}
