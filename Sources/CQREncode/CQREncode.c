#include "CQREncode.h"

#include <CLoader.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <qrencode.h>

// The types are the header's: so the compiler checks every call.
static struct {
    __typeof__(&QRinput_new2) new_input;
    __typeof__(&QRinput_append) append;
    __typeof__(&QRinput_free) free_input;
    __typeof__(&QRcode_encodeInput) encode;
    __typeof__(&QRcode_free) free_code;
    bool is_open;
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    void *handle = cloader_open(CQR_LIBRARY);
    if (!handle) return;
    library.new_input = dlsym(handle, "QRinput_new2");
    library.append = dlsym(handle, "QRinput_append");
    library.free_input = dlsym(handle, "QRinput_free");
    library.encode = dlsym(handle, "QRcode_encodeInput");
    library.free_code = dlsym(handle, "QRcode_free");
    library.is_open =
        library.new_input && library.append && library.free_input && library.encode && library.free_code;
}

bool cqr_is_available(void) {
    pthread_once(&once, open_library);
    return library.is_open;
}

static enum CQRStatus copy(const QRcode *code, unsigned char *modules, int *version, int *side) {
    if (code->width < 1 || code->width > CQR_LONGEST_SIDE || !code->data) return CQR_FAILED;
    // The lowest bit is the colour; the others say what the module is for.
    for (int i = 0; i < code->width * code->width; i++) modules[i] = code->data[i] & 1;
    *version = code->version;
    *side = code->width;
    return CQR_MADE;
}

enum CQRStatus cqr_make(
    const char *text, size_t length, bool alphanumeric, int level, unsigned char *modules, int *version, int *side) {
    if (!cqr_is_available()) return CQR_NO_LIBRARY;
    if (length == 0 || level < QR_ECLEVEL_L || level > QR_ECLEVEL_H) return CQR_FAILED;
    // What the largest code holds in the alphanumeric mode; of bytes it holds fewer.
    if (length > 4296) return CQR_TOO_LARGE;
    QRinput *input = library.new_input(0, (QRecLevel)level);
    if (!input) return CQR_FAILED;
    // Other characters of 8 bits are read as UTF-8 by every reader that is in use, whatever the standard says.
    QRencodeMode mode = alphanumeric ? QR_MODE_AN : QR_MODE_8;
    enum CQRStatus status = CQR_FAILED;
    if (library.append(input, mode, (int)length, (const unsigned char *)text) == 0) {
        QRcode *code = library.encode(input);
        if (code) {
            status = copy(code, modules, version, side);
            library.free_code(code);
        } else if (errno == ERANGE) {
            status = CQR_TOO_LARGE;
        }
    }
    library.free_input(input);
    return status;
}
