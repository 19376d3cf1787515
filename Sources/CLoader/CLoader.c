#define _GNU_SOURCE
#include "CLoader.h"

#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#if defined(__x86_64__) && defined(__ILP32__)
#define TRIPLE "x86_64-linux-gnux32"
#elif defined(__x86_64__)
#define TRIPLE "x86_64-linux-gnu"
#elif defined(__aarch64__)
#define TRIPLE "aarch64-linux-gnu"
#elif defined(__arm__) && defined(__ARM_PCS_VFP)
#define TRIPLE "arm-linux-gnueabihf"
#elif defined(__arm__)
#define TRIPLE "arm-linux-gnueabi"
#elif defined(__i386__)
#define TRIPLE "i386-linux-gnu"
#elif defined(__riscv) && __riscv_xlen == 64
#define TRIPLE "riscv64-linux-gnu"
#endif

// Where a system keeps its libraries, nearest first. Not where the environment or the program's own header says.
static const char *const folders[] = {
#ifdef TRIPLE
    "/usr/lib/" TRIPLE,
    "/lib/" TRIPLE,
#endif
#if __SIZEOF_POINTER__ == 8
    "/usr/lib64",
    "/lib64",
#endif
    "/usr/lib",
    "/lib",
    "/usr/local/lib",
};

static int note_loader(struct dl_phdr_info *program, size_t size, void *result) {
    (void)size;
    for (int i = 0; i < program->dlpi_phnum; i++) {
        if (program->dlpi_phdr[i].p_type == PT_INTERP) *(bool *)result = true;
    }
    return 1;  // Only the first: that is the program itself.
}

bool cloader_is_there(void) {
    bool is_there = false;
    dl_iterate_phdr(note_loader, &is_there);
    return is_there;
}

static bool is_roots_alone(const char *path, mode_t kind) {
    struct stat status;
    return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == kind && status.st_uid == 0
        && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool cloader_find(const char *folder, const char *name, char file[CLOADER_LONGEST_PATH]) {
    char path[PATH_MAX];
    char whole[PATH_MAX];
    if (folder[0] != '/' || strchr(name, '/') != NULL || !is_roots_alone(folder, S_IFDIR)) return false;
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (length < 0 || (size_t)length >= sizeof path) return false;
    // The name is a link to the library's version, which may be kept elsewhere: that folder counts as well.
    if (realpath(path, whole) == NULL || strlen(whole) >= CLOADER_LONGEST_PATH) return false;
    if (!is_roots_alone(whole, S_IFREG)) return false;
    strcpy(file, whole);
    *strrchr(whole, '/') = '\0';
    return is_roots_alone(whole[0] == '\0' ? "/" : whole, S_IFDIR);
}

void *cloader_open(const char *name) {
    // A wholly static program has no loader but a part of one inside, which is at home only beside the very C library
    // that the program was built with; elsewhere it can crash.
    if (!cloader_is_there()) return NULL;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char file[CLOADER_LONGEST_PATH];
        // One that is damaged, or made for another processor, may stand before the right one.
        void *handle = cloader_find(folders[i], name, file) ? dlopen(file, RTLD_NOW | RTLD_LOCAL) : NULL;
        if (handle != NULL) return handle;
    }
    return NULL;
}
