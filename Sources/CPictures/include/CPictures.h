#ifndef COUNTERSIGN_CPICTURES_H
#define COUNTERSIGN_CPICTURES_H

// The brightness of pictures, by the library of each format: libjpeg, libpng, libwebp, libheif.
//
// Two calls for each format. `size` reads the header only, so that the caller can refuse a picture before
// memory is taken for it; `grey` then writes width * height bytes, rows from the top, 0 black to 255 white.
// Transparent parts become white. Both return 0, or -1 for what cannot be read: nothing is printed, nothing
// else is touched, no file is opened (libheif apart, which loads its plugins when it is first used). `grey`
// returns 1 for a JPEG that ends before its last row, with the rows that are there, and -2 for such a PNG.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    uint32_t width;
    uint32_t height;
} countersign_picture_size;

int countersign_jpeg_size(const uint8_t *bytes, size_t count, countersign_picture_size *size);
int countersign_jpeg_grey(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey);

int countersign_png_size(const uint8_t *bytes, size_t count, countersign_picture_size *size);
int countersign_png_grey(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey);

/// Of an animation the first frame.
int countersign_webp_size(const uint8_t *bytes, size_t count, countersign_picture_size *size);
int countersign_webp_grey(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey);

/// HEIC; the primary picture of the file.
int countersign_heif_size(const uint8_t *bytes, size_t count, countersign_picture_size *size);
int countersign_heif_grey(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey);

/// Loads whatever libheif loads late.
void countersign_heif_prepare(void);

#ifdef __cplusplus
}
#endif

#endif
