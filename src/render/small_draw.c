#include "render/small.h"

#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define GAP_X 30.0
#define GAP_Y 12.0
#define HEAD_ROOM 58.0 /* name and value above a panel's frame */
#define YEARS_ROOM 28.0
#define SHAPE 1.9 /* width over height that a panel should have */
#define LEAST_WIDTH 104.0
#define LEAST_HEIGHT 20.0

/* Rows of numbers for a block, x and y, or more. */
struct rows {
    double *at;
    size_t n, columns;
};

static void add_row(struct rows *rows, const double numbers[])
{
    memcpy(rows->at + rows->columns * rows->n++, numbers,
           rows->columns * sizeof *numbers);
}

/* A row of undefined values parts the panels' lines. */
static void part(struct rows *rows)
{
    static const double blank[] = {NAN, NAN, NAN};
    add_row(rows, blank);
}

/* Columns such that panels are about as wide as they should be. */
static size_t choose_columns(const struct es_small_data *data,
                             const struct es_frame *frame)
{
    const double width = frame->right - frame->left, height = frame->bottom - frame->top;
    size_t best = 1;
    double least = INFINITY;
    for (size_t columns = 1; columns <= data->n; columns++) {
        const size_t rows = (data->n + columns - 1) / columns;
        const double w = width / (double)columns - GAP_X;
        const double h = height / (double)rows - GAP_Y - HEAD_ROOM - YEARS_ROOM;
        const double off = w > 0.0 && h > 0.0 ? fabs(log(w / h / SHAPE)) : 1e6;
        const double cost =
            off + 0.3 * (double)(rows * columns - data->n) / (double)data->n;
        if (cost < least) {
            least = cost;
            best = columns;
        }
    }
    return best;
}

static enum es_status place_panels(struct es_small_data *data, struct es_frame frame,
                                   struct es_error *err)
{
    const size_t columns = choose_columns(data, &frame);
    const size_t rows = (data->n + columns - 1) / columns;
    const double width = (frame.right - frame.left + GAP_X) / (double)columns;
    const double height = (frame.bottom - frame.top) / (double)rows;
    for (size_t i = 0; i < data->n; i++) {
        struct es_small_panel *panel = &data->panel[i];
        struct es_frame *own = &panel->plot.frame;
        own->left = frame.left + width * (double)(i % columns);
        own->right = own->left + width - GAP_X;
        own->top = frame.top + height * (double)(i / columns) + HEAD_ROOM;
        own->bottom = frame.top + height * (double)(i / columns + 1) - GAP_Y - YEARS_ROOM;
        panel->plot.x_from = panel->from;
        panel->plot.x_to = data->to;
        es_plot_hold(&panel->plot, panel->low, panel->high);
    }
    return es_plot_check_room(data->sheet, &data->panel[0].plot.frame, LEAST_WIDTH,
                              LEAST_HEIGHT, err);
}

/* Name; value and state below it, as much of both as the width takes. */
static enum es_status label_panel(struct es_small_data *data,
                                  const struct es_small_panel *panel,
                                  struct es_error *err)
{
    struct es_sheet *sheet = data->sheet;
    const struct es_frame *frame = &panel->plot.frame;
    const double width = frame->right - frame->left;
    struct es_label label = {.text = panel->series.label,
                             .x = frame->left,
                             .y = frame->top - HEAD_ROOM + 14.0,
                             .look = ES_LOOK_STRONG,
                             .colour = ES_INK};
    ES_TRY(es_sheet_label(sheet, label, width, err));
    const bool both = es_look_width(sheet->ruler, panel->value, ES_LOOK_SMALL) +
                          es_look_width(sheet->ruler, panel->state, ES_LOOK_SMALL) +
                          12.0 <=
                      width;
    label.look = ES_LOOK_SMALL;
    label.y += 23.0;
    label.colour = panel->colour;
    label.text = panel->state[0] != '\0' ? panel->state : panel->value;
    ES_TRY(es_sheet_label(sheet, label, width, err));
    if (both && panel->state[0] != '\0') {
        label.text = panel->value;
        label.x = frame->right;
        label.align = ES_RIGHT;
        label.colour = ES_TEXT;
        ES_TRY(es_sheet_label(sheet, label, 0.0, err));
    }
    return ES_OK;
}

/* The first and the last year under a panel; days where they are the same. */
static void label_ends(struct es_small_data *data, const struct es_small_panel *panel)
{
    struct es_speech *speech = &data->sheet->speech;
    const struct es_frame *frame = &panel->plot.frame;
    char first[16], last[16];
    int from, to, month, day;
    es_day_split((int)floor(panel->from), &from, &month, &day);
    es_day_split((int)floor(data->to), &to, &month, &day);
    (void)snprintf(first, sizeof first, "%d", from);
    (void)snprintf(last, sizeof last, "%d", to);
    struct es_label label = {.text = from == to ? es_phrase_month(speech, panel->from)
                                                : es_phrase_join(speech, first, "", ""),
                             .x = frame->left,
                             .y = frame->bottom + 14.0,
                             .look = ES_LOOK_NOTE,
                             .colour = ES_GREY};
    (void)es_layout_add(data->sheet->layout, label);
    label.text = from == to ? es_phrase_month(speech, data->to)
                            : es_phrase_join(speech, last, "", "");
    label.x = frame->right;
    label.align = ES_RIGHT;
    (void)es_layout_add(data->sheet->layout, label);
}

static double held_y(const struct es_plot *plot, double value)
{
    return es_plot_y(plot, fmin(fmax(value, plot->y_from), plot->y_to));
}

/* The median before the as-of date into `fits`, after it with its band into the others.
 */
static void add_lines(const struct es_small_data *data,
                      const struct es_small_panel *panel, struct rows *fits,
                      struct rows *medians)
{
    for (size_t i = 0; i < panel->months; i++) {
        const double *row = panel->row + 4 * i;
        if (row[0] >= panel->from && row[0] <= data->to) {
            const double place[] = {es_plot_x(&panel->plot, row[0]),
                                    held_y(&panel->plot, row[2])};
            add_row(row[0] <= data->as_of ? fits : medians, place);
        }
    }
    part(fits);
    part(medians);
}

static void add_figures(const struct es_small_panel *panel, struct rows *points)
{
    for (size_t i = 0; i < panel->fan->points; i++) {
        const struct es_chart_point *point = &panel->fan->point[i];
        const double place[] = {es_plot_x(&panel->plot, es_fan_point_day(point)),
                                es_plot_y(&panel->plot, point->value)};
        if (place[0] >= panel->plot.frame.left && place[0] <= panel->plot.frame.right) {
            add_row(points, place);
        }
    }
}

/* Bands as one block, whose panels two empty lines part. */
static void write_bands(struct es_small_data *data)
{
    struct es_script *script = &data->sheet->script;
    size_t bands = 0;
    es_script_print(script, "$bands << END\n");
    for (size_t k = 0; k < data->n; k++) {
        const struct es_small_panel *panel = &data->panel[k];
        size_t n = 0;
        for (size_t i = 0; i < panel->months; i++) {
            const double *row = panel->row + 4 * i;
            if (row[0] > data->as_of && row[0] <= data->to) {
                es_script_print(
                    script, "%s%.10g %.10g %.10g\n", n++ == 0 && bands > 0 ? "\n\n" : "",
                    es_plot_x(&panel->plot, row[0]), held_y(&panel->plot, row[1]),
                    held_y(&panel->plot, row[3]));
            }
        }
        bands += n > 0;
    }
    es_script_print(script, "%sEND\nBANDS = %zu\n", bands == 0 ? "NaN NaN NaN\n" : "",
                    bands > 0 ? bands : 1);
}

static enum es_status open_rows(struct es_small_data *data, struct rows *rows,
                                size_t columns, size_t most, struct es_error *err)
{
    rows->columns = columns;
    ES_NEW(data->sheet->arena, rows->at, columns * most, err);
    return ES_OK;
}

static enum es_status write_lines(struct es_small_data *data, struct es_error *err)
{
    struct rows fits, medians, points;
    struct es_script *script = &data->sheet->script;
    size_t months = data->n, figures = 1;
    for (size_t i = 0; i < data->n; i++) {
        months += data->panel[i].months;
        figures += data->panel[i].fan->points;
    }
    fits.n = medians.n = points.n = 0;
    ES_TRY(open_rows(data, &fits, 2, months, err));
    ES_TRY(open_rows(data, &medians, 2, months, err));
    ES_TRY(open_rows(data, &points, 2, figures, err));
    for (size_t i = 0; i < data->n; i++) {
        add_lines(data, &data->panel[i], &fits, &medians);
        add_figures(&data->panel[i], &points);
    }
    es_script_block(script, "fits", fits.at, fits.n, 2);
    es_script_block(script, "medians", medians.at, medians.n, 2);
    es_script_block(script, "points", points.at, points.n, 2);
    return ES_OK;
}

static void write_rules(struct es_small_data *data)
{
    struct es_script *script = &data->sheet->script;
    double floors[ES_CHART_PANELS][3], targets[ES_CHART_PANELS][3],
        today[ES_CHART_PANELS][3];
    size_t drawn = 0;
    for (size_t i = 0; i < data->n; i++) {
        const struct es_small_panel *panel = &data->panel[i];
        const struct es_plot *plot = &panel->plot;
        const struct es_target *target = panel->series.target;
        const double x = fmin(es_plot_x(plot, data->as_of), plot->frame.right);
        const double floor_row[] = {plot->frame.left, plot->frame.right,
                                    plot->frame.bottom};
        const double day_row[] = {x, plot->frame.top, plot->frame.bottom};
        memcpy(floors[i], floor_row, sizeof floor_row);
        memcpy(today[i], day_row, sizeof day_row);
        if (panel->series.targets > 0) {
            const double level =
                target->per == ES_EACH_MONTH ? 12.0 * target->level : target->level;
            const double row[] = {plot->frame.left, plot->frame.right,
                                  es_plot_y(plot, level)};
            if (level <= plot->y_to) {
                memcpy(targets[drawn++], row, sizeof row);
            }
        }
    }
    es_script_block(script, "floors", floors[0], data->n, 3);
    es_script_block(script, "today", today[0], data->n, 3);
    es_script_block(script, "targets", targets[0], drawn, 3);
}

enum es_status es_small_lay_out(struct es_small_data *data, struct es_error *err)
{
    struct es_sheet *sheet = data->sheet;
    struct es_speech *speech = &sheet->speech;
    struct es_frame frame;
    const char *const head[] = {
        es_small_title(data),
        ES_SAY(speech, SMALL_SUBTITLE,
               {"day", es_phrase_long_day(speech, sheet->style->as_of_day)})};
    const char *const notes[] = {es_small_reading(data)};
    ES_TRY(es_plot_between(sheet, head, notes, 1, data->sources, &frame, err));
    frame.top += 12.0;
    frame.bottom -= 4.0;
    ES_TRY(place_panels(data, frame, err));
    for (size_t i = 0; i < data->n; i++) {
        ES_TRY(label_panel(data, &data->panel[i], err));
        label_ends(data, &data->panel[i]);
    }
    es_script_print(&sheet->script, "\n# What is drawn\n");
    write_bands(data);
    ES_TRY(write_lines(data, err));
    write_rules(data);
    return ES_OK;
}
