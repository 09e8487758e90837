#include "render/gnuplot.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t big_endian(const unsigned char bytes[4])
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

/* What is wrong with the file, or NULL. Chunk: length, type, data, checksum. */
static const char *fault(FILE *file, unsigned width, unsigned height)
{
    static const unsigned char signature[8] = {0x89, 'P',  'N',  'G',
                                               '\r', '\n', 0x1A, '\n'};
    unsigned char head[8], size[8];
    if (fread(head, 1, 8, file) != 8 || memcmp(head, signature, 8) != 0) {
        return "it is not a PNG file";
    }
    for (int chunk = 0;; chunk++) {
        if (fread(head, 1, 8, file) != 8) {
            return "it is cut short";
        }
        uint32_t length = big_endian(head);
        if (chunk == 0) {
            if (memcmp(head + 4, "IHDR", 4) != 0 || length < 8 ||
                fread(size, 1, 8, file) != 8) {
                return "it has no header";
            }
            if (big_endian(size) != width || big_endian(size + 4) != height) {
                return "it has another size than asked for";
            }
            length -= 8;
        }
        if (length > INT32_MAX || fseek(file, (long)length, SEEK_CUR) != 0 ||
            fread(size, 1, 4, file) != 4) {
            return "it is cut short";
        }
        if (memcmp(head + 4, "IEND", 4) == 0) {
            return fgetc(file) == EOF ? NULL : "something follows its end";
        }
    }
}

enum es_status es_png_check(const char *path, const char *name, unsigned width,
                            unsigned height, struct es_error *err)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return es_fail(err, ES_ERR_TOOL, "gnuplot made no picture for %s", name);
    }
    const char *wrong =
        width > 0 && height > 0 ? fault(file, width, height) : "no size was asked for";
    (void)fclose(file);
    return wrong == NULL ? ES_OK
                         : es_fail(err, ES_ERR_TOOL, "the picture of %s is unusable: %s",
                                   name, wrong);
}
