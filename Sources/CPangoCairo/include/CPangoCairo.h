// Pages of a PDF file, drawn by cairo, with text that is set by Pango. Both are opened when the first page is begun: a
// program that makes none does not load them, and runs where they are not installed.
//
// All lengths are in points, from the upper left corner.
#ifndef CPangoCairo_h
#define CPangoCairo_h

#include <stdbool.h>
#include <stddef.h>

/// The library's file, as the system's loader knows it; it brings all others.
#define CPC_LIBRARY "libpangocairo-1.0.so.0"

/// A PDF file that is being made.
typedef struct cpc_file cpc_file;

/// Takes the file's next bytes; false if it cannot.
typedef bool (*cpc_sink)(void *context, const unsigned char *bytes, unsigned length);

/// Whether the library is there; opens it.
bool cpc_is_available(void);

/// Begins a file whose pages are of this size; NULL without memory, or without the library.
cpc_file *cpc_open(cpc_sink sink, void *context, double width, double height);

/// Whether any typeface is installed; without one, no text may be set.
bool cpc_has_typeface(cpc_file *file);

/// What is said of the file: all UTF-8; the date is ISO 8601.
void cpc_describe(cpc_file *file, const char *title, const char *subject, const char *creator, const char *date);

/// Sets a paragraph, broken into lines of this width; below zero, on one line.
///
/// `families` are tried in order, separated by commas; the first `bold_bytes` of the text are bold, and all of it
/// with `is_bold`. Returns how many lines it has.
int cpc_set_text(
    cpc_file *file, const char *text, size_t length, const char *families, double size, bool is_bold,
    size_t bold_bytes, double width);

/// How many characters of the paragraph that was set last no typeface has; boxes are drawn in their places.
int cpc_unknown_glyphs(cpc_file *file);

/// The width of a line of the paragraph that was set last, counted from 0.
double cpc_line_width(cpc_file *file, int line);

/// Draws that line with its baseline here.
void cpc_show_line(cpc_file *file, int line, double x, double y);

/// Adds a rectangle to those that are filled next.
void cpc_add_rectangle(cpc_file *file, double x, double y, double width, double height);

/// Fills all rectangles that were added since, as one shape; 0 is black, 1 white.
void cpc_fill(cpc_file *file, double grey);

/// Ends a page; what is drawn next is on another.
void cpc_end_page(cpc_file *file);

/// Ends the file, and frees it. NULL if all went well, else why not.
const char *cpc_close(cpc_file *file);

#endif
