#include "render/measure.h"

#include "essor/utf8.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PIXELS_PER_POINT (4.0 / 3.0)

/* The system's cache comes first: it is there as soon as the font packages are. The
 * hinting is Debian's default, so that a script run by hand gives the same pixels. */
const char es_fonts_conf[] =
    "<?xml version=\"1.0\"?>\n"
    "<!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">\n"
    "<fontconfig>\n"
    "<dir>/usr/share/fonts/opentype/inter</dir>\n"
    "<dir>/usr/share/fonts/truetype/dejavu</dir>\n"
    "<cachedir>/var/cache/fontconfig</cachedir>\n"

    "<match target=\"pattern\"><edit name=\"hintstyle\" mode=\"append\">"
    "<const>hintslight</const></edit></match>\n"
    "<match target=\"pattern\"><test name=\"family\" compare=\"not_eq\">"
    "<string>Inter</string></test><edit name=\"family\" mode=\"append\">"
    "<string>Inter</string></edit></match>\n"
    "</fontconfig>\n";

/* The two weights of Inter, then what fills its gaps. */
enum { FALLBACK = ES_WEIGHTS, FACES = ES_FONT_FILES };

struct es_ruler {
    FcConfig *config;
    FT_Library library;
    FT_Face face[FACES];
};

void es_measure_close(struct es_ruler *ruler)
{
    if (ruler == NULL) {
        return;
    }
    if (ruler->library != NULL) {
        (void)FT_Done_FreeType(ruler->library); /* its faces too */
    }
    if (ruler->config != NULL) {
        FcConfigDestroy(ruler->config);
    }
    free(ruler);
}

/* The faces in the order of ES_FONT_FILES. */
static const struct {
    const char *family, *package;
    int weight;
} faces[FACES] = {
    [ES_REGULAR] = {"Inter", "fonts-inter", FC_WEIGHT_REGULAR},
    [ES_SEMIBOLD] = {"Inter", "fonts-inter", FC_WEIGHT_DEMIBOLD},
    [FALLBACK] = {"DejaVu Sans", "fonts-dejavu-core", FC_WEIGHT_REGULAR},
};

static FcConfig *open_config(struct es_error *err)
{
    FcConfig *config = FcConfigCreate();
    if (config == NULL) {
        (void)es_no_memory(err);
        return NULL;
    }
    if (FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)es_fonts_conf, FcTrue) &&
        FcConfigBuildFonts(config)) {
        return config;
    }
    FcConfigDestroy(config);
    (void)es_fail(err, ES_ERR_TOOL, "fontconfig cannot list the fonts");
    return NULL;
}

/* What comes nearest to a face, to be destroyed; NULL where it is of another family. */
static FcPattern *find_face(FcConfig *config, int face)
{
    FcPattern *wanted = FcPatternCreate();
    FcChar8 *given = NULL;
    FcResult result;
    if (wanted == NULL) {
        return NULL;
    }
    (void)FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)faces[face].family);
    (void)FcPatternAddInteger(wanted, FC_WEIGHT, faces[face].weight);
    (void)FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
    (void)FcConfigSubstitute(config, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcPattern *found = FcFontMatch(config, wanted, &result);
    FcPatternDestroy(wanted);
    if (found != NULL &&
        (FcPatternGetString(found, FC_FAMILY, 0, &given) != FcResultMatch ||
         strcmp((const char *)given, faces[face].family) != 0)) {
        FcPatternDestroy(found);
        return NULL;
    }
    return found;
}

/* The file of a font, valid as long as the pattern; NULL if it has none. */
static const char *file_of(FcPattern *found)
{
    FcChar8 *path = NULL;
    return found != NULL && FcPatternGetString(found, FC_FILE, 0, &path) == FcResultMatch
               ? (const char *)path
               : NULL;
}

static enum es_status open_face(struct es_ruler *ruler, int face, struct es_error *err)
{
    FcPattern *found = find_face(ruler->config, face);
    if (found == NULL) {
        return es_fail(err, ES_ERR_TOOL,
                       "the font %s is not installed: install the package %s",
                       faces[face].family, faces[face].package);
    }
    int index = 0;
    const char *path = file_of(found);
    (void)FcPatternGetInteger(found, FC_INDEX, 0, &index);
    const bool opened =
        path != NULL && FT_New_Face(ruler->library, path, index, &ruler->face[face]) == 0;
    FcPatternDestroy(found);
    return opened ? ES_OK
                  : es_fail(err, ES_ERR_TOOL, "the font %s cannot be read",
                            faces[face].family);
}

static enum es_status open_faces(struct es_ruler *ruler, struct es_error *err)
{
    ruler->config = open_config(err);
    if (ruler->config == NULL) {
        return err != NULL ? err->status : ES_ERR_TOOL;
    }
    if (FT_Init_FreeType(&ruler->library) != 0) {
        return es_no_memory(err);
    }
    for (int face = 0; face < FACES; face++) {
        ES_TRY(open_face(ruler, face, err));
    }
    return ES_OK;
}

enum es_status es_measure_files(const char *path[ES_FONT_FILES], struct es_arena *arena,
                                struct es_error *err)
{
    FcConfig *config = open_config(err);
    if (config == NULL) {
        return err != NULL ? err->status : ES_ERR_TOOL;
    }
    bool lost = false;
    for (int face = 0; face < FACES; face++) {
        FcPattern *found = find_face(config, face);
        const char *file = file_of(found);
        path[face] = file != NULL ? es_arena_copy(arena, file) : NULL;
        lost = lost || (file != NULL && path[face] == NULL);
        if (found != NULL) {
            FcPatternDestroy(found);
        }
    }
    FcConfigDestroy(config);
    return lost ? es_no_memory(err) : ES_OK;
}

enum es_status es_measure_open(struct es_ruler **ruler, struct es_error *err)
{
    struct es_ruler *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return es_no_memory(err);
    }
    const enum es_status status = open_faces(opened, err);
    if (status != ES_OK) {
        es_measure_close(opened);
        return status;
    }
    *ruler = opened;
    return ES_OK;
}

/* The next code point and its length; length 1 and U+FFFD where the bytes are not UTF-8.
 */
static uint32_t next_character(const char *text, size_t *length)
{
    int32_t code;
    *length = es_utf8_next(text, text + strnlen(text, 4), &code);
    return code == ES_UTF8_BAD ? 0xFFFD : (uint32_t)code;
}

static double advance(FT_Face face, FT_UInt glyph)
{
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0) {
        return 0.0;
    }
    return (double)face->glyph->metrics.horiAdvance / face->units_per_EM;
}

/* In units of the font's size. */
static double character_width(const struct es_ruler *ruler, uint32_t code,
                              enum es_weight weight)
{
    const FT_UInt glyph = FT_Get_Char_Index(ruler->face[weight], code);
    if (glyph != 0) {
        return advance(ruler->face[weight], glyph);
    }
    return advance(ruler->face[FALLBACK], FT_Get_Char_Index(ruler->face[FALLBACK], code));
}

static double width_of_bytes(const struct es_ruler *ruler, const char *text, size_t bytes,
                             enum es_weight weight)
{
    double width = 0.0;
    for (size_t i = 0, length; i < bytes && text[i] != '\0'; i += length) {
        width += character_width(ruler, next_character(text + i, &length), weight);
    }
    return width;
}

double es_measure_width(const struct es_ruler *ruler, const char *text,
                        enum es_weight weight, double points)
{
    return width_of_bytes(ruler, text, SIZE_MAX, weight) * points * PIXELS_PER_POINT;
}

size_t es_measure_fit(const struct es_ruler *ruler, const char *text,
                      enum es_weight weight, double points, double width)
{
    const double room = width / (points * PIXELS_PER_POINT);
    double used = 0.0;
    size_t fits = 0;
    for (size_t i = 0, length;; i += length) {
        if (text[i] == ' ' || text[i] == '\0') {
            fits = i;
        }
        if (text[i] == '\0') {
            return fits;
        }
        used += character_width(ruler, next_character(text + i, &length), weight);
        if (used > room) {
            return fits;
        }
    }
}

/* The longest prefix of whole characters that fits, for a word that is too long by
 * itself. */
static size_t fit_characters(const struct es_ruler *ruler, const char *text,
                             enum es_weight weight, double room)
{
    double used = 0.0;
    size_t i = 0, length;
    while (text[i] != '\0') {
        used += character_width(ruler, next_character(text + i, &length), weight);
        if (used > room) {
            break;
        }
        i += length;
    }
    return i;
}

enum es_status es_measure_cut(const struct es_ruler *ruler, const char **text,
                              enum es_weight weight, double points, double width,
                              struct es_arena *arena, struct es_error *err)
{
    if (es_measure_width(ruler, *text, weight, points) <= width) {
        return ES_OK;
    }
    const double ellipsis = es_measure_width(ruler, "\u2026", weight, points);
    size_t keep = es_measure_fit(ruler, *text, weight, points, width - ellipsis);
    if (keep < strlen(*text) / 4) {
        keep = fit_characters(ruler, *text, weight,
                              (width - ellipsis) / (points * PIXELS_PER_POINT));
    }
    while (keep > 0 && strchr(" ,;:.", (*text)[keep - 1]) != NULL) {
        keep--;
    }
    ES_GIVEN(*text, es_arena_print(arena, "%.*s\u2026", (int)keep, *text), err);
    return ES_OK;
}

/* Characters that have no glyph of their own: controls, and marks that turn, join or
 * hide. */
static bool invisible(uint32_t code)
{
    static const uint32_t range[][2] = {
        {0x00, 0x08},     {0x0B, 0x0C},     {0x0E, 0x1F},     {0x7F, 0x9F},
        {0xAD, 0xAD},     {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
        {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
    };
    for (size_t i = 0; i < sizeof range / sizeof *range; i++) {
        if (code >= range[i][0] && code <= range[i][1]) {
            return true;
        }
    }
    return false;
}

static bool drawable(const struct es_ruler *ruler, uint32_t code)
{
    return FT_Get_Char_Index(ruler->face[ES_REGULAR], code) != 0 ||
           FT_Get_Char_Index(ruler->face[FALLBACK], code) != 0;
}

enum es_status es_measure_clean(const struct es_ruler *ruler, const char *text,
                                const char **clean, size_t *replaced,
                                struct es_arena *arena, struct es_error *err)
{
    char *out;
    size_t n = 0;
    ES_NEW(arena, out, strlen(text) + 1, err);
    for (size_t i = 0, length; text[i] != '\0'; i += length) {
        const uint32_t code = next_character(text + i, &length);
        if (code == '\t' || code == '\n' || code == '\r') {
            out[n++] = ' ';
        } else if (invisible(code)) {
            ++*replaced;
        } else if (code == 0xFFFD || !drawable(ruler, code)) {
            out[n++] = '?';
            ++*replaced;
        } else {
            memcpy(out + n, text + i, length);
            n += length;
        }
    }
    while (n > 0 && out[n - 1] == ' ') {
        out[--n] = '\0';
    }
    *clean = out;
    return ES_OK;
}
