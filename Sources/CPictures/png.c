#include "CPictures.h"

#include <string.h>

#include <png.h>

static int begin(png_image *image, const uint8_t *bytes, size_t count) {
    memset(image, 0, sizeof *image);
    image->version = PNG_IMAGE_VERSION;
    return png_image_begin_read_from_memory(image, bytes, count);
}

int countersign_png_size(const uint8_t *bytes, size_t count, countersign_picture_size *size) {
    png_image image;
    if (!begin(&image, bytes, count)) {
        png_image_free(&image);
        return -1;
    }
    size->width = image.width;
    size->height = image.height;
    png_image_free(&image);
    return 0;
}

int countersign_png_grey(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey) {
    png_image image;
    if (!begin(&image, bytes, count) || image.width != size.width || image.height != size.height) {
        png_image_free(&image);
        return -1;
    }
    // Palettes, 16 bits, colours and interlacing are all undone by the library.
    image.format = PNG_FORMAT_GRAY;
    png_color white = {255, 255, 255};
    int whole = png_image_finish_read(&image, &white, grey, (png_int_32)size.width, NULL);
    int cut_short = !whole && strstr(image.message, "read beyond end of data") != NULL;
    png_image_free(&image);
    return whole ? 0 : cut_short ? -2 : -1;
}
