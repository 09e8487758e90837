#include "intake/utf8.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
enum { LONGEST_CHARACTER = 4 };

size_t es_utf8_next(const char *at, const char *end, int32_t *code)
{
    static const struct {
        unsigned char mask, lead;
        int32_t least;
    } forms[] = {
        {0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
    const unsigned char lead = (unsigned char)*at;
    *code = ES_UTF8_BAD;
    for (size_t more = 0; more < LONGEST_CHARACTER; more++) {
        if ((lead & forms[more].mask) != forms[more].lead) {
            continue;
        }
        if ((size_t)(end - at) <= more) {
            return 1;
        }
        int32_t value = lead & (unsigned char)~forms[more].mask;
        for (size_t i = 1; i <= more; i++) {
            if (((unsigned char)at[i] & 0xc0) != 0x80) {
                return 1;
            }
            value = value << 6 | (at[i] & 0x3f);
        }
        const bool surrogate = value >= 0xd800 && value <= 0xdfff;
        if (value < forms[more].least || value > 0x10ffff || surrogate) {
            return 1;
        }
        *code = value;
        return more + 1;
    }
    return 1;
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
        memcpy(out, REPLACEMENT, strlen(REPLACEMENT));
        return strlen(REPLACEMENT);
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
    (void)strcpy(shown + used, at < end ? "..." : "");
    return shown;
}
