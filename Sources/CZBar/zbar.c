#include "CZBar.h"

#include <iconv.h>

#include <zbar.h>

static void report(const zbar_symbol_t *symbol, countersign_zbar_found found, void *context) {
    if (zbar_symbol_get_type(symbol) != ZBAR_QRCODE || zbar_symbol_get_loc_size(symbol) != 4) {
        return;
    }
    int32_t corners[8];
    for (unsigned corner = 0; corner < 4; corner++) {
        corners[2 * corner] = zbar_symbol_get_loc_x(symbol, corner);
        corners[2 * corner + 1] = zbar_symbol_get_loc_y(symbol, corner);
    }
    const char *text = zbar_symbol_get_data(symbol);
    if (text != NULL) {
        found(context, (const uint8_t *)text, zbar_symbol_get_data_length(symbol), corners);
    }
}

// Nothing but QR codes: bars found in the noise would only cost time.
static zbar_image_scanner_t *scanner_of_codes(int step) {
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    if (scanner != NULL) {
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
        zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, step);
        zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, step);
    }
    return scanner;
}

int countersign_zbar_read(
    const uint8_t *grey, uint32_t width, uint32_t height, int step, countersign_zbar_found found, void *context) {
    if (grey == NULL || width < 1 || height < 1) {
        return -1;
    }
    zbar_image_scanner_t *scanner = scanner_of_codes(step);
    zbar_image_t *image = zbar_image_create();
    int result = -1;
    if (scanner != NULL && image != NULL) {
        zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
        zbar_image_set_size(image, width, height);
        zbar_image_set_data(image, grey, (unsigned long)width * height, NULL);
        result = zbar_scan_image(scanner, image) < 0 ? -1 : 0;
        const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
        for (; symbol != NULL; symbol = zbar_symbol_next(symbol)) {
            report(symbol, found, context);
        }
    }
    if (image != NULL) {
        zbar_image_destroy(image);
    }
    if (scanner != NULL) {
        zbar_image_scanner_destroy(scanner);
    }
    return result;
}

void countersign_zbar_prepare(void) {
    // Never closed: a table that nobody holds is unloaded again.
    (void)iconv_open("UTF-8", "ISO8859-1");
    (void)iconv_open("UTF-8", "SJIS");
    (void)iconv_open("UTF-8", "BIG5");
    (void)iconv_open("UTF-8", "CP437");
}
