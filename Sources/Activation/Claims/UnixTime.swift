/// A moment: whole seconds since 1970-01-01T00:00:00Z, as a CWT's NumericDate (RFC 8392 section 2).
///
/// ```swift
/// let now = UnixTime(rawValue: Int64(time(nil)))  // the C library's clock, read by the application
/// ```
public struct UnixTime: RawRepresentable, Hashable, Comparable, Sendable {
    /// Seconds since 1970.
    public let rawValue: Int64

    /// A moment by its seconds.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// The latest moment that a document may name: the end of the year 9999.
    static let latest = UnixTime(rawValue: 253_402_300_799)

    /// The day, in UTC, that this moment is in.
    public var day: CalendarDay {
        let (days, seconds) = rawValue.quotientAndRemainder(dividingBy: 86_400)
        return CalendarDay(daysSince1970: Int32(clamping: seconds < 0 ? days - 1 : days))
    }

    /// Orders by time.
    public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

extension UnixTime: CustomStringConvertible {
    /// ISO 8601 in UTC: `2026-11-23T16:19:48Z`.
    public var description: String {
        let second = rawValue - day.start.rawValue
        return "\(day)T\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))Z"
    }

    private func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
