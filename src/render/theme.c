#include "render/theme.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define LEAST_CONTRAST 4.5

static const struct es_palette light = {{
#define ES_COLOUR(name, hex, contrast) [ES_##name] = (hex),
#include "render/palette.def"
#undef ES_COLOUR
}};
static const struct es_palette dark = {{
#define ES_COLOUR(name, hex, contrast) [ES_##name] = (hex),
#include "render/palette_dark.def"
#undef ES_COLOUR
}};
static const char *const names[] = {
#define ES_COLOUR(name, hex, contrast) #name,
#include "render/palette.def"
#undef ES_COLOUR
};
/* Colours of texts and series, which must be told from the paper. */
static const bool read[] = {
#define ES_COLOUR(name, hex, contrast) (contrast) > 0,
#include "render/palette.def"
#undef ES_COLOUR
};

static double linear(unsigned byte)
{
    const double share = byte / 255.0;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(unsigned rgb)
{
    return 0.2126 * linear(rgb >> 16 & 0xFF) + 0.7152 * linear(rgb >> 8 & 0xFF) +
           0.0722 * linear(rgb & 0xFF);
}

double es_contrast(unsigned a, unsigned b)
{
    const double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* "blue" of BLUE. */
static bool is_named(const char *colour, const char *name)
{
    for (; *colour != '\0' && *name != '\0'; colour++, name++) {
        if (tolower((unsigned char)*colour) != *name) {
            return false;
        }
    }
    return *colour == *name;
}

static enum es_status change(struct es_palette *palette,
                             const struct es_theme_colour *given, struct es_error *err)
{
    for (int i = 0; i < ES_COLOURS; i++) {
        if (is_named(names[i], given->name)) {
            palette->rgb[i] = given->rgb;
            return ES_OK;
        }
    }
    return es_fail(err, ES_ERR_ARGUMENT,
                   "no colour is called \"%s\"; there are ink, text, grey, blue, "
                   "vermilion, green, plum, paper and the fills of palette.def",
                   given->name);
}

/* The name as a project writes it. */
static void write_name(const char *colour, char name[16])
{
    size_t n = 0;
    for (; colour[n] != '\0' && n < 15; n++) {
        name[n] = (char)tolower((unsigned char)colour[n]);
    }
    name[n] = '\0';
}

static enum es_status check(const struct es_palette *palette, struct es_error *err)
{
    for (int i = 0; i < ES_COLOURS; i++) {
        const double contrast = es_contrast(palette->rgb[i], palette->rgb[ES_PAPER]);
        char name[16];
        if (read[i] && contrast < LEAST_CONTRAST) {
            write_name(names[i], name);
            return es_fail(
                err, ES_ERR_ARGUMENT,
                "%s: #%06X on #%06X has a contrast of %.1f and cannot be read; "
                "it must have at least %.1f",
                name, palette->rgb[i], palette->rgb[ES_PAPER], contrast, LEAST_CONTRAST);
        }
    }
    return ES_OK;
}

enum es_status es_palette_make(const struct es_chart_style *style,
                               struct es_palette *palette, struct es_error *err)
{
    *palette = style->dark ? dark : light;
    for (size_t i = 0; i < style->colours && !style->dark; i++) {
        ES_TRY(change(palette, &style->colour[i], err));
    }
    return check(palette, err);
}

enum es_status es_theme_check(const struct es_theme_colour colour[], size_t n,
                              struct es_error *err)
{
    const struct es_chart_style style = {.colour = colour, .colours = n};
    struct es_palette palette;
    return es_palette_make(&style, &palette, err);
}
