import Activation
import Ledger
import PhoneCode

extension CallMachine {
    init(_ record: ActivationRecord, _ binding: Activation.LicenseBinding, mark: MachineMark) {
        self.init(
            id: record.id, number: record.number, firstAt: UnixTime(rawValue: record.firstAt),
            lastAt: UnixTime(rawValue: record.lastAt), isByPhone: PhoneSeat.isOnlyMarked(record),
            hasSameMark: PhoneSeat.mark(of: record, binding) == mark, isInUse: record.returnedAt == nil)
    }
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
    package var text: String {
        switch self {
        case .new: "new"
        case .number(let number): "\(number)"
        }
    }

    /// What an agent typed; nil for what is none.
    package init?(_ text: String) {
        if text.lowercased() == "new" {
            self = .new
        } else if let number = Int64(text), number > 0 {
            self = .number(number)
        } else {
            return nil
        }
    }
}
