#ifndef COUNTERSIGN_CZBAR_H
#define COUNTERSIGN_CZBAR_H

// QR codes by libzbar.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Called for each code read: its bytes, and its corners as x and y, clockwise.
typedef void (*countersign_zbar_found)(
    void *context, const uint8_t *bytes, size_t count, const int32_t corners[8]);

/// Looks for codes in width * height bytes of brightness, along every `step`th row and column. 0, or -1 if the
/// library gave up.
int countersign_zbar_read(
    const uint8_t *grey, uint32_t width, uint32_t height, int step, countersign_zbar_found found, void *context);

/// Loads and keeps the tables of letters that the library would open a file for at each code it reads.
void countersign_zbar_prepare(void);

#ifdef __cplusplus
}
#endif

#endif
