#include "render/residuals.h"

#include "essor/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PANELS = 4, LINES = 8 };
#define GAP_X 56.0
#define GAP_Y 20.0
#define TITLE_ROOM 40.0
#define AXIS_ROOM 36.0
#define VALUE_ROOM 64.0 /* for the values of the grid, left of what is drawn */
#define WIDE_RANGE 30.0 /* values this far apart are shown as logarithms */

/* The panels as they are written into the script. */
struct panels {
    struct es_residuals_data *data;
    struct es_plot plot[PANELS];
    double line[PANELS * LINES][3], zero[PANELS][3]; /* left, right, height in pixels */
    size_t lines, zeros;
};

const char *es_residuals_size(const struct es_residuals_data *data, double size)
{
    struct es_speech *speech = &data->sheet->speech;
    char text[ES_TEXT_SIZE];
    const double percent = 100.0 * size, all = fabs(percent);
    if (!data->relative) {
        return es_phrase_rough(speech, size);
    }
    const bool whole = all >= 9.95 || fabs(all - round(all)) <= 0.05 * all;
    es_text_number(text, percent, whole ? 0 : all >= 0.095 ? 1 : 2, speech->language);
    return ES_SAY(speech, PERCENT, {"value", text});
}

static const char *signed_size(const struct es_residuals_data *data, double size)
{
    const char *text = es_residuals_size(data, size);
    return size > 0.0 ? es_phrase_join(&data->sheet->speech, "+", "", text) : text;
}

static const char *plain(const struct es_residuals_data *data, double value)
{
    struct es_speech *speech = &data->sheet->speech;
    char text[ES_TEXT_SIZE];
    es_text_number(text, value, fabs(value) < 0.995 && value != 0.0 ? 1 : 0,
                   speech->language);
    return es_phrase_join(speech, text, "", "");
}

/* The standard normal quantile, to 1e-9 (Acklam 2003). */
static double normal_quantile(double p)
{
    static const double a[] = {-39.69683028665376, 220.9460984245205,  -275.9285104469687,
                               138.3577518672690,  -30.66479806614716, 2.506628277459239};
    static const double b[] = {-54.47609879822406, 161.5858368580409, -155.6989798598866,
                               66.80131188771972, -13.28068155288572};
    static const double c[] = {-0.007784894002430293, -0.3223964580411365,
                               -2.400758277161838,    -2.549732539343734,
                               4.374664141464968,     2.938163982698783};
    static const double d[] = {0.007784695709041462, 0.3224671290700398,
                               2.445134137142996, 3.754408661907416};
    const double low = 0.02425;
    if (p > 0.5) {
        return -normal_quantile(1.0 - p);
    }
    if (p < low) {
        const double q = sqrt(-2.0 * log(p));
        return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
               ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1.0);
    }
    const double q = p - 0.5, r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1.0);
}

static enum es_status place_frames(struct panels *panels, struct es_error *err)
{
    const struct es_frame *whole = &panels->data->frame;
    const double width = (whole->right - whole->left - GAP_X) / 2.0;
    const double height = (whole->bottom - whole->top - GAP_Y) / 2.0;
    for (int k = 0; k < PANELS; k++) {
        struct es_frame *frame = &panels->plot[k].frame;
        frame->left = whole->left + (width + GAP_X) * (k % 2) + VALUE_ROOM;
        frame->right = frame->left + width - VALUE_ROOM;
        frame->top = whole->top + (height + GAP_Y) * (k / 2) + TITLE_ROOM;
        frame->bottom = whole->top + (height + GAP_Y) * (k / 2) + height - AXIS_ROOM;
    }
    return es_plot_check_room(panels->data->sheet, &panels->plot[0].frame, 160.0, 50.0,
                              err);
}

static enum es_status title_panel(struct panels *panels, int k, enum es_chart_text id,
                                  struct es_error *err)
{
    struct es_sheet *sheet = panels->data->sheet;
    const struct es_frame *frame = &panels->plot[k].frame;
    const struct es_label label = {.text = es_phrase_plain(&sheet->speech, id),
                                   .x = frame->left - VALUE_ROOM,
                                   .y = frame->top - TITLE_ROOM + 16.0,
                                   .look = ES_LOOK_STRONG,
                                   .colour = ES_INK};
    return es_sheet_label(sheet, label, frame->right - frame->left + VALUE_ROOM, err);
}

/* Grid lines of a panel, with their values above them at the left. */
static void add_grid(struct panels *panels, int k,
                     const char *(*say)(const struct es_residuals_data *, double))
{
    struct es_sheet *sheet = panels->data->sheet;
    const struct es_plot *plot = &panels->plot[k];
    const double step = es_plot_step(plot->y_to - plot->y_from, 4);
    double y = ceil(plot->y_from / step - 1e-9) * step;
    for (int i = 0; i < LINES && y <= plot->y_to; i++, y += step) {
        const double value = fabs(y) < step * 1e-9 ? 0.0 : y;
        const double at = es_plot_y(plot, value);
        const double row[3] = {plot->frame.left - VALUE_ROOM, plot->frame.right, at};
        const struct es_label label = {.text = say(panels->data, value),
                                       .x = plot->frame.left - VALUE_ROOM,
                                       .y = at - 11.0,
                                       .look = ES_LOOK_SMALL,
                                       .colour = ES_GREY};
        memcpy(value == 0.0 ? panels->zero[panels->zeros++]
                            : panels->line[panels->lines++],
               row, sizeof row);
        if (label.y > plot->frame.top - 6.0) {
            (void)es_layout_add(sheet->layout, label);
        }
    }
}

/* Two texts under a panel: at its left and right ends. */
static void label_ends(struct panels *panels, int k, const char *left, const char *right)
{
    const struct es_frame *frame = &panels->plot[k].frame;
    struct es_label label = {.text = left,
                             .x = frame->left,
                             .y = frame->bottom + 18.0,
                             .look = ES_LOOK_SMALL,
                             .colour = ES_GREY};
    (void)es_layout_add(panels->data->sheet->layout, label);
    label.text = right;
    label.x = frame->right;
    label.align = ES_RIGHT;
    (void)es_layout_add(panels->data->sheet->layout, label);
}

/* Both ends of the values, about 0. */
static void hold_residuals(const struct es_residuals_data *data, struct es_plot *plot)
{
    const double most = fmax(-data->sorted[0], data->sorted[data->n - 1]);
    plot->y_to = most > 0.0 ? 1.15 * most : 0.01;
    plot->y_from = -plot->y_to;
}

static enum es_status draw_time(struct panels *panels, struct es_error *err)
{
    struct es_residuals_data *data = panels->data;
    struct es_speech *speech = &data->sheet->speech;
    struct es_plot *plot = &panels->plot[0];
    double *row;
    ES_NEW(data->sheet->arena, row, 2 * data->n, err);
    int first = data->at[0].day, last = first;
    for (size_t i = 0; i < data->n; i++) {
        first = data->at[i].day < first ? data->at[i].day : first;
        last = data->at[i].day > last ? data->at[i].day : last;
        row[2 * i] = data->at[i].day;
        row[2 * i + 1] = data->left[i];
    }
    const double air = fmax(0.02 * (last - first), 1.0);
    plot->x_from = first - air;
    plot->x_to = last + air;
    hold_residuals(data, plot);
    ES_TRY(title_panel(panels, 0, ES_TXT_RESIDUALS_TIME, err));
    add_grid(panels, 0, signed_size);
    label_ends(panels, 0, es_phrase_month(speech, first),
               first == last ? "" : es_phrase_month(speech, last));
    es_script_block(&data->sheet->script, "time", row, data->n, 2);
    return ES_OK;
}

/* The diagonal of a panel whose axes are alike, within its frame. */
static void add_diagonal(struct es_plot *plot, double slope, double row[4])
{
    const double x0 = fmax(plot->x_from, plot->y_from / slope);
    const double x1 = fmin(plot->x_to, plot->y_to / slope);
    row[0] = es_plot_x(plot, x0);
    row[1] = es_plot_y(plot, slope * x0);
    row[2] = es_plot_x(plot, x1);
    row[3] = es_plot_y(plot, slope * x1);
}

static enum es_status draw_quantiles(struct panels *panels, double diagonal[4],
                                     struct es_error *err)
{
    struct es_residuals_data *data = panels->data;
    struct es_plot *plot = &panels->plot[1];
    double *row;
    ES_NEW(data->sheet->arena, row, 2 * data->n, err);
    for (size_t i = 0; i < data->n; i++) {
        row[2 * i] = normal_quantile(((double)i + 0.5) / (double)data->n);
        row[2 * i + 1] = data->sorted[i];
    }
    plot->x_to = 1.1 * row[2 * (data->n - 1)];
    plot->x_from = -plot->x_to;
    hold_residuals(data, plot);
    ES_TRY(title_panel(panels, 1, ES_TXT_RESIDUALS_QUANTILES, err));
    add_grid(panels, 1, signed_size);
    label_ends(panels, 1, es_phrase_plain(&data->sheet->speech, ES_TXT_RESIDUALS_LOWEST),
               es_phrase_plain(&data->sheet->speech, ES_TXT_RESIDUALS_HIGHEST));
    es_script_block(&data->sheet->script, "quantiles", row, data->n, 2);
    add_diagonal(plot, data->sd > 0.0 ? data->sd : 1e-9, diagonal);
    return ES_OK;
}

static enum es_status draw_lags(struct panels *panels, struct es_error *err)
{
    struct es_residuals_data *data = panels->data;
    struct es_speech *speech = &data->sheet->speech;
    struct es_plot *plot = &panels->plot[2];
    double row[ES_RESIDUAL_LAGS][2];
    plot->x_from = 0.4;
    plot->x_to = (double)data->lags + 0.6;
    plot->y_to = 1.0;
    plot->y_from = -1.0;
    for (size_t k = 0; k < data->lags; k++) {
        row[k][0] = (double)(k + 1);
        row[k][1] = data->lag[k];
    }
    ES_TRY(title_panel(panels, 2, ES_TXT_RESIDUALS_LAGS, err));
    add_grid(panels, 2, plain);
    label_ends(panels, 2, es_phrase_plain(speech, ES_TXT_RESIDUALS_NEXT),
               data->lags > 1 ? ES_SAY(speech, RESIDUALS_LATER,
                                       {"n", plain(data, (double)data->lags)})
                              : "");
    es_script_block(&data->sheet->script, "lags", row[0], data->lags, 2);
    const double noise = fmin(data->noise, 1.0);
    const double band[] = {plot->frame.left, es_plot_y(plot, 0.0), plot->frame.right,
                           0.0};
    const double shade[] = {band[0], es_plot_y(plot, noise), band[2],
                            es_plot_y(plot, -noise)};
    es_script_block(&data->sheet->script, "noise", shade, 1, 4);
    return ES_OK;
}

/* As they are, or as logarithms where they span decades. */
static enum es_status draw_pairs(struct panels *panels, double diagonal[4],
                                 struct es_error *err)
{
    struct es_residuals_data *data = panels->data;
    struct es_speech *speech = &data->sheet->speech;
    struct es_plot *plot = &panels->plot[3];
    double low = INFINITY, high = -INFINITY, *row;
    ES_NEW(data->sheet->arena, row, 2 * data->n, err);
    for (size_t i = 0; i < data->n; i++) {
        low = fmin(low, fmin(data->at[i].observed, data->at[i].fitted));
        high = fmax(high, fmax(data->at[i].observed, data->at[i].fitted));
    }
    const bool logs = data->relative && low > 0.0 && high > WIDE_RANGE * low;
    for (size_t i = 0; i < data->n; i++) {
        row[2 * i] = logs ? log(data->at[i].fitted) : data->at[i].fitted;
        row[2 * i + 1] = logs ? log(data->at[i].observed) : data->at[i].observed;
    }
    const double size = fmax(fabs(low), fabs(high));
    const double from = logs ? log(low) : low, to = logs ? log(high) : high;
    const double air = to > from ? 0.05 * (to - from) : size > 0.0 ? 0.1 * size : 1.0;
    plot->x_from = plot->y_from = from - air;
    plot->x_to = plot->y_to = to + air;
    ES_TRY(title_panel(panels, 3,
                       logs ? ES_TXT_RESIDUALS_PAIRS_LOG : ES_TXT_RESIDUALS_PAIRS, err));
    label_ends(panels, 3, es_phrase_rough(speech, low), es_phrase_rough(speech, high));
    es_script_block(&data->sheet->script, "pairs", row, data->n, 2);
    diagonal[0] = es_plot_x(plot, plot->x_from);
    diagonal[1] = es_plot_y(plot, plot->y_from);
    diagonal[2] = es_plot_x(plot, plot->x_to);
    diagonal[3] = es_plot_y(plot, plot->y_to);
    return ES_OK;
}

static void write_frames(struct panels *panels)
{
    struct es_script *script = &panels->data->sheet->script;
    double side[8][PANELS];
    static const char *const names[] = {"L", "R", "T", "B", "X0", "X1", "Y0", "Y1"};
    for (int k = 0; k < PANELS; k++) {
        const struct es_plot *plot = &panels->plot[k];
        const double of[] = {plot->frame.left,   plot->frame.right, plot->frame.top,
                             plot->frame.bottom, plot->x_from,      plot->x_to,
                             plot->y_from,       plot->y_to};
        for (int i = 0; i < 8; i++) {
            side[i][k] = of[i];
        }
    }
    for (int i = 0; i < 8; i++) {
        es_script_array(script, names[i], side[i], PANELS);
    }
    /* the floor of the last panel, which has no value of 0 */
    const struct es_frame *last = &panels->plot[3].frame;
    const double floor_row[3] = {last->left, last->right, last->bottom};
    memcpy(panels->zero[panels->zeros++], floor_row, sizeof floor_row);
    es_script_block(script, "lines", panels->line[0], panels->lines, 3);
    es_script_block(script, "zeros", panels->zero[0], panels->zeros, 3);
}

enum es_status es_residuals_lay_out(struct es_residuals_data *data, struct es_error *err)
{
    struct panels panels = {.data = data};
    double diagonal[2][4];
    data->frame.top += 18.0;
    data->frame.bottom -= 8.0;
    ES_TRY(place_frames(&panels, err));
    es_script_print(&data->sheet->script, "\n# What is drawn\n");
    ES_TRY(draw_time(&panels, err));
    ES_TRY(draw_quantiles(&panels, diagonal[0], err));
    ES_TRY(draw_lags(&panels, err));
    ES_TRY(draw_pairs(&panels, diagonal[1], err));
    es_script_block(&data->sheet->script, "diagonals", diagonal[0], 2, 4);
    write_frames(&panels);
    return ES_OK;
}
