#include "essor/utf8.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
enum { LONGEST_CHARACTER = 4 };

/* The form of a character, by its first byte: how many bytes follow, and its least code.
 */
struct form {
    unsigned char mask, lead, more;
    int32_t least;
};

static const struct form *form_of(unsigned char lead)
{
    static const struct form forms[] = {{0x80, 0x00, 0, 0},
                                        {0xe0, 0xc0, 1, 0x80},
                                        {0xf0, 0xe0, 2, 0x800},
                                        {0xf8, 0xf0, 3, 0x10000}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if ((lead & forms[i].mask) == forms[i].lead) {
            return &forms[i];
        }
    }
    return NULL;
}

size_t es_utf8_next(const char *at, const char *end, int32_t *code)
{
    const unsigned char lead = (unsigned char)*at;
    const struct form *form = form_of(lead);
    *code = ES_UTF8_BAD;
    if (form == NULL || end - at <= form->more) {
        return 1;
    }
    int32_t value = lead & (unsigned char)~form->mask;
    for (size_t i = 1; i <= form->more; i++) {
        if (((unsigned char)at[i] & 0xc0) != 0x80) {
            return 1;
        }
        value = value << 6 | (at[i] & 0x3f);
    }
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < form->least || value > 0x10ffff || surrogate) {
        return 1;
    }
    *code = value;
    return form->more + 1;
}

bool es_utf8_is_control(int32_t code)
{
    return (code >= 0 && code < 0x20) || (code >= 0x7f && code < 0xa0) ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

size_t es_utf8_count(const char *text, size_t length)
{
    const char *end = text + length;
    size_t n = 0;
    int32_t code;
    for (const char *at = text; at < end; at += es_utf8_next(at, end, &code)) {
        n++;
    }
    return n;
}

/* Appends one character as it may be shown; returns the bytes written. */
static size_t show(char *out, const char *at, size_t size, int32_t code)
{
    if (code == '\t' || code == '\r' || code == '\n') {
        *out = ' ';
        return 1;
    }
    if (code == ES_UTF8_BAD || es_utf8_is_control(code)) {
        at = REPLACEMENT;
        size = strlen(REPLACEMENT);
    }
    memcpy(out, at, size);
    return size;
}

char *es_utf8_shown(const char *text, size_t length, size_t most, struct es_arena *arena)
{
    const char *end = text + length;
    /* At most four bytes a character, and three for a byte that is replaced. */
    const size_t size_of_all = length * strlen(REPLACEMENT);
    const size_t room = most < length ? most * LONGEST_CHARACTER : size_of_all;
    char *shown = es_arena_array(arena, room + sizeof "...", 1);
    if (shown == NULL) {
        return NULL;
    }
    size_t used = 0, n = 0, size;
    int32_t code;
    const char *at = text;
    for (; at < end && n < most; at += size, n++) {
        size = es_utf8_next(at, end, &code);
        used += show(shown + used, at, size, code);
    }
    if (at < end) {
        memcpy(shown + used, "...", sizeof "...");
    }
    return shown;
}
