import Ledger

/// Whose seat a caller's machine gets.
package enum CallSeat: Hashable, Sendable {
    /// A free one; because no known machine has the mark, or because the agent said that it is none of them.
    case new(isChosen: Bool)
    /// One that is there, by what the ledger knows it by; because of the mark, or because the agent said so.
    case known(Int64, isChosen: Bool)
}

extension CallSeat {
    /// The seat that is planned.
    init(_ plan: SeatPlan) {
        let isChosen = plan.remarks.contains { if case .chosenInCall = $0 { true } else { false } }
        self = plan.known.map { .known($0.id, isChosen: isChosen) } ?? .new(isChosen: isChosen)
    }

    /// Whether the agent said so.
    var isChosen: Bool {
        switch self {
        case .new(let isChosen), .known(_, let isChosen): isChosen
        }
    }

    /// What the ledger knows it by; nil for a free one.
    var id: Int64? {
        guard case .known(let number, _) = self else { return nil }
        return number
    }

    /// Eight bytes: the number that the ledger knows it by, 0 for a new one.
    var bytes: [UInt8] {
        let number = UInt64(bitPattern: id ?? 0)
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
