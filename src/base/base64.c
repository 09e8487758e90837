#include "essor/base64.h"

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void es_base64_put(FILE *out, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i += 3) {
        const size_t left = size - i;
        const unsigned group = (unsigned)bytes[i] << 16 |
                               (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0U) |
                               (left > 2 ? (unsigned)bytes[i + 2] : 0U);
        (void)fputc(digits[group >> 18], out);
        (void)fputc(digits[group >> 12 & 63U], out);
        (void)fputc(left > 1 ? digits[group >> 6 & 63U] : '=', out);
        (void)fputc(left > 2 ? digits[group & 63U] : '=', out);
    }
}

void es_base64_put_12(FILE *out, unsigned number)
{
    (void)fputc(digits[number >> 6 & 63U], out);
    (void)fputc(digits[number & 63U], out);
}
