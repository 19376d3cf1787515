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
