#ifndef COUNTERSIGN_CMISDEEDS_SHIM_H
#define COUNTERSIGN_CMISDEEDS_SHIM_H

// Calls that Swift does not offer, for good reasons. For tests of what a confined process may not do.

#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

extern long syscall(long number, ...);

static inline long misdeed_fork(void) { return syscall(SYS_clone, (unsigned long)SIGCHLD, 0UL, 0UL, 0UL, 0UL); }

static inline long misdeed_newer_fork(void) {
    unsigned long arguments[11] = { 0, 0, 0, 0, SIGCHLD };
    return syscall(435, arguments, sizeof arguments);
}

static inline long misdeed_attach_to(int process) { return syscall(SYS_ptrace, 16UL, (unsigned long)process, 0UL, 0UL); }

static inline long misdeed_new_user_namespace(void) { return syscall(SYS_unshare, 0x10000000UL); }

static inline long misdeed_io_uring(void) {
    unsigned char parameters[120] = { 0 };
    return syscall(425, 8UL, parameters);
}

static inline long misdeed_signal_thread_of(int process) { return syscall(SYS_tgkill, process, process, SIGKILL); }

#endif
