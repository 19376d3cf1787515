import CLinux
import Glibc

/// Keeps the process's memory, and the keys in it, from being written to a disk or shown when it crashes, and
/// from being read by other processes of the same user.
///
/// Returns whether both the limit and the flag are in force now. To be called once, before secrets are read.
@discardableResult
package func disableCoreDumps() -> Bool {
    // Swift's runtime catches these to print the stack, the registers and the memory that they point to; its
    // helper is given that memory whatever the flag below says. Besides, an ABRT from outside ends nothing then.
    for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
    // The limit alone would not do: a core that is piped to a program is not subject to it.
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    let isLimited = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0
    let isMarked = countersign_set_dumpable(0) == 0 && countersign_get_dumpable() == 0
    return isLimited && isMarked
}
