#include "CPictures.h"

#include <setjmp.h>
#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>

// A progressive picture may be sent in any number of passes, each of which costs as much as a picture.
enum { most_scans = 200 };

typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf failed;
    int is_cut_short;
} error_manager;

static void fail(j_common_ptr info) { longjmp(((error_manager *)info->err)->failed, 1); }

static void stay_silent(j_common_ptr info) { (void)info; }

static void ignore_warning(j_common_ptr info, int level) {
    (void)level;
    info->err->num_warnings += 1;
    if (info->err->msg_code == JWRN_JPEG_EOF) {
        ((error_manager *)info->err)->is_cut_short = 1;
    }
}

static void count_scans(j_common_ptr info) {
    if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > most_scans) {
        fail(info);
    }
}

static void set_up(struct jpeg_decompress_struct *info, error_manager *errors) {
    info->err = jpeg_std_error(&errors->manager);
    errors->manager.error_exit = fail;
    errors->is_cut_short = 0;
    errors->manager.output_message = stay_silent;
    // A picture cut short is read as far as it goes: the code may be in that part.
    errors->manager.emit_message = ignore_warning;
}

int countersign_jpeg_size(const uint8_t *bytes, size_t count, countersign_picture_size *size) {
    // An error before the structure is made must find nothing in it to free.
    struct jpeg_decompress_struct info = {0};
    error_manager errors = {0};
    set_up(&info, &errors);
    if (setjmp(errors.failed)) {
        jpeg_destroy_decompress(&info);
        return -1;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    size->width = info.image_width;
    size->height = info.image_height;
    jpeg_destroy_decompress(&info);
    return 0;
}

// Photoshop's CMYK is stored inverted: 255 is no ink.
static void grey_of_cmyk(const uint8_t *row, uint32_t width, int inverted, uint8_t *grey) {
    for (uint32_t x = 0; x < width; x++) {
        const uint8_t *ink = row + 4 * (size_t)x;
        uint32_t cyan = inverted ? ink[0] : 255u - ink[0];
        uint32_t magenta = inverted ? ink[1] : 255u - ink[1];
        uint32_t yellow = inverted ? ink[2] : 255u - ink[2];
        uint32_t key = inverted ? ink[3] : 255u - ink[3];
        grey[x] = (uint8_t)((306 * cyan + 601 * magenta + 117 * yellow) / 1024 * key / 255);
    }
}

int countersign_jpeg_grey(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey) {
    // An error before the structure is made must find nothing in it to free.
    struct jpeg_decompress_struct info = {0};
    struct jpeg_progress_mgr progress = {.progress_monitor = count_scans};
    error_manager errors = {0};
    set_up(&info, &errors);
    if (setjmp(errors.failed)) {
        jpeg_destroy_decompress(&info);
        return -1;
    }
    jpeg_create_decompress(&info);
    info.progress = &progress;
    jpeg_mem_src(&info, bytes, count);
    jpeg_read_header(&info, TRUE);
    int inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = inks ? JCS_CMYK : JCS_GRAYSCALE;
    jpeg_start_decompress(&info);
    if (info.output_width != size.width || info.output_height != size.height
        || info.output_components != (inks ? 4 : 1)) {
        fail((j_common_ptr)&info);
    }
    JSAMPARRAY row = (*info.mem->alloc_sarray)(
        (j_common_ptr)&info, JPOOL_IMAGE, info.output_width * (JDIMENSION)info.output_components, 1);
    while (info.output_scanline < info.output_height) {
        uint8_t *line = grey + (size_t)info.output_scanline * size.width;
        if (!inks) {
            jpeg_read_scanlines(&info, &line, 1);
        } else {
            jpeg_read_scanlines(&info, row, 1);
            grey_of_cmyk(row[0], size.width, info.saw_Adobe_marker, line);
        }
    }
    // Not finished in form: what follows the pixels is of no interest.
    jpeg_destroy_decompress(&info);
    return errors.is_cut_short;
}
