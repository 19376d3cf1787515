// libpng, opened when the first picture is written: a program that writes none does not load it, and runs where it
// is not installed.
#ifndef CPNG_h
#define CPNG_h

#include <stdbool.h>
#include <stddef.h>

/// The library's file, as the system's loader knows it.
#define CPNG_LIBRARY "libpng16.so.16"

/// The longest side of a picture, in pixels.
#define CPNG_LONGEST_SIDE 8192

/// Whether the library is there; opens it.
bool cpng_is_available(void);

/// The bytes that the file of such a picture takes at the most; 0 if it is larger than `CPNG_LONGEST_SIDE`.
size_t cpng_largest_file(unsigned width, unsigned height);

/// Writes a picture of grey pixels, a byte each, row by row, 0 black and 255 white, as a PNG file.
///
/// `file` has room for `size` bytes, at least `cpng_largest_file`; `size` becomes what was used. False if the library
/// is not there, the picture is too large, or there is no memory. Safe to call from several threads.
bool cpng_write(const unsigned char *pixels, unsigned width, unsigned height, unsigned char *file, size_t *size);

#endif
