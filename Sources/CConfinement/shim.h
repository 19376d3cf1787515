#ifndef COUNTERSIGN_CCONFINEMENT_SHIM_H
#define COUNTERSIGN_CCONFINEMENT_SHIM_H

// libseccomp, and the calls of Linux by which a process gives up what it could do: the Swift module Glibc leaves
// them out, because it is built without _GNU_SOURCE, and Swift cannot call a function with variable arguments.

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/memfd.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern long syscall(long number, ...);

#ifndef CLONE_FS
#define CLONE_FS 0x00000200
#endif
#ifndef CLONE_NEWNS
#define CLONE_NEWNS 0x00020000
#endif
#ifndef CLONE_NEWUTS
#define CLONE_NEWUTS 0x04000000
#endif
#ifndef CLONE_NEWIPC
#define CLONE_NEWIPC 0x08000000
#endif
#ifndef CLONE_NEWUSER
#define CLONE_NEWUSER 0x10000000
#endif
#ifndef CLONE_NEWNET
#define CLONE_NEWNET 0x40000000
#endif
// Linux 5.9; the number is the same on all architectures.
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef F_ADD_SEALS
#define F_ADD_SEALS 1033
#endif

// A file in memory that nobody can change once countersign_seal was called on it.
static inline int countersign_memory_file(void) {
    return (int)syscall(SYS_memfd_create, "picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

// F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW and F_SEAL_WRITE.
static inline int countersign_seal(int descriptor) {
    return fcntl(descriptor, F_ADD_SEALS, 0x1 | 0x2 | 0x4 | 0x8);
}

// A pipe that is not inherited: { read end, write end }.
static inline int countersign_pipe(int ends[2]) {
    return (int)syscall(SYS_pipe2, ends, O_CLOEXEC);
}

// Closes `first` and every descriptor above it.
static inline void countersign_close_from(int first) {
    if (syscall(SYS_close_range, (unsigned)first, ~0U, 0U) == 0) return;
    long count = sysconf(_SC_OPEN_MAX);
    if (count < 0 || count > 1048576) count = 1048576;
    for (int descriptor = first; descriptor < count; descriptor++) (void)close(descriptor);
}

static inline int countersign_die_with_parent(void) {
    return prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL, 0UL, 0UL, 0UL);
}

// Returns 1 when the process, and whatever it starts, can never gain a privilege again.
static inline int countersign_no_new_privileges(void) {
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL);
    return prctl(PR_GET_NO_NEW_PRIVS, 0UL, 0UL, 0UL, 0UL);
}

// Returns 1 when other processes may not look into this one's memory, nor a core file show it.
static inline int countersign_not_dumpable(void) {
    (void)prctl(PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL);
    return prctl(PR_GET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0;
}

// Leaves the network, the mounts, the names and the shared memory of the machine. With `as_user`, by way of a
// user namespace, which an ordinary user may make where the administrator allows it.
static inline int countersign_leave_namespaces(int as_user) {
    int flags = CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | (as_user ? CLONE_NEWUSER : 0);
    return (int)syscall(SYS_unshare, flags);
}

// Makes an empty folder that is nowhere on a disk the root folder: the folder of the open files of a process that
// is no more. (As Chromium does.) The process shares this one's root and working folder, and ends at once.
static inline int countersign_enter_empty_root(void) {
    int process = (int)syscall(SYS_clone, (unsigned long)(CLONE_FS | SIGCHLD), 0UL, 0UL, 0UL, 0UL);
    if (process < 0) return -1;
    if (process == 0) {
        _exit(chroot("/proc/self/fdinfo/") == 0 && chdir("/") == 0 ? 0 : 1);
    }
    int status = 0;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return status == 0 ? 0 : -1;
}

// Becomes a user and a group, and nobody else: real, effective and saved ids. The system calls themselves,
// because the process has one thread.
static inline int countersign_become(unsigned user, unsigned group) {
    if (syscall(SYS_setgroups, 0UL, 0UL) != 0) return -1;
    if (syscall(SYS_setresgid, group, group, group) != 0) return -1;
    return (int)syscall(SYS_setresuid, user, user, user);
}

// Gives up every capability. Returns 1 when none is left.
static inline int countersign_drop_capabilities(void) {
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct data[2];
    memset(data, 0, sizeof data);
    (void)prctl(PR_CAP_AMBIENT, (unsigned long)PR_CAP_AMBIENT_CLEAR_ALL, 0UL, 0UL, 0UL);
    if (syscall(SYS_capset, &header, data) != 0) return 0;
    memset(data, 0xff, sizeof data);
    if (syscall(SYS_capget, &header, data) != 0) return 0;
    return (data[0].effective | data[1].effective | data[0].permitted | data[1].permitted) == 0;
}

static inline unsigned countersign_refuse_with(int number) { return SCMP_ACT_ERRNO(number); }

// A resource for setrlimit.
static const int countersign_threads_of_user = RLIMIT_NPROC;

static const unsigned countersign_kill_process = SCMP_ACT_KILL_PROCESS;
static const unsigned countersign_allow = SCMP_ACT_ALLOW;

#endif
