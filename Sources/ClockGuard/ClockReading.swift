import Activation

/// What a machine shows of time at one moment. Anything out of range is brought into it or left out, so that
/// no number in it can overflow what is computed from it.
package struct ClockReading: Hashable, Sendable {
    /// The most files that are looked at.
    package static let fileLimit = 128

    /// What the clock shows, UTC.
    package let now: UnixTime
    /// Since when the machine runs; nil where it does not say.
    package let boot: Boot?
    /// When some of the system's files were last changed, the latest first, each time once.
    package let files: [ClockFile]

    /// - Parameters:
    ///   - now: what the clock shows; taken as the nearest moment from 1970 to 9999.
    ///   - boot: since when the machine runs.
    ///   - files: of those with a time from 1970 to 9999 the latest ``fileLimit``.
    package init(now: UnixTime, boot: Boot?, files: [ClockFile] = []) {
        self.now = min(max(now, Self.earliest), Self.latest)
        self.boot = boot
        var times: Set<UnixTime> = []
        let usable = files.filter { (Self.earliest...Self.latest).contains($0.time) }
            .sorted { ($0.time, $1.path) > ($1.time, $0.path) }
            .filter { times.insert($0.time).inserted }
        self.files = Array(usable.prefix(Self.fileLimit))
    }

    static let earliest = UnixTime(rawValue: 0)
    static let latest = CalendarDay(daysSince1970: 2_932_896).start
}

/// One run of the machine, from its start to its end.
package struct Boot: Hashable, Sendable {
    /// The size of the id, 16 bytes.
    package static let idSize = 16
    /// More than any machine runs: 2^40 seconds.
    static let longest: Int64 = 1 << 40

    /// The kernel's id of the run (`/proc/sys/kernel/random/boot_id`).
    package let id: [UInt8]
    /// For how many seconds the machine has been running and awake (`CLOCK_MONOTONIC`). No clock that can be
    /// set goes into it, and time asleep does not count: what does, has passed.
    package let awake: Int64

    /// A run, or nil if the id is not of 16 bytes or the seconds are negative or beyond belief.
    package init?(id: [UInt8], awake: Int64) {
        guard id.count == Self.idSize, (0...Self.longest).contains(awake) else { return nil }
        self.id = id
        self.awake = awake
    }
}

/// When a file of the system was last changed.
package struct ClockFile: Hashable, Sendable {
    /// Where it is, for a person to look at.
    package let path: String
    /// When it was changed, by the clock of that moment.
    package let time: UnixTime

    /// A file and its time.
    package init(path: String, time: UnixTime) {
        self.path = path
        self.time = time
    }
}
