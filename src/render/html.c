#include "render/html.h"

#include "essor/utf8.h"

#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

static const char *entity(int32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* What stands for a character that a page must not hold; NULL where it may. Line ends
 * and tabs are blanks. */
static const char *tamed(int32_t code)
{
    return code == '\t' || code == '\n' || code == '\r'      ? " "
           : code == ES_UTF8_BAD || es_utf8_is_control(code) ? replacement
                                                             : NULL;
}

/* Each character of a text as `special` says, or tamed, or as it is. */
static void put(FILE *out, const char *text, const char *(*special)(int32_t code))
{
    const char *end = text + strlen(text);
    int32_t code;
    while (text < end) {
        const size_t size = es_utf8_next(text, end, &code);
        const char *instead = tamed(code);
        instead = instead == NULL ? special(code) : instead;
        if (instead != NULL) {
            (void)fputs(instead, out);
        } else {
            (void)fwrite(text, 1, size, out);
        }
        text += size;
    }
}

void es_html_put(FILE *out, const char *text)
{
    put(out, text, entity);
}

bool es_html_is_address(const char *address)
{
    if (strncmp(address, "http://", 7) != 0 && strncmp(address, "https://", 8) != 0) {
        return false;
    }
    for (const char *at = address; *at != '\0'; at++) {
        if ((unsigned char)*at <= ' ' || *at == 0x7F) {
            return false;
        }
    }
    return true;
}

/* CommonMark lets a backslash take the meaning of any ASCII mark. */
static const char *escaped_mark(int32_t code)
{
    static const char marks[] = "\\`*_{}[]<>()#!|&~";
    static const char *const escaped[] = {"\\\\", "\\`", "\\*", "\\_", "\\{", "\\}",
                                          "\\[",  "\\]", "\\<", "\\>", "\\(", "\\)",
                                          "\\#",  "\\!", "\\|", "\\&", "\\~"};
    const char *found = code > 0 && code < 0x80 ? strchr(marks, code) : NULL;
    return found != NULL ? escaped[found - marks] : NULL;
}

void es_markdown_put(FILE *out, const char *text)
{
    put(out, text, escaped_mark);
}
