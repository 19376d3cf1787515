import CConfinement
import DurableFiles
import Glibc

/// Gives up, for good, everything that reading a picture does not need: files, the network, other processes,
/// other users, privileges, and more than a share of memory and time.
///
/// To be entered by a process of one thread, before it looks at the first byte of a picture, and after its
/// libraries have opened the files they need.
package struct Confinement: Sendable {
    /// Something that must be given up could not be.
    package struct NotEntered: Error, Hashable {
        /// What it was, for whoever looks for the reason: `"system calls (22)"`.
        package let step: String
    }

    private let limits: ReaderLimits
    private let parent: pid_t

    /// - Parameters:
    ///   - limits: what is left of memory and time.
    ///   - parent: the process that started this one, and without which it must not go on.
    package init(_ limits: ReaderLimits, parent: pid_t) {
        self.limits = limits
        self.parent = parent
    }

    /// Closes every descriptor but the three standard ones. First of all: what the process that started this one
    /// had open, such as a ledger, is out of reach even for the libraries.
    package static func closeDescriptors() {
        countersign_close_from(3)
    }

    /// Enters. Namespaces, an empty root folder and the user `nobody` are taken where the kernel gives them; all
    /// else must succeed.
    ///
    /// - Throws: which step failed. Then nothing from outside may be looked at.
    package func enter() throws(NotEntered) {
        beFirstToGo()
        leaveTheMachine()
        try require(countersign_drop_capabilities() == 1, "capabilities")
        try require(disableCoreDumps(), "core dumps")
        try require(countersign_no_new_privileges() == 1, "privileges")
        // Not before the user has changed: the kernel forgets it then.
        try require(countersign_die_with_parent() == 0, "the parent's end")
        // One that ended before that gave no signal: this process has another parent by now.
        try require(getppid() == parent, "the parent")
        try limit()
        setAlarm()
        do throws(SystemCallFilter.NotMade) {
            try SystemCallFilter.enter()
        } catch {
            throw NotEntered(step: "system calls (\(error.number))")
        }
    }

    /// When memory runs short, the kernel ends this process rather than the desk.
    private func beFirstToGo() {
        let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, "1000", 4)
        _ = close(file)
    }

    /// A second wall behind the filter of system calls, and so not insisted on: containers and administrators
    /// forbid one or the other.
    private func leaveTheMachine() {
        let isRoot = geteuid() == 0
        _ = countersign_leave_namespaces(isRoot ? 0 : 1)
        _ = countersign_enter_empty_root()
        // "Nobody" and "nogroup", by number, because the user database may be a service in the network.
        if isRoot { _ = countersign_become(65_534, 65_534) }
    }

    private func limit() throws(NotEntered) {
        try require(ThreadLimit.enter(), "threads")
        let seconds = rlim_t(limits.seconds)
        try limit(RLIMIT_CORE, to: 0, "core files")
        try limit(RLIMIT_FSIZE, to: 0, "files")
        try limit(RLIMIT_NOFILE, to: 3, "open files")
        try limit(RLIMIT_CPU, to: seconds, atMost: seconds + 1, "time")
        // What is allocated is one thing; addresses are another, of which threads reserve plenty.
        try limit(RLIMIT_DATA, to: rlim_t(limits.memory), "memory")
        try limit(RLIMIT_AS, to: rlim_t(limits.memory) + Self.addressesOfTheProgram, "addresses")
    }

    /// A clock beside the parent's, in case that one has stopped: its signal ends the process, and the filter of
    /// system calls lets nobody put it off.
    private func setAlarm() {
        signal(SIGALRM, SIG_DFL)
        _ = alarm(UInt32(clamping: limits.seconds + Self.secondsOfGrace))
    }

    private static let secondsOfGrace = 5

    /// The program, its libraries and the stacks of a few threads.
    private static let addressesOfTheProgram: rlim_t = 1 << 29

    private func limit(
        _ resource: __rlimit_resource, to soft: rlim_t, atMost hard: rlim_t? = nil, _ step: String
    ) throws(NotEntered) {
        var wanted = rlimit(rlim_cur: soft, rlim_max: hard ?? soft)
        var found = rlimit()
        let number = __rlimit_resource_t(resource.rawValue)
        // Somebody may have set a lower one already; a limit is never raised.
        try require(getrlimit(number, &found) == 0, step)
        wanted.rlim_max = min(wanted.rlim_max, found.rlim_max)
        wanted.rlim_cur = min(wanted.rlim_cur, wanted.rlim_max)
        try require(setrlimit(number, &wanted) == 0, step)
    }

    private func require(_ isDone: Bool, _ step: String) throws(NotEntered) {
        guard isDone else { throw NotEntered(step: step) }
    }
}
