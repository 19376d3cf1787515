import Activation
import Ledger
import PhoneCode

extension CallMachine {
    init(
        _ record: ActivationRecord, number: Int64, _ binding: Activation.LicenseBinding, mark: MachineMark
    ) {
        self.init(
            id: record.id, number: number, firstAt: UnixTime(rawValue: record.firstAt),
            lastAt: UnixTime(rawValue: record.lastAt), isByPhone: PhoneSeat.isOnlyMarked(record),
            hasSameMark: PhoneSeat.mark(of: record, binding) == mark, isInUse: record.returnedAt == nil)
    }
}

extension [ActivationRecord] {
    /// The number of a seat as people know it: the license's first is 1.
    func seatNumber(of id: Int64) -> Int64 { (firstIndex { $0.id == id }.map(Int64.init) ?? -1) + 1 }
}

extension CallSeat {
    var isChosen: Bool {
        switch self {
        case .new(let isChosen), .known(_, let isChosen): isChosen
        }
    }
}

extension SeatChoice {
    /// As it is typed, and kept.
    public var text: String {
        switch self {
        case .new: "new"
        case .number(let number): "\(number)"
        }
    }

    /// What an agent typed; nil for what is none.
    public init?(_ text: String) {
        if text.lowercased() == "new" {
            self = .new
        } else if let number = Int64(text), number > 0 {
            self = .number(number)
        } else {
            return nil
        }
    }
}
