#include "CPictures.h"

#include <stdlib.h>

#include <webp/decode.h>
#include <webp/demux.h>

int countersign_webp_size(const uint8_t *bytes, size_t count, countersign_picture_size *size) {
    WebPBitstreamFeatures features = {0};
    if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK) {
        return -1;
    }
    size->width = (uint32_t)features.width;
    size->height = (uint32_t)features.height;
    return 0;
}

static void over_white(const uint8_t *colours, size_t pixels, uint8_t *grey) {
    for (size_t i = 0; i < pixels; i++) {
        const uint8_t *colour = colours + 4 * i;
        uint32_t brightness = (306u * colour[0] + 601u * colour[1] + 117u * colour[2]) / 1024u;
        grey[i] = (uint8_t)((brightness * colour[3] + 255u * (255u - colour[3])) / 255u);
    }
}

// A single frame of just this size.
static int still(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey) {
    WebPBitstreamFeatures features = {0};
    if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK || features.has_animation
        || (uint32_t)features.width != size.width || (uint32_t)features.height != size.height) {
        return -1;
    }
    size_t pixels = (size_t)size.width * size.height;
    uint8_t *colours = malloc(pixels * 4);
    if (colours == NULL) {
        return -1;
    }
    int whole = WebPDecodeRGBAInto(bytes, count, colours, pixels * 4, (int)size.width * 4) != NULL;
    if (whole) {
        over_white(colours, pixels, grey);
    }
    free(colours);
    return whole ? 0 : -1;
}

// A first frame that covers the whole canvas; smaller ones are not worth the code to place them.
static int first_frame(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey) {
    WebPData data = {bytes, count};
    WebPDemuxer *demuxer = WebPDemux(&data);
    if (demuxer == NULL) {
        return -1;
    }
    WebPIterator frame = {0};
    int result = -1;
    if (WebPDemuxGetFrame(demuxer, 1, &frame)) {
        result = still(frame.fragment.bytes, frame.fragment.size, size, grey);
        WebPDemuxReleaseIterator(&frame);
    }
    WebPDemuxDelete(demuxer);
    return result;
}

int countersign_webp_grey(const uint8_t *bytes, size_t count, countersign_picture_size size, uint8_t *grey) {
    WebPBitstreamFeatures features = {0};
    if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK) {
        return -1;
    }
    return (features.has_animation ? first_frame : still)(bytes, count, size, grey);
}
