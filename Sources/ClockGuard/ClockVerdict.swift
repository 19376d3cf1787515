import Activation

/// Whether the machine's clock can be believed, now.
///
/// ```swift
/// if case .timeCorrected(_, let time, .setBack) = outcome { show("Set the clock; it was \(time).") }
/// ```
public enum ClockVerdict: Hashable, Sendable {
    /// Dates are to be judged by `now`: the clock, or the high-water mark where the clock is a little behind it.
    case trustworthy(now: UnixTime, leap: ClockLeap?)
    /// The clock shows less than it must. What else is so about a license cannot be told.
    case setBack(ClockSetBack)
}

/// The clock has gone ahead by more than is known to have passed. That is ordinary after a weekend, and after a
/// mistake with the clock it would be the explanation of a license that seems to have ended.
///
/// ```swift
/// if case .timeCorrected(_, _, .trustworthy(_, let leap?)) = outcome {
///     show("The clock shows \(leap.shown); \(leap.expected) was expected.")
/// }
/// ```
public struct ClockLeap: Hashable, Sendable {
    /// Worth telling a person from 30 days on, in seconds.
    package static let remarkable: Int64 = 30 * 24 * 3_600

    /// What the clock would show if the machine had not been off, at the least.
    public let expected: UnixTime
    /// What the clock shows, in whole seconds, as the system said it.
    public let shown: UnixTime

    /// Whether it is long enough to be worth telling.
    package var isRemarkable: Bool { shown.rawValue - expected.rawValue >= Self.remarkable }
}

/// A clock that shows less than it must.
///
/// ```swift
/// if case .clockSetBack(_, let clock) = verdict { show("Set the clock to \(clock.expected) or later.") }
/// ```
public struct ClockSetBack: Hashable, Sendable {
    /// What shows that it is later.
    package enum Evidence: Hashable, Sendable {
        /// Earlier checks, and the time that the machine has run since.
        case highWaterMark
        /// A date that the vendor has signed.
        case signedDocument
        /// The times of the system's files; this one is named.
        case systemFile(path: String)
    }

    /// What the clock shows.
    public let shown: UnixTime
    /// What it must show, at the least.
    public let expected: UnixTime
    /// How that is known.
    package let evidence: Evidence

    /// Whether the clock shows a time before this program was made. Then nobody has set it back: its battery
    /// is empty, and it has begun again at 1970, 2000 or the year of the mainboard.
    package var hasLostItsTime: Bool { shown < ClockPolicy.epoch }
}

/// What came of a check of the clock.
package struct ClockJudgement: Hashable, Sendable {
    /// Whether the clock can be believed.
    package let verdict: ClockVerdict
    /// What is to be remembered.
    package let record: ClockRecord
    /// Whether the record differs from the last one by enough to be written. If it cannot be written, the
    /// verdict stands all the same.
    package let isWorthWriting: Bool
}
