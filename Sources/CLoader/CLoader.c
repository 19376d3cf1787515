#define _GNU_SOURCE
#include "CLoader.h"

#include <dlfcn.h>
#include <link.h>
#include <stddef.h>

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

void *cloader_open(const char *name) {
    // A wholly static program has no loader but a part of one inside, which is at home only beside the very C library
    // that the program was built with; elsewhere it can crash.
    return cloader_is_there() ? dlopen(name, RTLD_NOW | RTLD_LOCAL) : NULL;
}
