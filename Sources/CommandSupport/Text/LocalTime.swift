import Activation

/// A moment as the clocks of a place show it, to the minute.
package struct LocalTime: Sendable {
    /// The day and the hour: `2026-12-31 16:00`.
    package let text: String
    /// How far the clocks there are from UTC: `UTC-08:00`.
    package let zone: String

    /// - Parameter offset: how far the clocks there are ahead of UTC, in seconds.
    package init(_ time: UnixTime, offset: Int) {
        text = UnixTime(rawValue: time.rawValue + Int64(offset)).shortText
        let minutes = abs(offset) / 60
        zone =
            "UTC" + (offset < 0 ? "-" : "+") + Self.twoDigits(minutes / 60) + ":"
            + Self.twoDigits(minutes % 60)
    }

    /// RFC 3339: `2026-12-31T16:00:00-08:00`.
    package var timestamp: String { "\(text.prefix(10))T\(text.dropFirst(11)):00\(zone.dropFirst(3))" }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

extension CalendarDay {
    /// When the day is over, which is midnight in UTC.
    package var end: UnixTime { UnixTime(rawValue: start.rawValue + 86_400) }
}
