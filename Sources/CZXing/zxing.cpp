#include "CZXing.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace {

ZXing::DecodeHints hints() {
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryRotate(false);     // A QR code is found in every direction at once.
    hints.setTryDownscale(false);  // The caller tries scales of its own.
    return hints;
}

void report(const ZXing::Result &result, countersign_zxing_found found, void *context) {
    const auto &position = result.position();
    int32_t corners[8];
    for (int corner = 0; corner < 4; corner++) {
        corners[2 * corner] = position[corner].x;
        corners[2 * corner + 1] = position[corner].y;
    }
    const auto &bytes = result.bytes();
    found(context, bytes.data(), bytes.size(), corners);
}

}  // namespace

int countersign_zxing_read(
    const uint8_t *grey, int32_t width, int32_t height, countersign_zxing_found found, void *context) {
    if (grey == nullptr || width < 1 || height < 1) {
        return -1;
    }
    try {
        ZXing::ImageView view(grey, width, height, ZXing::ImageFormat::Lum);
        for (const auto &result : ZXing::ReadBarcodes(view, hints())) {
            report(result, found, context);
        }
        return 0;
    } catch (...) {
        return -1;
    }
}
