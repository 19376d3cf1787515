#ifndef COUNTERSIGN_CZXING_H
#define COUNTERSIGN_CZXING_H

// QR codes by libzxing (zxing-cpp), without its C++.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Called for each code found: its bytes, and its corners as x and y from the top left corner of the code on,
/// clockwise.
typedef void (*countersign_zxing_found)(
    void *context, const uint8_t *bytes, size_t count, const int32_t corners[8]);

/// Looks for codes in width * height bytes of brightness. 0, or -1 if the library gave up.
int countersign_zxing_read(
    const uint8_t *grey, int32_t width, int32_t height, countersign_zxing_found found, void *context);

#ifdef __cplusplus
}
#endif

#endif
