/// A day of the Gregorian calendar, in UTC. Licenses begin and end with whole days.
///
/// ```swift
/// if let last = license.lastDay, last.adding(days: -30) < now.day { show("Renew before \(last).") }
/// ```
public struct CalendarDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, negative before it: as RFC 8943 counts them.
    public let daysSince1970: Int32

    /// A day by its number.
    public init(daysSince1970: Int32) { self.daysSince1970 = daysSince1970 }

    /// A day by its date, or nil if there is no such date from 1970 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        // Counts from 0000-03-01, so that the leap day is a year's last
        // (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        let shiftedYear = month > 2 ? year : year - 1
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSince1970: Int32(era * 146_097 + dayOfEra - 719_468))
        guard date == (year, month, day) else { return nil }
    }

    /// A day written `2027-03-31` (RFC 3339 full-date), or nil.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) })
        else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 48) } }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// A moment that is the very beginning of a day, or nil if it is not one or not from 1970 to 9999.
    package init?(startingAt time: UnixTime) {
        guard time.rawValue >= 0, time <= .latest, time.rawValue % 86_400 == 0 else { return nil }
        self.init(daysSince1970: Int32(clamping: time.rawValue / 86_400))
    }

    /// The day of which a moment is the very end, or nil if it is not one or the day is not from 1970 to 9999.
    init?(endingAt time: UnixTime) {
        guard time.rawValue >= 86_400 else { return nil }
        self.init(startingAt: UnixTime(rawValue: time.rawValue - 86_400))
    }

    /// Midnight at the beginning of the day, UTC.
    public var start: UnixTime { UnixTime(rawValue: Int64(daysSince1970) * 86_400) }

    /// The day that is so many days later, or the last or first that can be told if that is beyond it.
    public func adding(days: Int) -> CalendarDay {
        CalendarDay(daysSince1970: Int32(clamping: Int(daysSince1970) + Int(Int32(clamping: days))))
    }

    /// Year, month, day.
    var date: (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSince1970) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// Orders by time.
    public static func < (one: Self, other: Self) -> Bool { one.daysSince1970 < other.daysSince1970 }
}

extension CalendarDay: CustomStringConvertible {
    /// RFC 3339 full-date: `2027-03-31`.
    public var description: String {
        let (year, month, day) = date
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
