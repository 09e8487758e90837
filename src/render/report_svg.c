#include "render/report_svg.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 32, LONGEST_NAME = 24 };

/* A piece of the text: not ended by a NUL. */
struct span {
    const char *at;
    size_t size;
};

struct work {
    const char *rest; /* what is still to be read */
    const char *attributes;
    char *out;
    size_t size, room;
    size_t depth;
    size_t tag_from[DEEPEST], tag_to[DEEPEST]; /* of the elements that are open */
    bool in_text;
};

static bool is(struct span span, const char *text)
{
    return span.size == strlen(text) && memcmp(span.at, text, span.size) == 0;
}

static bool is_among(struct span span, const char *const list[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is(span, list[i])) {
            return true;
        }
    }
    return false;
}

static bool is_drawn(struct span name)
{
    static const char *const names[] = {"svg",      "g",      "path", "polygon",
                                        "polyline", "circle", "rect", "line",
                                        "use",      "text",   "tspan"};
    return is_among(name, names, sizeof names / sizeof *names);
}

/* Left out with all that they hold. */
static bool is_skipped(struct span name)
{
    static const char *const names[] = {"title", "desc", "defs"};
    return is_among(name, names, sizeof names / sizeof *names);
}

static bool is_kept(struct span name)
{
    static const char *const names[] = {"d",
                                        "points",
                                        "x",
                                        "y",
                                        "x1",
                                        "y1",
                                        "x2",
                                        "y2",
                                        "r",
                                        "cx",
                                        "cy",
                                        "width",
                                        "height",
                                        "transform",
                                        "fill",
                                        "stroke",
                                        "color",
                                        "fill-opacity",
                                        "stroke-opacity",
                                        "stroke-width",
                                        "stroke-dasharray",
                                        "stroke-linecap",
                                        "stroke-linejoin",
                                        "font-size",
                                        "text-anchor",
                                        "xlink:href"};
    return is_among(name, names, sizeof names / sizeof *names);
}

static void put(struct work *work, const char *bytes, size_t size)
{
    const size_t taken = size < work->room - work->size ? size : work->room - work->size;
    memcpy(work->out + work->size, bytes, taken);
    work->size += taken;
}

static void put_text(struct work *work, const char *text)
{
    put(work, text, strlen(text));
}

/* The palette's name of a colour, or NULL. */
static const char *colour_name(unsigned rgb)
{
    static const struct {
        const char *name;
        unsigned rgb;
    } palette[] = {
#define ES_COLOUR(name, rgb, contrast) {#name, rgb},
#include "render/palette.def"
#undef ES_COLOUR
    };
    for (size_t i = 0; i < sizeof palette / sizeof *palette; i++) {
        if (palette[i].rgb == rgb) {
            return palette[i].name;
        }
    }
    return NULL;
}

static bool read_colour(struct span value, unsigned *rgb)
{
    char text[32];
    unsigned red, green, blue;
    if (value.size >= sizeof text) {
        return false;
    }
    memcpy(text, value.at, value.size);
    text[value.size] = '\0';
    if (sscanf(text, "rgb( %u , %u , %u )", &red, &green, &blue) == 3) {
        *rgb = red << 16 | green << 8 | blue;
        return true;
    }
    if (strcmp(text, "black") == 0) {
        *rgb = 0x161616;
        return true;
    }
    return sscanf(text, "#%6x", rgb) == 1;
}

static void put_value(struct work *work, struct span value)
{
    unsigned rgb;
    const char *name = read_colour(value, &rgb) ? colour_name(rgb) : NULL;
    if (name == NULL) {
        put(work, value.at, value.size);
        return;
    }
    put_text(work, "var(--");
    for (; *name != '\0'; name++) {
        const char small = (char)tolower((unsigned char)*name);
        put(work, &small, 1);
    }
    put_text(work, ")");
}

/* Places with a tenth of a unit instead of a hundredth: half of a page is places. */
static void put_places(struct work *work, struct span value)
{
    static const char part[] = "0123456789.";
    for (size_t i = 0; i < value.size;) {
        size_t n = 0;
        while (i + n < value.size && strchr(part, value.at[i + n]) != NULL) {
            n++;
        }
        char text[32];
        if (n == 0 || n >= sizeof text) {
            put(work, value.at + i, n > 0 ? n : 1);
            i += n > 0 ? n : 1;
            continue;
        }
        (void)snprintf(text, sizeof text, "%.*s", (int)n, value.at + i);
        const int length = snprintf(text, sizeof text, "%.1f", strtod(text, NULL));
        const bool whole = length > 2 && text[length - 1] == '0';
        put(work, text, (size_t)(whole ? length - 2 : length));
        i += n;
    }
}

/* Numbers, colours, transforms, and references to the page's symbols. */
static bool is_harmless(struct span name, struct span value)
{
    static const char plain[] = " \t\n.,+-#%()";
    for (size_t i = 0; i < value.size; i++) {
        const unsigned char byte = (unsigned char)value.at[i];
        if (!isalnum(byte) && strchr(plain, byte) == NULL) {
            return false;
        }
    }
    return !is(name, "xlink:href") || (value.size > 3 && memcmp(value.at, "#gp", 3) == 0);
}

static void skip_blanks(struct work *work)
{
    work->rest += strspn(work->rest, " \t\r\n");
}

static struct span read_name(struct work *work)
{
    const struct span name = {work->rest, strcspn(work->rest, " \t\r\n=/><\"'")};
    work->rest += name.size;
    return name;
}

/* One attribute, copied if the page needs it. False for what is none. */
static bool read_attribute(struct work *work)
{
    const struct span name = read_name(work);
    skip_blanks(work);
    if (name.size == 0 || *work->rest != '=') {
        return false;
    }
    work->rest++;
    skip_blanks(work);
    const char quote = *work->rest;
    const char *end =
        quote == '"' || quote == '\'' ? strchr(work->rest + 1, quote) : NULL;
    if (end == NULL) {
        return false;
    }
    const struct span value = {work->rest + 1, (size_t)(end - work->rest - 1)};
    work->rest = end + 1;
    if (is(name, "font-family") && is(value, "Inter SemiBold")) {
        put_text(work, " font-weight=\"600\"");
    }
    if (!is_kept(name)) {
        return true;
    }
    const size_t link = is(name, "xlink:href") ? strlen("xlink:") : 0;
    put_text(work, " ");
    put(work, name.at + link, name.size - link);
    put_text(work, "=\"");
    if (is(name, "d") || is(name, "points")) {
        put_places(work, value);
    } else {
        put_value(work, value);
    }
    put_text(work, "\"");
    return is_harmless(name, value);
}

/* The attributes of a tag and its end; *closed for <.../>. */
static bool read_attributes(struct work *work, bool *closed)
{
    for (;;) {
        skip_blanks(work);
        *closed = work->rest[0] == '/' && work->rest[1] == '>';
        if (*closed || *work->rest == '>') {
            work->rest += *closed ? 2 : 1;
            return true;
        }
        if (!read_attribute(work)) {
            return false;
        }
    }
}

/* Past the end of an element that is left out. */
static bool skip_element(struct work *work, struct span name)
{
    char end[LONGEST_NAME];
    const int size = snprintf(end, sizeof end, "</%.*s>", (int)name.size, name.at);
    const char *found = strstr(work->rest, end);
    if (found == NULL) {
        return false;
    }
    work->rest = found + size;
    return true;
}

static bool open_element(struct work *work)
{
    const struct span name = read_name(work);
    bool closed;
    if (is_skipped(name)) {
        return skip_element(work, name);
    }
    if (!is_drawn(name) || work->depth == DEEPEST) {
        return false;
    }
    const size_t from = work->size;
    put_text(work, "<");
    put(work, name.at, name.size);
    if (is(name, "svg")) {
        put_text(work, work->attributes);
    }
    if (!read_attributes(work, &closed)) {
        return false;
    }
    put_text(work, closed ? "/>" : ">");
    if (!closed) {
        work->tag_from[work->depth] = from;
        work->tag_to[work->depth++] = work->size;
        work->in_text = work->in_text || is(name, "text");
    }
    return true;
}

static bool close_element(struct work *work)
{
    const struct span name = read_name(work);
    if (*work->rest != '>' || work->depth == 0) {
        return false;
    }
    work->rest++;
    work->depth--;
    work->in_text = work->in_text && !is(name, "text");
    if (work->size == work->tag_to[work->depth] && is(name, "g")) {
        work->size = work->tag_from[work->depth]; /* it holds nothing */
        return true;
    }
    put_text(work, "</");
    put(work, name.at, name.size);
    put_text(work, ">");
    return true;
}

/* A tag, or an instruction or remark, which is left out. */
static bool read_tag(struct work *work)
{
    work->rest++;
    if (*work->rest == '?' || *work->rest == '!') {
        const char *end = strchr(work->rest, '>');
        work->rest = end != NULL ? end + 1 : work->rest;
        return end != NULL;
    }
    if (*work->rest == '/') {
        work->rest++;
        return close_element(work);
    }
    return open_element(work);
}

/* What stands between tags: kept in a text, which gnuplot has escaped; else blanks. */
static bool read_between(struct work *work)
{
    const size_t size = strcspn(work->rest, "<");
    if (work->in_text) {
        put(work, work->rest, size);
    } else if (strspn(work->rest, " \t\r\n") < size) {
        return false;
    }
    work->rest += size;
    return true;
}

/* The first tag's own attributes: the given ones, and the frame without its margins. */
static const char *frame(const char *svg, const char *attributes, int margin,
                         struct es_arena *arena)
{
    int width = 0, height = 0;
    const char *box = strstr(svg, "viewBox=\"0 0 ");
    if (box != NULL) {
        (void)sscanf(box, "viewBox=\"0 0 %d %d\"", &width, &height);
    }
    return es_arena_print(arena, "%s viewBox=\"%d 0 %d %d\"", attributes, margin,
                          width - 2 * margin, height);
}

enum es_status es_svg_inline(const char *svg, const char *attributes, int margin,
                             const char **element, struct es_arena *arena,
                             struct es_error *err)
{
    ES_GIVEN(attributes, frame(svg, attributes, margin, arena), err);
    struct work work = {.rest = svg,
                        .attributes = attributes,
                        .room = 2 * strlen(svg) + strlen(attributes)};
    ES_NEW(arena, work.out, work.room + 1, err);
    bool good = true;
    while (good && *work.rest != '\0') {
        good = *work.rest == '<' ? read_tag(&work) : read_between(&work);
    }
    if (!good || work.depth > 0 || work.size == 0 || work.size == work.room) {
        return es_fail(err, ES_ERR_TOOL,
                       "a chart cannot be put on the page: \"%.40s\" is not what gnuplot "
                       "writes in an SVG",
                       work.rest);
    }
    work.out[work.size] = '\0';
    *element = work.out;
    return ES_OK;
}
