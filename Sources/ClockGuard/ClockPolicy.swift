import Activation

/// The numbers of the clock guard. All but the tolerance are the same for every product; see `docs/clock.md`.
package struct ClockPolicy: Hashable, Sendable {
    /// The hours that a product may choose from.
    package static let toleranceHours = 1...720
    /// Before this moment the program did not exist: a clock that shows less has lost its time.
    package static let epoch = CalendarDay(daysSince1970: 20_454).start  // 2026-01-01
    /// A leap ahead is believed when the clock has gone on from it for so many seconds: three days …
    package static let probation: Int64 = 72 * hour
    /// … and was seen on so many days of the calendar …
    package static let probationDays = 4
    /// … and the machine has been seen running for so many seconds meanwhile: one hour.
    package static let probationRunning: Int64 = hour
    /// A record is written when a time in it has moved by so many seconds: one hour.
    package static let writingInterval: Int64 = hour
    /// A correction is taken as long as the machine has run for no more seconds than this since it was asked
    /// for: thirty days.
    package static let correctionLife: Int64 = 30 * 24 * hour

    static let hour: Int64 = 3_600

    /// By how many seconds the clock may be behind, and how far ahead it is believed at once.
    package let tolerance: Int64

    /// - Parameter toleranceHours: 1 to 720; anything else is taken as the nearer of the two.
    package init(toleranceHours hours: Int = 24) {
        let range = Self.toleranceHours
        tolerance = Int64(min(max(hours, range.lowerBound), range.upperBound)) * Self.hour
    }
}

/// Whether times show that a clock went on for long enough to be believed.
///
/// A mistake with a clock is seen and put right within a day or two of somebody's being there. Three days and
/// four days of the calendar: from Friday to Tuesday, with the weekend off, is not enough; four days at work are.
enum Probation {
    static func isPassed(from first: UnixTime, to last: UnixTime, days: Int) -> Bool {
        last.rawValue - first.rawValue >= ClockPolicy.probation && days >= ClockPolicy.probationDays
    }

    /// The latest of these times from which the others show that the clock went on.
    static func latestPassed(_ times: [UnixTime]) -> UnixTime? {
        let descending = times.sorted(by: >)
        guard let last = descending.first else { return nil }
        var days = 0
        var day: CalendarDay?
        for time in descending {
            if time.day != day { days += 1 }
            day = time.day
            if isPassed(from: time, to: last, days: days) { return time }
        }
        return nil
    }
}

extension UnixTime {
    func adding(_ seconds: Int64) -> UnixTime { UnixTime(rawValue: rawValue + seconds) }
}
