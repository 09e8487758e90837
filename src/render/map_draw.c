#include "render/map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 14, ROWS = 12, LISTED = 5, OVERSEAS_ROW = 7 };
#define TILE_MOST 56.0
#define TILE_LEAST 18.0
#define TILE_GAP 3.0
#define PANEL_GAP 60.0
#define PANEL_LEAST 330.0
#define KEY_PITCH 38.0
#define LIST_PITCH 30.0
#define LISTS_BESIDE 520.0 /* wide enough for two lists */

struct drawing {
    struct es_map_data *data;
    struct es_frame frame;
    double tile;        /* from one tile to the next */
    double left, right; /* of the texts beside the map */
    double below;       /* where the next block beside the map begins */
};

static const enum es_colour class_text[] = {ES_INK, ES_INK, ES_INK, ES_PAPER, ES_PAPER};

/* Classes keep the dark end where there are fewer than five. */
static size_t shade_of(const struct es_map_data *data, size_t class)
{
    return ES_MAP_CLASSES - data->classes + class;
}

static void add(struct drawing *drawing, const char *text, double x, double y,
                enum es_look look, enum es_colour colour)
{
    const struct es_label label = {
        .text = text, .x = x, .y = y, .look = look, .colour = colour};
    (void)es_layout_add(drawing->data->sheet->layout, label);
}

static double tile_x(const struct drawing *drawing, const struct es_map_tile *tile)
{
    return drawing->frame.left + drawing->tile * (tile->column + 0.5);
}

static double tile_y(const struct drawing *drawing, const struct es_map_tile *tile)
{
    return drawing->frame.top + drawing->tile * (tile->row + 0.5);
}

/* The code on each tile, where tiles are large enough for it. */
static void label_tiles(struct drawing *drawing)
{
    struct es_map_data *data = drawing->data;
    for (size_t i = 0; i < ES_MAP_TILES; i++) {
        const struct es_map_tile *tile = &data->tile[i];
        const bool known = !isnan(tile->value);
        const struct es_label label = {
            .text = tile->code,
            .x = tile_x(drawing, tile),
            .y = tile_y(drawing, tile),
            .align = ES_CENTER,
            .look = drawing->tile >= 44.0 ? ES_LOOK_SMALL : ES_LOOK_NOTE,
            .colour = known ? class_text[shade_of(data, es_map_class(data, tile->value))]
                            : ES_GREY};
        if (drawing->tile >= 34.0) {
            (void)es_layout_add(data->sheet->layout, label);
        }
    }
    const struct es_label overseas = {
        .text = es_phrase_plain(&data->sheet->speech, ES_TXT_MAP_OVERSEAS),
        .x = drawing->frame.left,
        .y = drawing->frame.top + drawing->tile * OVERSEAS_ROW - 12.0,
        .look = ES_LOOK_NOTE,
        .colour = ES_GREY};
    (void)es_layout_add(data->sheet->layout, overseas);
}

static enum es_status write_tiles(struct drawing *drawing, struct es_error *err)
{
    struct es_map_data *data = drawing->data;
    struct es_script *script = &data->sheet->script;
    double *place;
    char name[16];
    ES_NEW(data->sheet->arena, place, 2 * ES_MAP_TILES, err);
    for (size_t shade = 0; shade <= ES_MAP_CLASSES; shade++) {
        size_t n = 0;
        for (size_t i = 0; i < ES_MAP_TILES; i++) {
            const struct es_map_tile *tile = &data->tile[i];
            const size_t own = isnan(tile->value)
                                   ? ES_MAP_CLASSES
                                   : shade_of(data, es_map_class(data, tile->value));
            if (own == shade) {
                place[2 * n] = tile_x(drawing, tile);
                place[2 * n++ + 1] = tile_y(drawing, tile);
            }
        }
        (void)snprintf(name, sizeof name, "class%zu", shade + 1);
        es_script_block(script, shade == ES_MAP_CLASSES ? "none" : name, place, n, 2);
    }
    return ES_OK;
}

static const char *class_text_of(const struct es_map_data *data, size_t class)
{
    struct es_speech *speech = &data->sheet->speech;
    if (data->classes == 1) {
        return es_map_value(data, data->known[0]->value);
    }
    if (class + 1 == data->classes) {
        return ES_SAY(speech, MAP_AND_MORE,
                      {"value", es_map_value(data, data->bound[class - 1])});
    }
    if (class == 0) {
        return ES_SAY(speech, MAP_LESS, {"value", es_map_value(data, data->bound[0])});
    }
    return ES_SAY(speech, SPAN, {"from", es_map_value(data, data->bound[class - 1])},
                  {"to", es_map_value(data, data->bound[class])});
}

static double key_text_width(const struct drawing *drawing)
{
    const struct es_ruler *ruler = drawing->data->sheet->ruler;
    double width = es_look_width(
        ruler, es_phrase_plain(&drawing->data->sheet->speech, ES_TXT_MAP_CLASSES),
        ES_LOOK_LABEL);
    for (size_t k = 0; k < drawing->data->classes; k++) {
        width = fmax(
            width, es_look_width(ruler, class_text_of(drawing->data, k), ES_LOOK_LABEL));
    }
    return width * 1.01;
}

/* The classes, the highest first, each with a bar of how many départements it has. */
static void draw_key(struct drawing *drawing, double rule[3])
{
    struct es_map_data *data = drawing->data;
    struct es_script *script = &data->sheet->script;
    struct es_speech *speech = &data->sheet->speech;
    const double bar = drawing->left + key_text_width(drawing) + 28.0;
    const double room = drawing->right - bar - 60.0;
    double y = drawing->frame.top + 10.0;
    size_t most = 1;
    for (size_t k = 0; k < data->classes; k++) {
        most = data->count[k] > most ? data->count[k] : most;
    }
    add(drawing, es_phrase_plain(speech, ES_TXT_MAP_CLASSES), drawing->left, y,
        ES_LOOK_LABEL, ES_GREY);
    add(drawing, es_phrase_plain(speech, ES_TXT_MAP_COUNTS), bar, y, ES_LOOK_LABEL,
        ES_GREY);
    rule[0] = drawing->left;
    rule[1] = y + 18.0;
    rule[2] = drawing->right;
    y += 42.0;
    double key[ES_MAP_CLASSES][2] = {{0.0}};
    bool used[ES_MAP_CLASSES] = {false};
    for (size_t k = data->classes; k-- > 0; y += KEY_PITCH) {
        const double end = bar + room * (double)data->count[k] / (double)most;
        char count[ES_TEXT_SIZE];
        (void)snprintf(count, sizeof count, "%zu", data->count[k]);
        add(drawing, class_text_of(data, k), drawing->left, y, ES_LOOK_LABEL, ES_INK);
        add(drawing, es_phrase_join(speech, count, "", ""), end + 10.0, y, ES_LOOK_STRONG,
            ES_INK);
        const size_t shade = shade_of(data, k);
        used[shade] = true;
        key[shade][0] = y;
        key[shade][1] = fmax(end, bar + 2.0);
    }
    for (size_t shade = 0; shade < ES_MAP_CLASSES; shade++) {
        char name[16];
        (void)snprintf(name, sizeof name, "key%zu", shade + 1);
        es_script_block(script, name, key[shade], used[shade], 2);
    }
    es_script_print(script, "BAR = %.1f; KEY = 12\n", bar);
    drawing->below = y + 24.0;
}

/* A list of up to five, from the head or the tail of those known. */
static enum es_status draw_list(struct drawing *drawing, enum es_chart_text title,
                                bool lowest, const double side[2], struct es_error *err)
{
    struct es_map_data *data = drawing->data;
    const size_t n = data->n < LISTED ? data->n : LISTED;
    double y = drawing->below;
    add(drawing, es_phrase_plain(&data->sheet->speech, title), side[0], y, ES_LOOK_STRONG,
        ES_INK);
    y += 40.0;
    for (size_t i = 0; i < n && y < drawing->frame.bottom - 8.0; i++, y += LIST_PITCH) {
        const struct es_map_tile *tile = data->known[lowest ? data->n - 1 - i : i];
        struct es_label label = {.text = es_map_value(data, tile->value),
                                 .x = side[1],
                                 .y = y,
                                 .align = ES_RIGHT,
                                 .look = ES_LOOK_STRONG,
                                 .colour = ES_INK};
        (void)es_layout_add(data->sheet->layout, label);
        const double value =
            es_look_width(data->sheet->ruler, label.text, ES_LOOK_STRONG);
        label.text = tile->name;
        label.x = side[0];
        label.align = ES_LEFT;
        label.look = ES_LOOK_LABEL;
        label.colour = ES_TEXT;
        ES_TRY(es_sheet_label(data->sheet, label, side[1] - side[0] - value - 14.0, err));
    }
    return ES_OK;
}

/* The two lists beside each other, or below each other where that would cut their names;
 * nothing where no row of them has room. */
static enum es_status draw_lists(struct drawing *drawing, double rule[2][3],
                                 size_t *rules, struct es_error *err)
{
    static const enum es_chart_text titles[] = {ES_TXT_MAP_TOP, ES_TXT_MAP_BOTTOM};
    const double middle = (drawing->left + drawing->right) / 2.0;
    const bool narrow = drawing->right - drawing->left < LISTS_BESIDE;
    const double side[2][2] = {{drawing->left, narrow ? drawing->right : middle - 16.0},
                               {narrow ? drawing->left : middle + 16.0, drawing->right}};
    *rules = 0;
    for (size_t i = 0; i < 2; i++) {
        const double line[] = {side[i][0], drawing->below + 18.0, side[i][1]};
        if (drawing->data->n < 2 || drawing->below + 48.0 > drawing->frame.bottom) {
            return ES_OK;
        }
        ES_TRY(draw_list(drawing, titles[i], i == 1, side[i], err));
        memcpy(rule[(*rules)++], line, sizeof line);
        drawing->below += narrow ? 40.0 + LIST_PITCH * LISTED + 16.0 : 0.0;
    }
    return ES_OK;
}

enum es_status es_map_lay_out(struct es_map_data *data, const struct es_frame *frame,
                              struct es_error *err)
{
    struct drawing drawing = {.data = data, .frame = *frame};
    struct es_script *script = &data->sheet->script;
    double rule[3][3];
    size_t lists;
    drawing.frame.top += 16.0;
    drawing.frame.bottom -= 8.0;
    const double wide = (frame->right - frame->left - PANEL_GAP - PANEL_LEAST) / COLUMNS;
    const double high = (drawing.frame.bottom - drawing.frame.top) / ROWS;
    drawing.tile = fmin(fmin(wide, high), TILE_MOST);
    if (drawing.tile < TILE_LEAST) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "a chart of %d x %d pixels has no room for this kind",
                       data->sheet->width, data->sheet->height);
    }
    drawing.left = frame->left + drawing.tile * COLUMNS + PANEL_GAP;
    drawing.right = frame->right;
    es_script_print(script, "\n# Half a tile in pixels, and what is drawn\nTILE = %.2f\n",
                    (drawing.tile - TILE_GAP) / 2.0);
    label_tiles(&drawing);
    ES_TRY(write_tiles(&drawing, err));
    draw_key(&drawing, rule[0]);
    ES_TRY(draw_lists(&drawing, rule + 1, &lists, err));
    es_script_block(script, "rules", rule[0], 1 + lists, 3);
    return ES_OK;
}
