import Glibc

/// What the operating system says about this process.
enum ThisProcess {
    /// Makes the process fit to report its own errors: a closed pipe is an error and not a death, and no
    /// file opened later can take the number of a standard stream that the caller closed.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        // So is a file that grows past the user's limit (`ulimit -f`).
        signal(SIGXFSZ, SIG_IGN)
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1
        {
            // Opened the wrong way round, so that using it still fails, as the caller may expect.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    static func seconds(of clock: clockid_t) -> Int64 {
        Int64(time(clock).tv_sec)
    }

    /// How far the local time is ahead of UTC then, in seconds; below zero west of Greenwich.
    static func secondsEastOfUTC(at moment: Int64) -> Int64 {
        var moment = time_t(moment)
        var local = tm()
        tzset()
        guard localtime_r(&moment, &local) != nil else { return 0 }
        return Int64(local.tm_gmtoff)
    }

    static func milliseconds(of clock: clockid_t) -> Int64 {
        let time = time(clock)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    static func userName() -> String {
        entry { $0.pw_name } ?? String(getuid())
    }

    static func homeFolder(_ environment: [String: String]) -> String {
        if let home = environment["HOME"], home.hasPrefix("/") { return home }
        return entry { $0.pw_dir } ?? "/"
    }

    private static func time(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }

    /// Reads one field of the user's entry in the user database; `nil` where there is none.
    private static func entry(_ field: (passwd) -> UnsafeMutablePointer<CChar>?) -> String? {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        // Entries from a directory service can be long; beyond this, something is wrong with it.
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16384) { buffer in
            guard let start = buffer.baseAddress,
                getpwuid_r(getuid(), &record, start, buffer.count, &found) == 0, found != nil,
                let text = field(record)
            else { return nil }
            return String(cString: text)
        }
    }
}
