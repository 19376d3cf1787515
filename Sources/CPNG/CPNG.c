#include "CPNG.h"

#include <CLoader.h>
#include <dlfcn.h>
#include <png.h>
#include <pthread.h>
#include <string.h>

// The simplified interface: its errors stay inside, and no longjmp leaves the library. The type is the header's: so
// the compiler checks every call.
static struct {
    __typeof__(&png_image_write_to_memory) write;
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    void *handle = cloader_open(CPNG_LIBRARY);
    if (handle) library.write = dlsym(handle, "png_image_write_to_memory");
}

bool cpng_is_available(void) {
    pthread_once(&once, open_library);
    return library.write != NULL;
}

static png_image description(unsigned width, unsigned height) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.format = PNG_FORMAT_GRAY;
    image.width = width;
    image.height = height;
    return image;
}

static bool is_sensible(unsigned width, unsigned height) {
    return width > 0 && height > 0 && width <= CPNG_LONGEST_SIDE && height <= CPNG_LONGEST_SIDE;
}

size_t cpng_largest_file(unsigned width, unsigned height) {
    if (!is_sensible(width, height)) return 0;
    png_image image = description(width, height);
    return PNG_IMAGE_PNG_SIZE_MAX(image);
}

bool cpng_write(const unsigned char *pixels, unsigned width, unsigned height, unsigned char *file, size_t *size) {
    if (!is_sensible(width, height) || !cpng_is_available()) return false;
    png_image image = description(width, height);
    png_alloc_size_t used = *size;
    if (!library.write(&image, file, &used, 0, pixels, 0, NULL)) return false;
    *size = used;
    return true;
}
