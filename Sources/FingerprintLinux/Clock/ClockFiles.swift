import Glibc

/// The files whose times are looked at. Each is changed by the system in the course of time, by nobody else,
/// and shows its time to every user who may pass through its folder. `docs/clock.md` has the reason for each.
enum ClockFiles {
    /// So many of one folder, the last by name.
    static let limit = 24
    static let journalFolderLimit = 4
    static let journals = "/var/log/journal"

    static let single = [
        "/var/lib/systemd/timesync/clock",
        "/var/lib/systemd/random-seed",
        "/var/lib/logrotate/status",
        "/var/lib/logrotate/logrotate.status",
        "/var/lib/logrotate.status",
        "/var/log/wtmp", "/var/log/wtmp.1",
        "/var/log/btmp", "/var/log/btmp.1",
        "/var/log/lastlog",
        "/etc/adjtime",
    ]

    static let folders: [(String, @Sendable (String) -> Bool)] = [
        ("/var/lib/systemd/timers", { $0.hasPrefix("stamp-") && $0.hasSuffix(".timer") }),
        ("/var/lib/apt/periodic", { $0.hasSuffix("-stamp") }),
    ]

    static func isSystemJournal(_ name: String) -> Bool {
        name.hasPrefix("system") && name.hasSuffix(".journal")
    }
}

/// The seconds since the machine was started, without those asleep (`CLOCK_MONOTONIC`, clock_gettime(2)); nil
/// where the system does not tell. Not `CLOCK_BOOTTIME`: time asleep is taken from the clock that can be wrong.
package func monotonicSeconds() -> Int64? {
    var time = timespec()
    guard clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return nil }
    return Int64(time.tv_sec)
}
