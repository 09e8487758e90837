/* A tile map of the French départements. */
#include "render/map.h"

#include "essor/csvout.h"
#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char es_text_departements[];

#define SAME 1e-9 /* relative: values this close are the same */

/* The tiles of plots/departements.txt. */
static enum es_status read_tiles(struct es_map_data *data, struct es_error *err)
{
    size_t n = 0;
    for (const char *line = es_text_departements; *line != '\0';
         line += strcspn(line, "\n"), line += *line == '\n') {
        struct es_map_tile *tile = &data->tile[n];
        int name = 0;
        if (*line == '#') {
            continue;
        }
        if (n == ES_MAP_TILES || sscanf(line, "%3s %d %d %n", tile->code, &tile->column,
                                        &tile->row, &name) < 3) {
            return es_fail(err, ES_ERR_DEFECT, "plots/departements.txt is broken");
        }
        ES_GIVEN(
            tile->name,
            es_arena_copy_n(data->sheet->arena, line + name, strcspn(line + name, "\n")),
            err);
        tile->value = NAN;
        n++;
    }
    return n == ES_MAP_TILES
               ? ES_OK
               : es_fail(err, ES_ERR_DEFECT, "plots/departements.txt has %zu tiles", n);
}

/* The tile of a code as people write it: "75", "1", "2a", "FR-75". */
static struct es_map_tile *find_tile(struct es_map_data *data, const char *code)
{
    char plain[8] = "";
    const char *at = strncmp(code, "FR-", 3) == 0 ? code + 3 : code;
    if (strlen(at) == 0 || strlen(at) > 3) {
        return NULL;
    }
    (void)snprintf(plain, sizeof plain, "%s%s", strlen(at) == 1 ? "0" : "", at);
    for (char *letter = plain; *letter != '\0'; letter++) {
        *letter =
            *letter >= 'a' && *letter <= 'z' ? (char)(*letter - 'a' + 'A') : *letter;
    }
    for (size_t i = 0; i < ES_MAP_TILES; i++) {
        if (strcmp(data->tile[i].code, plain) == 0) {
            return &data->tile[i];
        }
    }
    return NULL;
}

static int by_value(const void *a, const void *b)
{
    const struct es_map_tile *x = *(const struct es_map_tile *const *)a;
    const struct es_map_tile *y = *(const struct es_map_tile *const *)b;
    return x->value != y->value ? (x->value > y->value ? -1 : 1)
                                : strcmp(x->code, y->code);
}

static enum es_status place_values(struct es_map_data *data, struct es_error *err)
{
    const struct es_map_chart *map = data->map;
    for (size_t i = 0; i < map->n; i++) {
        struct es_map_tile *tile = find_tile(data, map->zone[i].code);
        if (tile == NULL) {
            return es_fail(err, ES_ERR_ARGUMENT,
                           "%s: \"%s\" is no département; codes are like 75, 2A or 971",
                           map->id, map->zone[i].code);
        }
        if (!isfinite(map->zone[i].value)) {
            return es_fail(err, ES_ERR_ARGUMENT, "%s: the value of %s is no number",
                           map->id, tile->name);
        }
        tile->value = map->zone[i].value;
        tile->day = map->zone[i].day;
    }
    for (size_t i = 0; i < ES_MAP_TILES; i++) {
        if (!isnan(data->tile[i].value)) {
            data->known[data->n++] = &data->tile[i];
        }
    }
    if (data->n == 0) {
        return es_fail(err, ES_ERR_ARGUMENT, "%s: no département has a figure", map->id);
    }
    qsort(data->known, data->n, sizeof *data->known, by_value);
    return ES_OK;
}

/* Two digits, as the key prints it. */
static double rounded(double value)
{
    const double size = fabs(value);
    const double unit = size > 0.0 ? pow(10.0, floor(log10(size)) - 1.0) : 1.0;
    return round(value / unit) * unit;
}

/* Classes of about as many départements each, with round bounds; fewer where many values
 * are the same. */
static void choose_classes(struct es_map_data *data)
{
    data->classes = 1;
    for (size_t k = 1; k < ES_MAP_CLASSES; k++) {
        const size_t rank = data->n * (ES_MAP_CLASSES - k) / ES_MAP_CLASSES;
        const double bound = rounded(data->known[rank < data->n ? rank : 0]->value);
        const bool higher =
            bound > data->known[data->n - 1]->value && bound <= data->known[0]->value;
        if (higher && (data->classes == 1 || bound > data->bound[data->classes - 2])) {
            data->bound[data->classes++ - 1] = bound;
        }
    }
    for (size_t i = 0; i < data->n; i++) {
        data->count[es_map_class(data, data->known[i]->value)]++;
    }
}

size_t es_map_class(const struct es_map_data *data, double value)
{
    size_t k = 0;
    while (k + 1 < data->classes && value >= data->bound[k]) {
        k++;
    }
    return k;
}

const char *es_map_value(const struct es_map_data *data, double value)
{
    struct es_speech *speech = &data->sheet->speech;
    char text[ES_TEXT_SIZE];
    if (!data->map->percent) {
        return es_phrase_quantity(speech, value);
    }
    const bool whole = value == round(value) || fabs(value) >= 99.5;
    es_text_number(text, value, whole ? 0 : 1, speech->language);
    return ES_SAY(speech, PERCENT, {"value", text});
}

static const char *title_of(const struct es_map_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    const struct es_map_tile *first = data->known[0], *last = data->known[data->n - 1];
    const bool same =
        first->value - last->value <= SAME * fmax(fabs(first->value), fabs(last->value));
    const struct es_slot slot[] = {
        {"first", first->name},
        {"last", last->name},
        {"high", es_map_value(data, first->value)},
        {"low", es_map_value(data, last->value)},
        {"ratio",
         last->value > 0.0 ? es_phrase_factor(speech, first->value / last->value) : ""}};
    const bool ratio = last->value > 0.0 && first->value >= 1.095 * last->value;
    return es_phrase(speech,
                     data->n == 1 ? ES_TXT_MAP_ONE
                     : same       ? ES_TXT_MAP_SAME
                     : ratio      ? ES_TXT_MAP_RATIO
                                  : ES_TXT_MAP_SPAN,
                     slot, 5);
}

static const char *number_text(const struct es_map_data *data, size_t n)
{
    char text[ES_TEXT_SIZE];
    (void)snprintf(text, sizeof text, "%zu", n);
    return es_phrase_join(&data->sheet->speech, text, "", "");
}

static const char *subtitle_of(const struct es_map_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    return ES_SAY(speech, MAP_SUBTITLE,
                  {"label", es_phrase_join(speech, data->label, ", ", data->sublabel)},
                  {"unit", data->unit}, {"n", number_text(data, data->n)});
}

static const char *reading_of(const struct es_map_data *data)
{
    struct es_speech *speech = &data->sheet->speech;
    if (data->classes < 2) {
        return "";
    }
    const size_t top = data->count[data->classes - 1];
    const struct es_slot slot[] = {
        {"k", number_text(data, top)},
        {"n", number_text(data, data->n)},
        {"value", es_map_value(data, data->bound[data->classes - 2])}};
    return es_phrase(speech, top == 1 ? ES_TXT_MAP_READING_ONE : ES_TXT_MAP_READING, slot,
                     3);
}

static void put_table(FILE *out, const void *context)
{
    const struct es_map_data *data = context;
    (void)fputs("zone,name,day,value\n", out);
    for (size_t i = 0; i < data->n; i++) {
        char day[ES_DAY_TEXT];
        es_day_format(data->known[i]->day, day);
        (void)fprintf(out, "%s,", data->known[i]->code);
        es_csv_put(out, data->known[i]->name, true);
        (void)fprintf(out, ",%s,", day);
        es_csv_put_number(out, data->known[i]->value);
        (void)fputc('\n', out);
    }
}

static enum es_status clean_texts(struct es_map_data *data, struct es_error *err)
{
    data->label = data->map->label;
    data->sublabel = data->map->sublabel;
    data->unit = data->map->unit;
    data->sources = data->map->sources;
    ES_TRY(es_sheet_clean(data->sheet, &data->label, err));
    ES_TRY(es_sheet_clean(data->sheet, &data->sublabel, err));
    ES_TRY(es_sheet_clean(data->sheet, &data->unit, err));
    return es_sheet_clean(data->sheet, &data->sources, err);
}

static enum es_status draw(struct es_sheet *sheet, const void *chart,
                           struct es_error *err)
{
    struct es_map_data *data;
    struct es_frame frame;
    ES_NEW(sheet->arena, data, 1, err);
    data->sheet = sheet;
    data->map = chart;
    ES_TRY(clean_texts(data, err));
    ES_TRY(read_tiles(data, err));
    ES_TRY(place_values(data, err));
    choose_classes(data);
    const char *const head[] = {title_of(data), subtitle_of(data)};
    const char *const notes[] = {reading_of(data),
                                 es_phrase_plain(&sheet->speech, ES_TXT_MAP_GRID)};
    ES_TRY(es_plot_between(sheet, head, notes, 2, data->sources, &frame, err));
    ES_TRY(es_map_lay_out(data, &frame, err));
    ES_TRY(es_sheet_table(sheet, put_table, data, err));
    return es_sheet_say(sheet, notes, 1, err);
}

ES_CHART_OF(map, struct es_map_chart)
