#ifndef COUNTERSIGN_CLINUX_SHIM_H
#define COUNTERSIGN_CLINUX_SHIM_H

// What the Swift module Glibc leaves out of Linux: it is built without _GNU_SOURCE, and Swift
// cannot call a function with variable arguments.

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

extern long syscall(long number, ...);

// Renames and fails with EEXIST where the new name is taken (RENAME_NOREPLACE). The system call itself:
// glibc before 2.28 has no wrapper.
static inline int countersign_rename_no_replace(
    int old_folder, const char *old_name, int new_folder, const char *new_name) {
#ifdef SYS_renameat2
    return (int)syscall(SYS_renameat2, old_folder, old_name, new_folder, new_name, 1U);
#else
    errno = ENOSYS;
    return -1;
#endif
}

// Writes everything of the file system that holds the descriptor to the disk.
static inline int countersign_syncfs(int descriptor) {
#ifdef SYS_syncfs
    return (int)syscall(SYS_syncfs, descriptor);
#else
    errno = ENOSYS;
    return -1;
#endif
}

static inline int countersign_set_dumpable(int dumpable) {
    return prctl(PR_SET_DUMPABLE, (unsigned long)dumpable, 0UL, 0UL, 0UL);
}

static inline int countersign_get_dumpable(void) {
    return prctl(PR_GET_DUMPABLE, 0UL, 0UL, 0UL, 0UL);
}

// The environment, or null where something has cleared it: Swift's own name for it takes it for never null.
static inline char **countersign_environment(void) {
    extern char **environ;
    return environ;
}

// Opens a folder that may be passed through and written to, but not listed.
static const int countersign_o_path = __O_PATH;

#endif
