#include "CPictures.h"

#include <libheif/heif.h>

typedef struct {
    struct heif_context *context;
    struct heif_image_handle *handle;
} heif_file;

static void close_file(heif_file *file) {
    heif_image_handle_release(file->handle);
    heif_context_free(file->context);
}

static int open_file(const uint8_t *bytes, size_t count, heif_file *file) {
    file->handle = NULL;
    file->context = heif_context_alloc();
    if (file->context == NULL) {
        return -1;
    }
    // No threads of the library's own beside the decoder's one.
    heif_context_set_max_decoding_threads(file->context, 0);
    struct heif_error error = heif_context_read_from_memory_without_copy(file->context, bytes, count, NULL);
    if (error.code == heif_error_Ok) {
        error = heif_context_get_primary_image_handle(file->context, &file->handle);
    }
    if (error.code != heif_error_Ok) {
        close_file(file);
        return -1;
    }
    return 0;
}

int countersign_heif_size(const uint8_t *bytes, size_t count, countersign_picture_size *size) {
    heif_file file;
    if (open_file(bytes, count, &file)) {
        return -1;
    }
    int width = heif_image_handle_get_width(file.handle);
    int height = heif_image_handle_get_height(file.handle);
    close_file(&file);
    if (width <= 0 || height <= 0) {
        return -1;
    }
    size->width = (uint32_t)width;
    size->height = (uint32_t)height;
    return 0;
}

// The plane that is nearest to the brightness: the library would convert to colours first.
static enum heif_channel brightness(const struct heif_image *image) {
    return heif_image_get_colorspace(image) == heif_colorspace_RGB ? heif_channel_G : heif_channel_Y;
}

static int copy_plane(const struct heif_image *image, countersign_picture_size size, uint8_t *grey) {
    enum heif_channel channel = brightness(image);
    if (heif_image_get_width(image, channel) != (int)size.width
        || heif_image_get_height(image, channel) != (int)size.height) {
        return -1;
    }
    int bits = heif_image_get_bits_per_pixel_range(image, channel);
    int stride = 0;
    const uint8_t *plane = heif_image_get_plane_readonly(image, channel, &stride);
    size_t bytes_each = bits > 8 ? 2 : 1;
    if (plane == NULL || bits < 8 || bits > 16 || stride < 0 || (size_t)stride < size.width * bytes_each) {
        return -1;
    }
    for (uint32_t y = 0; y < size.height; y++) {
        const uint8_t *row = plane + (size_t)y * (size_t)stride;
        uint8_t *line = grey + (size_t)y * size.width;
        for (uint32_t x = 0; x < size.width; x++) {
            line[x] = bits == 8 ? row[x] : (uint8_t)(((const uint16_t *)(const void *)row)[x] >> (bits - 8));
        }
    }
    return 0;
}

int countersign_heif_grey(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey) {
    heif_file file;
    if (open_file(bytes, count, &file)) {
        return -1;
    }
    struct heif_image *image = NULL;
    struct heif_error error = heif_decode_image(
        file.handle, &image, heif_colorspace_undefined, heif_chroma_undefined, NULL);
    int result = error.code == heif_error_Ok ? copy_plane(image, size, grey) : -1;
    heif_image_release(image);
    close_file(&file);
    return result;
}

void countersign_heif_prepare(void) {
    heif_context_free(heif_context_alloc());
    heif_have_decoder_for_format(heif_compression_HEVC);
}
