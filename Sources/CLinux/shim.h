#ifndef COUNTERSIGN_CLINUX_SHIM_H
#define COUNTERSIGN_CLINUX_SHIM_H

// What the Swift module Glibc leaves out of Linux: it is built without _GNU_SOURCE, and Swift
// cannot call a function with variable arguments.

#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

extern long syscall(long number, ...);

// Not <sys/ioctl.h>: its types are the module Glibc's, which CommandSupport uses to ask a terminal for its size.
extern int ioctl(int descriptor, unsigned long request, ...);

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

// Whether something is mounted at this very path: 1 or 0, and -1 where the kernel does not tell (before Linux 5.8).
// What is read of statx(2) stands here, because its header has a type of the module Glibc's.
static inline int countersign_is_mount(const char *path) {
#ifdef SYS_statx
    const unsigned long long mount_root = 0x2000;  // STATX_ATTR_MOUNT_ROOT
    struct {
        unsigned int mask, block_size;
        unsigned long long attributes;
        unsigned char others[40];
        unsigned long long known_attributes;
        unsigned char rest[192];
    } found;
    if (syscall(SYS_statx, AT_FDCWD, path, 0, 0U, &found) != 0) return -1;
    if ((found.known_attributes & mount_root) == 0) return -1;
    return (found.attributes & mount_root) != 0;
#else
    return -1;
#endif
}

// Whether an access control list (POSIX) gives rights beside the permission bits.
static inline _Bool countersign_has_access_list(int descriptor) {
    return syscall(SYS_fgetxattr, descriptor, "system.posix_acl_access", 0, 0UL) > 0;
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

// Asks the kernel for all network links (RTM_GETLINK, rtnetlink(7)) and gives the socket that it answers on; -1
// where it cannot be asked.
static inline int countersign_ask_for_links(unsigned int sequence) {
    struct {
        struct nlmsghdr header;
        struct ifinfomsg link;
    } request;
    memset(&request, 0, sizeof request);
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = RTM_GETLINK;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.header.nlmsg_seq = sequence;
    struct sockaddr_nl kernel;
    memset(&kernel, 0, sizeof kernel);
    kernel.nl_family = AF_NETLINK;
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (descriptor < 0) return -1;
    if (sendto(descriptor, &request, sizeof request, 0, (struct sockaddr *)&kernel, sizeof kernel)
        != (ssize_t)sizeof request) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

// One datagram of the answer, and how long it is; -1 where there is none, it is longer than the buffer, or another
// process sent it.
static inline long countersign_next_links(int descriptor, void *buffer, unsigned long capacity) {
    struct sockaddr_nl sender;
    socklen_t size = sizeof sender;
    memset(&sender, 0, sizeof sender);
    ssize_t length = recvfrom(
        descriptor, buffer, capacity, MSG_TRUNC | MSG_DONTWAIT, (struct sockaddr *)&sender, &size);
    if (length < 0 || (unsigned long)length > capacity) return -1;
    if (size != sizeof sender || sender.nl_family != AF_NETLINK || sender.nl_pid != 0) return -1;
    return length;
}

// The permanent address of a network card (ETHTOOL_GPERMADDR), for kernels before 5.6, which do not tell it with the
// links; its length, or -1.
static inline long countersign_permanent_address(const char *name, void *buffer, unsigned long capacity) {
    struct {
        struct ethtool_perm_addr head;
        unsigned char address[32]; // The kernel's MAX_ADDR_LEN.
    } answer;
    struct ifreq request;
    memset(&answer, 0, sizeof answer);
    memset(&request, 0, sizeof request);
    if (strlen(name) >= sizeof request.ifr_name) return -1;
    strcpy(request.ifr_name, name);
    answer.head.cmd = ETHTOOL_GPERMADDR;
    answer.head.size = sizeof answer.address;
    request.ifr_data = (void *)&answer;
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    int result = ioctl(descriptor, SIOCETHTOOL, &request);
    close(descriptor);
    if (result < 0 || answer.head.size > sizeof answer.address || answer.head.size > capacity) return -1;
    memcpy(buffer, answer.address, answer.head.size);
    return answer.head.size;
}

// Opens a folder that may be passed through and written to, but not listed.
static const int countersign_o_path = __O_PATH;

// Opens a new file that has no name in a folder yet (O_TMPFILE).
static const int countersign_o_tmpfile = __O_TMPFILE | O_DIRECTORY;

// Links the very file that is open (AT_EMPTY_PATH).
static const int countersign_at_empty_path = 0x1000;

#endif
