#ifndef COUNTERSIGN_CZXING_H
#define COUNTERSIGN_CZXING_H

// QR codes by libzxing (zxing-cpp), without its C++.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Called for each code found: its bytes, and its corners as x and y from the top left corner of the code on,
/// clockwise. `count` is 0 for a code that was found and could not be read.
typedef void (*countersign_zxing_found)(
    void *context, const uint8_t *bytes, size_t count, const int32_t corners[8]);

typedef struct {
    /// Also at other scales.
    int try_downscale;
    /// One threshold for the whole picture, instead of one for each place.
    int one_threshold;
    /// The picture is nothing but one code, straight.
    int pure;
    /// Codes that cannot be read too.
    int unreadable_too;
} countersign_zxing_options;

/// Looks for codes in width * height bytes of brightness. 0, or -1 if the library gave up.
int countersign_zxing_read(
    const uint8_t *grey, int32_t width, int32_t height, countersign_zxing_options options,
    countersign_zxing_found found, void *context);

#ifdef __cplusplus
}
#endif

#endif
