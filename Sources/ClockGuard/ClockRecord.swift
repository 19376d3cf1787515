import Activation

/// What the clock guard remembers between two checks. ``ClockRecordFile`` is how it is kept.
package struct ClockRecord: Hashable, Sendable {
    /// The runs of machines that are remembered, at most: a folder may be shared.
    package static let bootLimit = 8
    /// The file times that are excused, at most: all that one reading can hold.
    package static let excusedLimit = ClockReading.fileLimit
    /// The stretches on probation, at most.
    package static let probationLimit = 8
    /// The requests for a correction that can be open, at most.
    package static let awaitedLimit = 4

    /// The high-water mark: it is not earlier than this, as far as is known.
    package internal(set) var mark: UnixTime
    /// The latest time that the vendor has signed and that was seen here. Nothing lowers it.
    package internal(set) var floor: UnixTime
    /// For how many seconds machines were seen running, in all. Nothing lowers it.
    package internal(set) var lived: Int64
    /// What the clock showed when this was written.
    package internal(set) var seen: UnixTime
    /// How often the vendor has put the mark right.
    package internal(set) var corrections: UInt32

    /// The runs that have been seen, the latest last.
    var boots: [BootAnchor] = []
    /// What the clock has shown since a leap that is not believed yet; ascending.
    var probation: [ClockStretch] = []
    /// Times of files that are known to be wrong; ascending.
    var excused: [UnixTime] = []
    /// The requests that a correction may answer, the latest last.
    var awaited: [AwaitedCorrection] = []

    /// A record that knows nothing yet.
    init(startingAt now: UnixTime) {
        mark = ClockPolicy.epoch
        floor = ClockPolicy.epoch
        lived = 0
        seen = now
        corrections = 0
    }
}

/// A moment in a run of a machine. So much time as the run has gone on since has really passed, whatever the
/// clock shows and whatever other machines that share the folder have counted in between.
struct BootAnchor: Hashable, Sendable {
    let id: [UInt8]
    let awake: Int64
    let mark: UnixTime
    let lived: Int64
}

/// Times that the clock has shown without a leap between them.
struct ClockStretch: Hashable, Sendable {
    /// The first.
    let since: UnixTime
    /// ``ClockRecord/lived`` then.
    let livedSince: Int64
    /// The last.
    var latest: UnixTime
    /// ``ClockRecord/lived`` then.
    var livedLatest: Int64
    /// On how many days of the calendar it was read.
    var days: Int
}

extension ClockStretch {
    init(at now: UnixTime, lived: Int64) {
        self.init(since: now, livedSince: lived, latest: now, livedLatest: lived, days: 1)
    }
}

/// A request for a correction, and what ``ClockRecord/lived`` was when it was made.
struct AwaitedCorrection: Hashable, Sendable {
    let request: RequestDigest
    let lived: Int64
}
