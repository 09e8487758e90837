#include "render/script.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

extern const char es_text_house[];

static bool make_room(struct es_script *script, size_t more)
{
    if (script->no_memory) {
        return false;
    }
    if (more <= script->room - script->size) {
        return true;
    }
    const size_t room = (script->size + more) * 2 + 4096;
    char *bytes = es_arena_array(script->arena, room, 1);
    if (bytes == NULL) {
        script->no_memory = true;
        return false;
    }
    if (script->size > 0) {
        memcpy(bytes, script->bytes, script->size);
    }
    script->bytes = bytes;
    script->room = room;
    return true;
}

void es_script_print(struct es_script *script, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    if (length >= 0 && make_room(script, (size_t)length + 1)) {
        (void)vsnprintf(script->bytes + script->size, (size_t)length + 1, format, again);
        script->size += (size_t)length;
    }
    va_end(again);
    va_end(args);
}

void es_script_quote(struct es_script *script, const char *text)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        "0123456789 .,";
    es_script_print(script, "\"");
    while (*text != '\0') {
        const size_t run = strspn(text, plain);
        es_script_print(script, "%.*s", (int)run, text);
        text += run;
        if (*text != '\0') {
            es_script_print(script, "\\0%03o", (unsigned)(unsigned char)*text);
            text++;
        }
    }
    es_script_print(script, "\"");
}

static void write_palette(struct es_script *script, const struct es_palette *palette)
{
#define ES_COLOUR(name, hex, contrast)                                                   \
    es_script_print(script, #name " = \"#%06X\"\n", palette->rgb[ES_##name]);
#include "render/palette.def"
#undef ES_COLOUR
    es_script_print(script, "PAPER_RGB = int(\"0x\".PAPER[2:])\n");
}

/* Families by the names that pango knows: "Inter:Semi-Bold" would silently become another
 * font. */
static void write_looks(struct es_script *script)
{
#define REGULAR "Inter"
#define SEMIBOLD "Inter SemiBold"
#define ES_LOOK(name, weight, points)                                                    \
    es_script_print(script, #name " = \"%s,%g\"\n", weight, (double)(points));
#include "render/looks.def"
#undef ES_LOOK
#undef REGULAR
#undef SEMIBOLD
}

void es_script_begin(struct es_script *script, const char *stem, int width, int height,
                     double scale, const struct es_palette *palette)
{
    script->next_tag = 1;
    es_script_print(script, "# To remake the picture: gnuplot %s.gp\n", stem);
    es_script_print(script, "# Written by essor %s; %.0f x %.0f pixels.\n", ESSOR_VERSION,
                    width * scale, height * scale);
    es_script_print(script, "if (!exists(\"OUT\")) OUT = ");
    char name[300];
    (void)snprintf(name, sizeof name, "%s.png", stem);
    es_script_quote(script, name);
    es_script_print(script, "\nWIDTH = %d; HEIGHT = %d; SCALE = %.10g\n", width, height,
                    scale);
    es_script_print(script, "\n# Colours\n");
    write_palette(script, palette);
    es_script_print(script, "\n# Texts\n");
    write_looks(script);
    es_script_print(script, "\n%s", es_text_house);
}

enum es_status es_script_end(struct es_script *script, const char **text,
                             struct es_error *err)
{
    if (!make_room(script, 1)) {
        return es_no_memory(err);
    }
    script->bytes[script->size] = '\0';
    *text = script->bytes;
    return ES_OK;
}

static void write_number(struct es_script *script, double number)
{
    if (isfinite(number)) {
        es_script_print(script, "%.10g", number);
    } else {
        es_script_print(script, "NaN");
    }
}

void es_script_block(struct es_script *script, const char *name, const double *numbers,
                     size_t n, size_t columns)
{
    es_script_print(script, "$%s << END\n", name);
    for (size_t i = 0; i < (n > 0 ? n : 1); i++) {
        for (size_t k = 0; k < columns; k++) {
            es_script_print(script, "%s", k > 0 ? " " : "");
            write_number(script, n > 0 ? numbers[i * columns + k] : NAN);
        }
        es_script_print(script, "\n");
    }
    es_script_print(script, "END\n");
}

void es_script_array(struct es_script *script, const char *name, const double *numbers,
                     size_t n)
{
    es_script_print(script, "array %s[%zu] = [", name, n);
    for (size_t i = 0; i < n; i++) {
        es_script_print(script, "%s%.10g", i > 0 ? ", " : "", numbers[i]);
    }
    es_script_print(script, "]\n");
}

void es_script_labels(struct es_script *script, const struct es_layout *layout)
{
    static const char *const align[] = {"left", "center", "right"};
    static const char *const colour[] = {
#define ES_COLOUR(name, rgb, contrast) #name,
#include "render/palette.def"
#undef ES_COLOUR
    };
    static const char *const look[] = {
#define ES_LOOK(name, weight, points) #name,
#include "render/looks.def"
#undef ES_LOOK
    };
    es_script_print(script, "\n# Every text, at its place in pixels from the top left\n");
    for (size_t i = 0; i < layout->labels; i++) {
        const struct es_label *label = &layout->label[i];
        es_script_print(script, "set label %d ", script->next_tag++);
        es_script_quote(script, label->text);
        es_script_print(script, " at screen px(%.1f), screen py(%.1f) %s ", label->x,
                        label->y, align[label->align]);
        es_script_print(script, "font %s textcolor rgb %s noenhanced front\n",
                        look[label->look], colour[label->colour]);
    }
}
