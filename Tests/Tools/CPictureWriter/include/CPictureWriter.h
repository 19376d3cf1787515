#ifndef COUNTERSIGN_CPICTUREWRITER_H
#define COUNTERSIGN_CPICTUREWRITER_H

// Writes pictures of brightness, for tests.

#include <stddef.h>
#include <stdint.h>

/// A JPEG of this quality (1 to 100), to be freed with free(); NULL if there is no memory.
uint8_t *countersign_write_jpeg(const uint8_t *grey, uint32_t width, uint32_t height, int quality, size_t *count);

/// A PNG of 8 bits, to be freed with free(); NULL if there is no memory.
uint8_t *countersign_write_png(const uint8_t *grey, uint32_t width, uint32_t height, size_t *count);

#endif
