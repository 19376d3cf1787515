// libzxcvbn, opened when the first new passphrase is judged: a program that is given none does not load it, and runs where
// it is not installed.
#ifndef CZxcvbn_h
#define CZxcvbn_h

#include <stdbool.h>

/// The library's file, as the system's loader knows it.
#define CZX_LIBRARY "libzxcvbn.so.0"

/// Whether the library is there; opens it.
bool czx_is_available(void);

/// How many bits a passphrase is worth to somebody who knows what people choose: words, names, dates, keys side by side.
///
/// `text` ends with a zero. Below zero where the library is not there. The library copies parts of the text to memory that
/// it gives back as it is. Safe to call from several threads.
double czx_bits(const char *text);

#endif
