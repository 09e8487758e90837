#include "render/bulletin.h"

#include <math.h>
#include <string.h>

enum { COLUMN_GAP = 30, TITLES = ES_COLUMNS };
#define NAME_MOST 300.0
#define BAR_LEAST 220.0
#define BAR_TOP_SHARE 3.0 /* longer bars are cut, and marked */
#define WHISKER_ROOM 1.4  /* how much longer than the bars their intervals may be */
#define ROW_MOST 150.0
#define HEADER_ROOM 74.0
#define SIGN_ROOM 29.0
#define INSIDE 14.0 /* between a bar's ends and its texts */

static const enum es_colour sign_colour[ES_SIGNS] = {ES_GREEN, ES_GREEN, ES_BLUE,
                                                     ES_VERMILION};
static const char *const sign_block[ES_SIGNS] = {"reached", "likely", "open", "behind"};

struct drawing {
    struct es_sheet *sheet;
    const struct es_bulletin_data *data;
    double top, row_height; /* of the first row, of all */
    double bar_left, bar_right, full_share;
    bool shown[ES_COLUMNS];
    double left[ES_COLUMNS], width[ES_COLUMNS];
    double name_width;
};

static const char *column_title(const struct drawing *drawing,
                                enum es_bulletin_column column)
{
    static const enum es_chart_text titles[ES_COLUMNS] = {
        ES_TXT_COLUMN_PACE, ES_TXT_COLUMN_REQUIRED, ES_TXT_COLUMN_DATE,
        ES_TXT_COLUMN_CHANCE, ES_TXT_COLUMN_VERDICT};
    if (column == ES_COLUMN_RATIO && !drawing->data->any_flow) {
        return es_phrase_plain(&drawing->sheet->speech, ES_TXT_COLUMN_LEVEL);
    }
    return es_phrase_plain(&drawing->sheet->speech, titles[column]);
}

static enum es_look value_look(enum es_bulletin_column column)
{
    return column == ES_COLUMN_DATE || column == ES_COLUMN_VERDICT ? ES_LOOK_VALUE
                                                                   : ES_LOOK_NAME;
}

static void measure_columns(struct drawing *drawing)
{
    const struct es_ruler *ruler = drawing->sheet->ruler;
    for (int c = 0; c < ES_COLUMNS; c++) {
        const enum es_bulletin_column column = (enum es_bulletin_column)c;
        double width = es_look_width(ruler, column_title(drawing, column), ES_LOOK_LABEL);
        for (size_t i = 0; i < drawing->data->n; i++) {
            const struct es_bulletin_cell *cell = &drawing->data->row[i].cell[c];
            const double sign = column == ES_COLUMN_VERDICT ? SIGN_ROOM : 0.0;
            width =
                fmax(width, sign + es_look_width(ruler, cell->value, value_look(column)));
            width = fmax(width, es_look_width(ruler, cell->below, ES_LOOK_SMALL));
        }
        drawing->width[c] = width * 1.01 + COLUMN_GAP;
        drawing->shown[c] = column != ES_COLUMN_REQUIRED || drawing->data->any_required;
    }
    for (size_t i = 0; i < drawing->data->n; i++) {
        const struct es_chart_series *series = &drawing->data->row[i].series;
        drawing->name_width =
            fmax(drawing->name_width, es_look_width(ruler, series->label, ES_LOOK_NAME));
        drawing->name_width = fmax(drawing->name_width,
                                   es_look_width(ruler, series->sublabel, ES_LOOK_LABEL));
    }
    drawing->name_width = fmin(drawing->name_width * 1.01, NAME_MOST);
}

/* Bars take what the columns leave; where that is too little the least telling columns
 * go. */
static enum es_status place_columns(struct drawing *drawing, struct es_error *err)
{
    static const enum es_bulletin_column give_up[] = {ES_COLUMN_REQUIRED,
                                                      ES_COLUMN_CHANCE, ES_COLUMN_RATIO};
    const double end = drawing->sheet->width - ES_MARGIN;
    size_t given = 0;
    for (;;) {
        double right = end + COLUMN_GAP;
        for (int c = ES_COLUMNS - 1; c >= 0; c--) {
            right -= drawing->shown[c] ? drawing->width[c] : 0.0;
            drawing->left[c] = right;
        }
        drawing->bar_left = ES_MARGIN + drawing->name_width + COLUMN_GAP;
        drawing->bar_right = right - COLUMN_GAP;
        if (drawing->bar_right - drawing->bar_left >= BAR_LEAST) {
            return ES_OK;
        }
        if (given == sizeof give_up / sizeof *give_up) {
            return es_fail(err, ES_ERR_ARGUMENT,
                           "a chart of %d x %d pixels has no room for a bulletin",
                           drawing->sheet->width, drawing->sheet->height);
        }
        drawing->shown[give_up[given++]] = false;
    }
}

static void choose_scale(struct drawing *drawing)
{
    double most = 1.15, high = 0.0;
    for (size_t i = 0; i < drawing->data->n; i++) {
        most = fmax(most, drawing->data->row[i].share);
        high = fmax(high, drawing->data->row[i].share_high);
    }
    most = fmin(most, BAR_TOP_SHARE);
    drawing->full_share =
        fmax(most, fmin(fmin(high, WHISKER_ROOM * most), BAR_TOP_SHARE));
}

static double bar_x(const struct drawing *drawing, double share)
{
    return drawing->bar_left + fmin(share / drawing->full_share, 1.0) *
                                   (drawing->bar_right - drawing->bar_left);
}

static double row_y(const struct drawing *drawing, size_t i)
{
    return drawing->top + drawing->row_height * ((double)i + 0.5);
}

static double bar_half(const struct drawing *drawing)
{
    return fmin(20.0, drawing->row_height * 0.22);
}

/* How far the two lines of a row stand from its middle. */
static double line_off(const struct drawing *drawing)
{
    return drawing->row_height >= 80.0 ? 16.0 : 14.0;
}

static void add(struct drawing *drawing, const char *text, double x, double y,
                enum es_look look, enum es_colour colour)
{
    const struct es_label label = {
        .text = text, .x = x, .y = y, .look = look, .colour = colour};
    (void)es_layout_add(drawing->sheet->layout, label);
}

static void label_header(struct drawing *drawing)
{
    const struct es_speech *speech = &drawing->sheet->speech;
    const double y = drawing->top - 28.0, mark = bar_x(drawing, 1.0);
    const struct es_label target = {.text = es_phrase_plain(speech, ES_TXT_COLUMN_TARGET),
                                    .x = mark,
                                    .y = y,
                                    .align = ES_CENTER,
                                    .look = ES_LOOK_STRONG,
                                    .colour = ES_INK};
    (void)es_layout_add(drawing->sheet->layout, target);
    const char *share = es_phrase_plain(speech, ES_TXT_COLUMN_SHARE);
    const struct es_box box = es_layout_box(drawing->sheet->layout, &target);
    const double width = es_look_width(drawing->sheet->ruler, share, ES_LOOK_LABEL);
    if (drawing->bar_left + width < box.left - 12.0) {
        add(drawing, share, drawing->bar_left, y, ES_LOOK_LABEL, ES_GREY);
    } else if (box.right + 24.0 + width < drawing->bar_right) {
        add(drawing, share, box.right + 24.0, y, ES_LOOK_LABEL, ES_GREY);
    }
    for (int c = 0; c < ES_COLUMNS; c++) {
        if (drawing->shown[c]) {
            add(drawing, column_title(drawing, (enum es_bulletin_column)c),
                drawing->left[c], y, ES_LOOK_LABEL, ES_GREY);
        }
    }
}

static enum es_status label_name(struct drawing *drawing, size_t i, struct es_error *err)
{
    const struct es_chart_series *series = &drawing->data->row[i].series;
    const struct es_row_name name = {.label = series->label,
                                     .sublabel = series->sublabel,
                                     .look = ES_LOOK_NAME,
                                     .below = ES_LOOK_LABEL,
                                     .y = row_y(drawing, i),
                                     .pitch = 2.0 * line_off(drawing),
                                     .height = drawing->row_height,
                                     .room = drawing->name_width};
    return es_sheet_row_name(drawing->sheet, &name, err);
}

/* Where the texts of a bar may begin, so that they cross neither its end nor the target
 * mark; 0 if nowhere. */
static double bar_text_x(const struct drawing *drawing, double width, double end,
                         bool *inside)
{
    const double mark = bar_x(drawing, 1.0);
    const double stop = end > mark ? mark : end;
    *inside = drawing->bar_left + width + 2.0 * INSIDE <= stop;
    if (*inside) {
        return drawing->bar_left + INSIDE;
    }
    const double after = end + INSIDE;
    if (end < mark && after + width + INSIDE / 2.0 <= mark) {
        return after;
    }
    const double beyond = fmax(end, mark) + INSIDE;
    if (beyond + width <= drawing->bar_right + COLUMN_GAP / 2.0) {
        return beyond;
    }
    *inside = mark + width + 2.0 * INSIDE <= end; /* between the mark and the end */
    return *inside ? mark + INSIDE : 0.0;
}

/* The share, and the amounts where no column has them and there is room. */
static void label_bar(struct drawing *drawing, size_t i)
{
    const struct es_bulletin_row *row = &drawing->data->row[i];
    const struct es_ruler *ruler = drawing->sheet->ruler;
    const bool cut = row->share > drawing->full_share * 1.0001;
    const char *share = row->share_text;
    if (cut) {
        char *marked = es_arena_print(drawing->sheet->arena, "%s →", share);
        drawing->sheet->speech.no_memory =
            drawing->sheet->speech.no_memory || marked == NULL;
        share = marked == NULL ? "" : marked;
    }
    const double first = es_look_width(ruler, share, ES_LOOK_NAME) * 1.01 + 10.0;
    const double second = es_look_width(ruler, row->amount_text, ES_LOOK_SMALL) * 1.01;
    const double end = bar_x(drawing, row->share), y = row_y(drawing, i);
    bool inside;
    double x = drawing->shown[ES_COLUMN_RATIO]
                   ? 0.0
                   : bar_text_x(drawing, first + second, end, &inside);
    const bool both = x > 0.0;
    if (!both) {
        x = bar_text_x(drawing, first, end, &inside);
    }
    if (x > 0.0) {
        add(drawing, share, x, y, ES_LOOK_NAME, inside ? ES_PAPER : ES_INK);
    }
    if (both) {
        add(drawing, row->amount_text, x + first, y, ES_LOOK_SMALL,
            inside ? ES_PAPER : ES_TEXT);
    }
}

static void label_cells(struct drawing *drawing, size_t i)
{
    const struct es_bulletin_row *row = &drawing->data->row[i];
    const double y = row_y(drawing, i);
    for (int c = 0; c < ES_COLUMNS; c++) {
        const struct es_bulletin_cell *cell = &row->cell[c];
        const enum es_bulletin_column column = (enum es_bulletin_column)c;
        if (!drawing->shown[c]) {
            continue;
        }
        const double off = cell->below[0] != '\0' ? line_off(drawing) : 0.0;
        const bool verdict = column == ES_COLUMN_VERDICT;
        add(drawing, cell->value, drawing->left[c] + (verdict ? SIGN_ROOM : 0.0), y - off,
            value_look(column),
            verdict       ? sign_colour[row->sign]
            : cell->faint ? ES_GREY
                          : ES_INK);
        add(drawing, cell->below, drawing->left[c], y + off, ES_LOOK_SMALL,
            cell->faint ? ES_GREY : ES_TEXT);
    }
}

/* One block for each sign: middle of the row, end of the bar. */
static void write_blocks(struct drawing *drawing)
{
    struct es_script *script = &drawing->sheet->script;
    double numbers[ES_BULLETIN_ROWS][2];
    for (int sign = 0; sign < ES_SIGNS; sign++) {
        size_t n = 0;
        for (size_t i = 0; i < drawing->data->n; i++) {
            if ((int)drawing->data->row[i].sign == sign) {
                numbers[n][0] = row_y(drawing, i);
                numbers[n++][1] = bar_x(drawing, drawing->data->row[i].share);
            }
        }
        es_script_block(script, sign_block[sign], numbers[0], n, 2);
    }
    for (size_t i = 0; i < drawing->data->n; i++) {
        numbers[i][0] = row_y(drawing, i);
        numbers[i][1] = drawing->top + drawing->row_height * (double)(i + 1);
    }
    es_script_block(script, "rows", numbers[0], drawing->data->n, 2);
}

/* The 80 % interval under each bar: from, to, and whether it goes on beyond the scale. */
static void write_whiskers(struct drawing *drawing)
{
    double within[ES_BULLETIN_ROWS][3], beyond[ES_BULLETIN_ROWS][3];
    size_t n = 0, m = 0;
    for (size_t i = 0; i < drawing->data->n; i++) {
        const struct es_bulletin_row *row = &drawing->data->row[i];
        const double line[3] = {row_y(drawing, i) + bar_half(drawing) + 7.0,
                                bar_x(drawing, row->share_low),
                                bar_x(drawing, row->share_high)};
        if (!isfinite(row->share_low) || isnan(row->share_high)) {
            continue;
        }
        memcpy(row->share_high > drawing->full_share ? beyond[m++] : within[n++], line,
               sizeof line);
    }
    es_script_block(&drawing->sheet->script, "interval", within[0], n, 3);
    es_script_block(&drawing->sheet->script, "beyond", beyond[0], m, 3);
}

static void write_data(struct drawing *drawing)
{
    struct es_script *script = &drawing->sheet->script;
    es_script_print(script, "\n# Places in pixels\n");
    es_script_print(script, "LEFT = %.1f; RIGHT = %.1f; TOP = %.1f\n", ES_MARGIN,
                    drawing->sheet->width - ES_MARGIN, drawing->top);
    es_script_print(script, "BAR_FROM = %.1f; BAR_TARGET = %.1f; BAR_HALF = %.1f\n",
                    drawing->bar_left, bar_x(drawing, 1.0), bar_half(drawing));
    es_script_print(script, "MARK_HALF = %.1f\n", fmin(34.0, drawing->row_height * 0.33));
    es_script_print(script, "SIGN = %.1f\n", drawing->left[ES_COLUMN_VERDICT] + 9.0);
    es_script_print(script, "\n# What is drawn\n");
    write_blocks(drawing);
    write_whiskers(drawing);
}

enum es_status es_bulletin_lay_out(struct es_sheet *sheet,
                                   const struct es_bulletin_data *data,
                                   struct es_error *err)
{
    struct drawing drawing = {.sheet = sheet, .data = data};
    struct es_speech *speech = &sheet->speech;
    double top, bottom;
    const char *const notes[] = {
        es_bulletin_reading(speech, data),
        data->any_required ? es_phrase_plain(speech, ES_TXT_BULLETIN_REQUIRED) : ""};
    ES_TRY(es_sheet_head(sheet, es_bulletin_title(speech, data),
                         es_bulletin_subtitle(speech, data, sheet->style->as_of_day),
                         &top, err));
    ES_TRY(es_sheet_foot(sheet, notes, 2, data->sources, &bottom, err));
    drawing.top = top + HEADER_ROOM;
    drawing.row_height = fmin((bottom - 14.0 - drawing.top) / (double)data->n, ROW_MOST);
    if (drawing.row_height < 56.0) {
        return es_fail(err, ES_ERR_ARGUMENT,
                       "a chart of %d x %d pixels has no room for %zu rows", sheet->width,
                       sheet->height, data->n);
    }
    measure_columns(&drawing);
    ES_TRY(place_columns(&drawing, err));
    choose_scale(&drawing);
    label_header(&drawing);
    for (size_t i = 0; i < data->n; i++) {
        ES_TRY(label_name(&drawing, i, err));
        label_bar(&drawing, i);
        label_cells(&drawing, i);
    }
    write_data(&drawing);
    return ES_OK;
}
