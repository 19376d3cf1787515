import Activation
import Ledger
import PhoneCode

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

extension CallMachine {
    init(_ record: ActivationRecord, _ binding: LicenseBinding, mark: MachineMark) {
        self.init(
            id: record.id, number: record.number, firstAt: UnixTime(rawValue: record.firstAt),
            lastAt: UnixTime(rawValue: record.lastAt), isByPhone: PhoneSeat.isOnlyMarked(record),
            hasSameMark: PhoneSeat.mark(of: record, binding) == mark, isInUse: record.returnedAt == nil)
    }
}
