import CConfinement
import Glibc

/// How many threads a reader can have. The decoder of HEIC waits for ever for one that it could not start, so that
/// calls for new threads cannot simply be forbidden; but a reader that somebody else has taken over must not fill the
/// machine with them.
///
/// The kernel's limit counts the threads of a user: in a user namespace of its own only the reader's, else those of
/// every process that the same user has, in other containers too. No file says how many they are. So it is found out
/// by trying which is the lowest limit under which a thread still starts.
enum ThreadLimit {
    /// How many more can be started where the reader alone is counted, or nearly.
    private static let ownThreads: rlim_t = 8
    /// And where others of the same user are counted, who come and go.
    private static let sharedThreads: rlim_t = 64

    /// Sets it, for good. A limit that is lower already stays.
    ///
    /// - Returns: whether that could be done.
    static func enter() -> Bool {
        var found = rlimit()
        guard getrlimit(number, &found) == 0 else { return false }
        let most = found.rlim_max
        var needed = min(lowest(upTo: most), most)
        needed += needed > ownThreads ? min(sharedThreads, most - needed) : min(ownThreads, most - needed)
        var wanted = rlimit(rlim_cur: needed, rlim_max: needed)
        return setrlimit(number, &wanted) == 0
    }

    /// The lowest limit under which a thread starts; `most` where none does.
    private static func lowest(upTo most: rlim_t) -> rlim_t {
        var tooLow: rlim_t = 0
        var enough: rlim_t = 1
        while !allowsThread(enough, most) {
            guard enough < most, enough < 1 << 32 else { return most }
            tooLow = enough
            enough = min(enough * 2, most)
        }
        while enough - tooLow > 1 {
            let middle = tooLow + (enough - tooLow) / 2
            if allowsThread(middle, most) { enough = middle } else { tooLow = middle }
        }
        return enough
    }

    private static func allowsThread(_ count: rlim_t, _ most: rlim_t) -> Bool {
        var limit = rlimit(rlim_cur: min(count, most), rlim_max: most)
        var thread = pthread_t()
        guard setrlimit(number, &limit) == 0, pthread_create(&thread, nil, { _ in nil }, nil) == 0 else {
            return false
        }
        pthread_join(thread, nil)
        return true
    }

    private static let number = __rlimit_resource_t(countersign_threads_of_user)
}
