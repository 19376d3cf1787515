// libqrencode, opened when the first code is made: a program that makes none does not load it, and runs where it
// is not installed.
#ifndef CQREncode_h
#define CQREncode_h

#include <stdbool.h>
#include <stddef.h>

/// The library's file, as the system's loader knows it.
#define CQR_LIBRARY "libqrencode.so.4"

/// The modules along one side of the largest code, version 40.
#define CQR_LONGEST_SIDE 177

/// How making a code ended.
enum CQRStatus {
    CQR_MADE,
    /// No code holds as much.
    CQR_TOO_LARGE,
    /// The library is not there, or is another than is needed.
    CQR_NO_LIBRARY,
    /// The text is empty, or the library found no memory.
    CQR_FAILED
};

/// Whether the library is there; opens it.
bool cqr_is_available(void);

/// Makes the smallest code that holds the text.
///
/// `text`, of `length` bytes, need not end with a zero and must hold none. `alphanumeric` says that it has only
/// characters of the alphanumeric mode, and becomes one segment of it. `level` is 0 to 3, for about 7, 15, 25 and
/// 30 per cent. `modules` has room for the square of `CQR_LONGEST_SIDE`; row by row, 1 is dark. Safe to call from
/// several threads.
enum CQRStatus cqr_make(
    const char *text, size_t length, bool alphanumeric, int level, unsigned char *modules, int *version, int *side);

#endif
