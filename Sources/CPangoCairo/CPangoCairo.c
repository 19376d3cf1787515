#include "CPangoCairo.h"

#include <CLoader.h>
#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

// What is used of the libraries' interfaces, which have been the same since cairo 1.16 and Pango 1.44. Their headers
// are not: with them comes a search path for each of a dozen libraries. The numbers are those of the headers.
enum {
    CAIRO_STATUS_SUCCESS = 0,
    CAIRO_STATUS_WRITE_ERROR = 11,
    CAIRO_PDF_VERSION_1_5 = 1,
    CAIRO_PDF_METADATA_TITLE = 0,
    CAIRO_PDF_METADATA_SUBJECT = 2,
    CAIRO_PDF_METADATA_CREATOR = 4,
    CAIRO_PDF_METADATA_CREATE_DATE = 5,
    CAIRO_HINT_STYLE_NONE = 1,
    CAIRO_HINT_METRICS_OFF = 1,
    PANGO_DIRECTION_LTR = 0,
    PANGO_WRAP_WORD_CHAR = 2,
    PANGO_WEIGHT_NORMAL = 400,
    PANGO_WEIGHT_BOLD = 700,
    PANGO_SCALE = 1024,
};

typedef struct {
    int x, y, width, height;
} PangoRectangle;

typedef struct {
    const void *class;
    unsigned start_index, end_index;
} PangoAttribute;

typedef int (*cairo_write_func)(void *context, const unsigned char *bytes, unsigned length);

#define FUNCTIONS(X) \
    X(void *, cairo_pdf_surface_create_for_stream, (cairo_write_func, void *, double, double)) \
    X(void, cairo_pdf_surface_restrict_to_version, (void *, int)) \
    X(void, cairo_pdf_surface_set_metadata, (void *, int, const char *)) \
    X(void, cairo_surface_finish, (void *)) \
    X(int, cairo_surface_status, (void *)) \
    X(void, cairo_surface_destroy, (void *)) \
    X(const char *, cairo_status_to_string, (int)) \
    X(void *, cairo_create, (void *)) \
    X(int, cairo_status, (void *)) \
    X(void, cairo_destroy, (void *)) \
    X(void, cairo_show_page, (void *)) \
    X(void, cairo_move_to, (void *, double, double)) \
    X(void, cairo_rectangle, (void *, double, double, double, double)) \
    X(void, cairo_set_source_rgb, (void *, double, double, double)) \
    X(void, cairo_fill, (void *)) \
    X(void *, cairo_font_options_create, (void)) \
    X(void, cairo_font_options_set_hint_style, (void *, int)) \
    X(void, cairo_font_options_set_hint_metrics, (void *, int)) \
    X(void, cairo_font_options_destroy, (void *)) \
    X(void *, pango_cairo_create_layout, (void *)) \
    X(void, pango_cairo_context_set_font_options, (void *, const void *)) \
    X(void, pango_cairo_context_set_resolution, (void *, double)) \
    X(void, pango_cairo_show_layout_line, (void *, void *)) \
    X(void, pango_context_list_families, (void *, void ***, int *)) \
    X(void, pango_context_set_base_dir, (void *, int)) \
    X(void, pango_context_set_round_glyph_positions, (void *, int)) \
    X(void *, pango_layout_get_context, (void *)) \
    X(void, pango_layout_set_auto_dir, (void *, int)) \
    X(void, pango_layout_set_wrap, (void *, int)) \
    X(void, pango_layout_set_single_paragraph_mode, (void *, int)) \
    X(void, pango_layout_set_font_description, (void *, const void *)) \
    X(void, pango_layout_set_attributes, (void *, void *)) \
    X(void, pango_layout_set_width, (void *, int)) \
    X(void, pango_layout_set_text, (void *, const char *, int)) \
    X(int, pango_layout_get_line_count, (void *)) \
    X(int, pango_layout_get_unknown_glyphs_count, (void *)) \
    X(void *, pango_layout_get_line_readonly, (void *, int)) \
    X(void, pango_layout_line_get_extents, (void *, PangoRectangle *, PangoRectangle *)) \
    X(void *, pango_font_description_new, (void)) \
    X(void, pango_font_description_set_family, (void *, const char *)) \
    X(void, pango_font_description_set_absolute_size, (void *, double)) \
    X(void, pango_font_description_set_weight, (void *, int)) \
    X(void, pango_font_description_free, (void *)) \
    X(void *, pango_attr_list_new, (void)) \
    X(void, pango_attr_list_insert, (void *, void *)) \
    X(void, pango_attr_list_unref, (void *)) \
    X(PangoAttribute *, pango_attr_weight_new, (int)) \
    X(PangoAttribute *, pango_attr_insert_hyphens_new, (int)) \
    X(void, g_object_unref, (void *)) \
    X(void, g_free, (void *))

static struct {
    bool is_whole;
#define MEMBER(result, name, parameters) result(*name) parameters;
    FUNCTIONS(MEMBER)
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    // A name is looked for in the library and in all that it brings, cairo and GLib among them.
    void *handle = cloader_open(CPC_LIBRARY);
    if (!handle) return;
#define FIND(result, name, parameters) \
    if (!(library.name = (result(*) parameters)dlsym(handle, #name))) return;
    FUNCTIONS(FIND)
    library.is_whole = true;
}

bool cpc_is_available(void) {
    pthread_once(&once, open_library);
    return library.is_whole;
}

struct cpc_file {
    cpc_sink sink;
    void *context;
    void *surface, *cairo, *layout;
};

static int pass_on(void *context, const unsigned char *bytes, unsigned length) {
    cpc_file *file = context;
    return file->sink(file->context, bytes, length) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/// The page is the same on every machine: nothing is rounded to some screen's pixels, and a name from right to left
/// stands in a page from left to right.
static void set_up(void *layout) {
    void *context = library.pango_layout_get_context(layout);
    void *options = library.cairo_font_options_create();
    library.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    library.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    library.pango_cairo_context_set_font_options(context, options);
    library.cairo_font_options_destroy(options);
    library.pango_cairo_context_set_resolution(context, 72);
    library.pango_context_set_round_glyph_positions(context, false);
    library.pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    library.pango_layout_set_auto_dir(layout, false);
    library.pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    library.pango_layout_set_single_paragraph_mode(layout, true);
}

cpc_file *cpc_open(cpc_sink sink, void *context, double width, double height) {
    if (!cpc_is_available()) return NULL;
    cpc_file *file = calloc(1, sizeof *file);
    if (!file) return NULL;
    file->sink = sink;
    file->context = context;
    // Where one of these fails, cairo gives something that can be used like it and remembers the failure.
    file->surface = library.cairo_pdf_surface_create_for_stream(pass_on, file, width, height);
    library.cairo_pdf_surface_restrict_to_version(file->surface, CAIRO_PDF_VERSION_1_5);
    file->cairo = library.cairo_create(file->surface);
    file->layout = library.pango_cairo_create_layout(file->cairo);
    set_up(file->layout);
    return file;
}

bool cpc_has_typeface(cpc_file *file) {
    void **families = NULL;
    int count = 0;
    library.pango_context_list_families(library.pango_layout_get_context(file->layout), &families, &count);
    library.g_free(families);
    return count > 0;
}

void cpc_describe(cpc_file *file, const char *title, const char *subject, const char *creator, const char *date) {
    library.cairo_pdf_surface_set_metadata(file->surface, CAIRO_PDF_METADATA_TITLE, title);
    library.cairo_pdf_surface_set_metadata(file->surface, CAIRO_PDF_METADATA_SUBJECT, subject);
    library.cairo_pdf_surface_set_metadata(file->surface, CAIRO_PDF_METADATA_CREATOR, creator);
    library.cairo_pdf_surface_set_metadata(file->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

static void set_font(void *layout, const char *families, double size, bool is_bold) {
    void *font = library.pango_font_description_new();
    library.pango_font_description_set_family(font, families);
    library.pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    library.pango_font_description_set_weight(font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    library.pango_layout_set_font_description(layout, font);
    library.pango_font_description_free(font);
}

static void set_attributes(void *layout, size_t bold_bytes) {
    void *attributes = library.pango_attr_list_new();
    // An address that is broken where it does not fit must not get a dash that is not its own.
    library.pango_attr_list_insert(attributes, library.pango_attr_insert_hyphens_new(false));
    if (bold_bytes > 0) {
        PangoAttribute *weight = library.pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        weight->end_index = (unsigned)bold_bytes;
        library.pango_attr_list_insert(attributes, weight);
    }
    library.pango_layout_set_attributes(layout, attributes);
    library.pango_attr_list_unref(attributes);
}

int cpc_set_text(
    cpc_file *file, const char *text, size_t length, const char *families, double size, bool is_bold,
    size_t bold_bytes, double width) {
    if (length > INT_MAX || bold_bytes > length) return 0;
    set_font(file->layout, families, size, is_bold);
    set_attributes(file->layout, bold_bytes);
    library.pango_layout_set_width(file->layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
    library.pango_layout_set_text(file->layout, text, (int)length);
    return library.pango_layout_get_line_count(file->layout);
}

int cpc_unknown_glyphs(cpc_file *file) { return library.pango_layout_get_unknown_glyphs_count(file->layout); }

double cpc_line_width(cpc_file *file, int line) {
    void *found = library.pango_layout_get_line_readonly(file->layout, line);
    PangoRectangle logical = {0};
    if (found) library.pango_layout_line_get_extents(found, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

void cpc_show_line(cpc_file *file, int line, double x, double y) {
    void *found = library.pango_layout_get_line_readonly(file->layout, line);
    if (!found) return;
    library.cairo_move_to(file->cairo, x, y);
    library.pango_cairo_show_layout_line(file->cairo, found);
}

void cpc_add_rectangle(cpc_file *file, double x, double y, double width, double height) {
    library.cairo_rectangle(file->cairo, x, y, width, height);
}

void cpc_fill(cpc_file *file, double grey) {
    library.cairo_set_source_rgb(file->cairo, grey, grey, grey);
    library.cairo_fill(file->cairo);
    library.cairo_set_source_rgb(file->cairo, 0, 0, 0);
}

void cpc_end_page(cpc_file *file) { library.cairo_show_page(file->cairo); }

const char *cpc_close(cpc_file *file) {
    int status = library.cairo_status(file->cairo);
    library.g_object_unref(file->layout);
    library.cairo_destroy(file->cairo);
    library.cairo_surface_finish(file->surface);
    if (status == CAIRO_STATUS_SUCCESS) status = library.cairo_surface_status(file->surface);
    library.cairo_surface_destroy(file->surface);
    free(file);
    return status == CAIRO_STATUS_SUCCESS ? NULL : library.cairo_status_to_string(status);
}
