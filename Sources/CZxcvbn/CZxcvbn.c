#include "CZxcvbn.h"

#include <CLoader.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

// Its one function, as zxcvbn.h has it. The header is not needed to build.
static double (*match)(const char *text, const char *words[], void **parts);

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    void *handle = cloader_open(CZX_LIBRARY);
    if (handle) match = (double (*)(const char *, const char *[], void **))dlsym(handle, "ZxcvbnMatch");
}

bool czx_is_available(void) {
    pthread_once(&once, open_library);
    return match != NULL;
}

double czx_bits(const char *text) { return czx_is_available() ? match(text, NULL, NULL) : -1; }
