import CConfinement
import Glibc

/// The list of system calls that are left to a reader of pictures; every other one ends it.
///
/// By libseccomp, and so for whatever processor the kernel has. What is here was found by tracing the decoders;
/// the man page seccomp(2) says what a filter can and cannot do.
struct SystemCallFilter: ~Copyable {
    /// Why there is no filter: the kernel's or the library's error number.
    struct NotMade: Error {
        let number: Int32
    }

    private let context: UnsafeMutableRawPointer

    private init(context: UnsafeMutableRawPointer) {
        self.context = context
    }

    deinit { seccomp_release(context) }

    /// Puts the filter in force, for this process and for good.
    static func enter() throws(NotMade) {
        guard let context = seccomp_init(countersign_kill_process) else { throw NotMade(number: EINVAL) }
        let filter = SystemCallFilter(context: context)
        try filter.fill()
        try filter.check(seccomp_load(context))
    }

    private func fill() throws(NotMade) {
        // A call made for another processor's table, such as a 32-bit one.
        try check(seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, countersign_kill_process))
        // Threads that a library started while it was loaded come under it too.
        try check(seccomp_attr_set(context, SCMP_FLTATR_CTL_TSYNC, 1))
        for name in Self.allowed { try rule(countersign_allow, name) }
        try allowStreams()
        try allowMemoryWithoutPrograms()
        try allowThreads()
        for (name, number) in Self.refused { try rule(countersign_refuse_with(number), name) }
    }

    /// What touches nothing but the process's own memory, its time and its end.
    private static let allowed = [
        "brk", "munmap", "mremap", "madvise", "exit", "exit_group", "futex", "rt_sigreturn", "rt_sigprocmask",
        "sigaltstack", "restart_syscall", "getpid", "gettid", "clock_gettime", "clock_getres",
        "clock_nanosleep",
        "nanosleep", "gettimeofday", "getrandom", "sched_yield", "sched_getaffinity", "getrusage",
        "set_robust_list", "rseq", "set_tid_address",
    ]

    /// What libraries try and can do without: the answer is no, and they go on.
    private static let refused: [(String, Int32)] = [
        ("open", EACCES), ("openat", EACCES), ("openat2", EACCES), ("access", EACCES), ("faccessat", EACCES),
        ("faccessat2", EACCES), ("stat", EACCES), ("lstat", EACCES), ("newfstatat", EACCES),
        ("statx", EACCES),
        ("readlink", EACCES), ("readlinkat", EACCES), ("getcwd", EACCES), ("fstat", EBADF), ("lseek", ESPIPE),
        ("ioctl", ENOTTY), ("fcntl", EPERM), ("sysinfo", EPERM), ("uname", EPERM), ("prctl", EPERM),
        ("prlimit64", EPERM), ("getrlimit", EPERM), ("rt_sigaction", EPERM), ("membarrier", ENOSYS),
        ("sched_setaffinity", EPERM), ("sched_setscheduler", EPERM), ("get_mempolicy", ENOSYS),
        // Its flags lie in memory, where no filter can look; the C library then tries the older call.
        ("clone3", ENOSYS),
    ]

    /// The picture is read from standard input; the answer goes to standard output, last words to standard error.
    private func allowStreams() throws(NotMade) {
        try rule(countersign_allow, "read", [scmp_arg_cmp(arg: 0, op: SCMP_CMP_EQ, datum_a: 0, datum_b: 0)])
        for name in ["write", "writev"] {
            try rule(countersign_allow, name, [scmp_arg_cmp(arg: 0, op: SCMP_CMP_EQ, datum_a: 1, datum_b: 0)])
            try rule(countersign_allow, name, [scmp_arg_cmp(arg: 0, op: SCMP_CMP_EQ, datum_a: 2, datum_b: 0)])
        }
    }

    /// Memory of its own, never to be executed: neither a file's nor what a picture brought along.
    private func allowMemoryWithoutPrograms() throws(NotMade) {
        let notExecutable = scmp_arg_cmp(
            arg: 2, op: SCMP_CMP_MASKED_EQ, datum_a: scmp_datum_t(PROT_EXEC), datum_b: 0)
        let anonymous = scmp_arg_cmp(
            arg: 3, op: SCMP_CMP_MASKED_EQ, datum_a: scmp_datum_t(MAP_ANONYMOUS),
            datum_b: scmp_datum_t(MAP_ANONYMOUS))
        try rule(countersign_allow, "mmap", [notExecutable, anonymous])
        try rule(countersign_allow, "mprotect", [notExecutable])
    }

    /// Some decoders insist on threads; ``ThreadLimit`` says how many. The flags are the C library's for one, so that no process can be started;
    /// and a signal goes to this process or to nobody.
    private func allowThreads() throws(NotMade) {
        let threadFlags: scmp_datum_t = 0x3d_0f00
        try rule(
            countersign_allow, "clone",
            [scmp_arg_cmp(arg: 0, op: SCMP_CMP_EQ, datum_a: threadFlags, datum_b: 0)])
        try rule(
            countersign_allow, "tgkill",
            [scmp_arg_cmp(arg: 0, op: SCMP_CMP_EQ, datum_a: scmp_datum_t(getpid()), datum_b: 0)])
    }

    private func rule(_ action: UInt32, _ name: String, _ arguments: [scmp_arg_cmp] = []) throws(NotMade) {
        let number = seccomp_syscall_resolve_name(name)
        // Unknown to this version of the library, and so unknown to the filter: it ends the process.
        guard number != __NR_SCMP_ERROR else { return }
        try check(
            arguments.withUnsafeBufferPointer {
                seccomp_rule_add_array(context, action, number, UInt32($0.count), $0.baseAddress)
            })
    }

    private func check(_ result: Int32) throws(NotMade) {
        guard result == 0 else { throw NotMade(number: -result) }
    }
}
