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
    package internal(set) var highWaterMark: UnixTime
    /// The latest time that the vendor has signed and that was seen here. Nothing lowers it.
    package internal(set) var floor: UnixTime
    /// For how many seconds machines were seen running, in all. Nothing lowers it.
    package internal(set) var lived: Int64
    /// What the clock showed when this was written.
    package internal(set) var seen: UnixTime
    /// How often the vendor has put the high-water mark right.
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
        highWaterMark = ClockPolicy.epoch
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
    let highWaterMark: UnixTime
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

extension ClockRecord {
    func anchor(of boot: Boot) -> BootAnchor {
        BootAnchor(id: boot.id, awake: boot.awake, highWaterMark: highWaterMark, lived: lived)
    }

    mutating func excuse(_ times: [UnixTime]) {
        excused = Array(Set(excused + times).sorted().suffix(Self.excusedLimit))
    }

    /// Adds a reading to the stretch that it goes on from; a further leap begins another one. Where the clock
    /// has gone back, what it showed after that is forgotten.
    mutating func continueProbation(at now: UnixTime, tolerance: Int64) {
        probation.removeAll { now < $0.latest.adding(-tolerance) }
        if var last = probation.last, now <= last.latest.adding(lived - last.livedLatest + tolerance) {
            if now.day > last.latest.day { last.days += 1 }
            last.latest = max(last.latest, now)
            last.livedLatest = lived
            probation[probation.count - 1] = last
        } else {
            probation.append(ClockStretch(at: now, lived: lived))
            probation.removeFirst(max(0, probation.count - Self.probationLimit))
        }
    }

    /// Moves the high-water mark to the end of the latest stretch from whose beginning the clock has gone on for long
    /// enough. Not further: a second leap is no witness for itself.
    mutating func endProbation() {
        guard let end = probation.last?.latest else { return }
        for index in probation.indices.reversed() {
            let stretch = probation[index]
            guard Probation.isPassed(from: stretch.since, to: end, days: days(from: index)),
                lived - stretch.livedSince >= ClockPolicy.probationRunning
            else { continue }
            highWaterMark = max(highWaterMark, stretch.latest)
            probation.removeFirst(index + 1)
            return
        }
    }

    /// On how many days of the calendar the clock was read from that stretch on.
    private func days(from index: Int) -> Int {
        let stretches = probation[index...]
        let shared = zip(stretches, stretches.dropFirst()).filter { $0.latest.day == $1.since.day }
        return stretches.reduce(0) { $0 + $1.days } - shared.count
    }

    /// A check writes only what would be missed, so that hardly any check writes.
    func isWorthWriting(over old: ClockRecord) -> Bool {
        floor != old.floor || excused != old.excused || Set(boots.map(\.id)) != Set(old.boots.map(\.id))
            || Self.hasMoved(highWaterMark.rawValue, old.highWaterMark.rawValue)
            || Self.hasMoved(lived, old.lived)
            || probation.count != old.probation.count
            || zip(probation, old.probation).contains { $0.isWorthWriting(over: $1) }
    }

    fileprivate static func hasMoved(_ one: Int64, _ other: Int64) -> Bool {
        abs(one - other) >= ClockPolicy.writingInterval
    }
}

extension ClockStretch {
    fileprivate func isWorthWriting(over old: ClockStretch) -> Bool {
        since != old.since || days != old.days || ClockRecord.hasMoved(latest.rawValue, old.latest.rawValue)
    }
}
