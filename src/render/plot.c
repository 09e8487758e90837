#include "render/plot.h"

#include "essor/date.h"

#include <math.h>

enum { GRID_MOST = 24, GRID_SPOTS = 6 };
#define GRID_ABOVE 13.0 /* from a line to the middle of its text */
#define GRID_CLEAR 16.0 /* from the texts of a grid to what is drawn */
#define AIR 0.06

double es_plot_x(const struct es_plot *plot, double x)
{
    return plot->frame.left + (x - plot->x_from) / (plot->x_to - plot->x_from) *
                                  (plot->frame.right - plot->frame.left);
}

double es_plot_y(const struct es_plot *plot, double y)
{
    return plot->frame.bottom - (y - plot->y_from) / (plot->y_to - plot->y_from) *
                                    (plot->frame.bottom - plot->frame.top);
}

double es_plot_step(double span, int lines)
{
    static const double nice[] = {1.0, 2.0, 2.5, 5.0, 10.0};
    const double raw = span / lines;
    const double power = pow(10.0, floor(log10(raw)));
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++) {
        if (nice[i] * power >= raw * 0.999) {
            return nice[i] * power;
        }
    }
    return 10.0 * power;
}

void es_plot_hold(struct es_plot *plot, double low, double high)
{
    if (!(high > low)) { /* all the same: the value in the middle, or 0 at the bottom */
        const double size = fabs(high) > 0.0 ? fabs(high) : 1.0;
        low = high < 0.0 ? high - size : fmin(high, 0.0);
        high = high < 0.0 ? 0.0 : high + size;
    }
    const double air = AIR * (high - low);
    plot->y_from = low == 0.0 ? 0.0 : low - air;
    plot->y_to = high == 0.0 ? 0.0 : high + air;
}

void es_plot_write(struct es_script *script, const struct es_plot *plot)
{
    es_script_print(script, "\n# The frame in pixels, and what its sides stand for\n");
    es_script_print(script, "LEFT = %.1f; RIGHT = %.1f; TOP = %.1f; BOTTOM = %.1f\n",
                    plot->frame.left, plot->frame.right, plot->frame.top,
                    plot->frame.bottom);
    es_script_print(script,
                    "X_FROM = %.10g; X_TO = %.10g; Y_FROM = %.10g; Y_TO = %.10g\n",
                    plot->x_from, plot->x_to, plot->y_from, plot->y_to);
}

static void label_line(struct es_sheet *sheet, const struct es_plot *plot, double y,
                       const char *text)
{
    const struct es_label label = {
        .text = text, .look = ES_LOOK_LABEL, .colour = ES_GREY};
    const double at = es_plot_y(plot, y) - GRID_ABOVE;
    struct es_spot spot[GRID_SPOTS];
    for (int k = 0; k < GRID_SPOTS; k++) {
        spot[k] = (struct es_spot){plot->frame.left + 50.0 * k, at, ES_LEFT};
    }
    if (at > plot->frame.top) {
        (void)es_layout_place(sheet->layout, &label, 1, 0.0, spot, GRID_SPOTS);
    }
}

void es_plot_grid(struct es_sheet *sheet, const struct es_plot *plot, const char *name,
                  int lines, const char *(*say)(struct es_speech *speech, double value))
{
    const double step = es_plot_step(plot->y_to - plot->y_from, lines);
    const double first = ceil(plot->y_from / step - 1e-9);
    double line[GRID_MOST];
    size_t n = 0;
    for (int i = 0; i < GRID_MOST && (first + i) * step <= plot->y_to; i++) {
        const double y = first + i == 0.0 ? 0.0 : (first + i) * step;
        if (y != plot->y_from) { /* the axis is there */
            line[n++] = y;
            label_line(sheet, plot, y, say(&sheet->speech, y));
        }
    }
    es_script_block(&sheet->script, name, line, n, 1);
}

void es_plot_clear_left(struct es_plot *plot, double first, double room)
{
    const double share = fmin(room / (plot->frame.right - plot->frame.left), 0.3);
    plot->x_from = fmin(plot->x_from, (first - share * plot->x_to) / (1.0 - share));
}

void es_plot_clear_grid(struct es_sheet *sheet, struct es_plot *plot, double first,
                        int lines,
                        const char *(*say)(struct es_speech *speech, double value))
{
    const double step = es_plot_step(plot->y_to - plot->y_from, lines);
    double widest = 0.0;
    for (double y = ceil(plot->y_from / step) * step; y <= plot->y_to; y += step) {
        widest = fmax(widest,
                      es_look_width(sheet->ruler, say(&sheet->speech, y), ES_LOOK_LABEL));
    }
    es_plot_clear_left(plot, first, widest + GRID_CLEAR);
}

double es_plot_on_day(const double *rows, size_t n, size_t columns, size_t column,
                      double day)
{
    size_t i = 0;
    while (i + 1 < n && rows[columns * i] < day) {
        i++;
    }
    const double *b = rows + columns * i;
    if (i == 0 || b[0] < day) {
        return b[column];
    }
    const double *a = b - columns;
    return a[column] + (day - a[0]) / (b[0] - a[0]) * (b[column] - a[column]);
}

enum es_status es_plot_months(struct es_sheet *sheet, const struct es_outlook *outlook,
                              const double levels[], size_t n, double **rows,
                              struct es_error *err)
{
    double *values, *row;
    ES_NEW(sheet->arena, values, outlook->draws, err);
    ES_NEW(sheet->arena, row, (1 + n) * outlook->months, err);
    *rows = row;
    for (size_t i = 0; i < outlook->months; i++, row += 1 + n) {
        const int first = es_month_first_day(outlook->first_month + (int)i);
        const int next = es_month_first_day(outlook->first_month + (int)i + 1);
        for (size_t d = 0; d < outlook->draws; d++) {
            values[d] = es_outlook_shown(outlook, d, i);
        }
        row[0] = outlook->nature == ES_FLOW_SERIES ? (first + next) / 2.0 : (double)next;
        es_quantiles(values, outlook->draws, levels, n, row + 1);
    }
    return ES_OK;
}

void es_plot_mark_line(struct es_sheet *sheet, const struct es_plot *plot,
                       const double *xy, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const double x = es_plot_x(plot, xy[2 * i]), y = es_plot_y(plot, xy[2 * i + 1]);
        es_layout_mark(sheet->layout,
                       (struct es_box){x - 5.0, y - 4.0, x + 5.0, y + 4.0});
    }
}

enum es_status es_plot_between(struct es_sheet *sheet, const char *const head[2],
                               const char *const note[], size_t notes,
                               const char *sources, struct es_frame *frame,
                               struct es_error *err)
{
    frame->left = ES_MARGIN;
    frame->right = sheet->width - ES_MARGIN;
    ES_TRY(es_sheet_head(sheet, head[0], head[1], &frame->top, err));
    return es_sheet_foot(sheet, note, notes, sources, &frame->bottom, err);
}

enum es_status es_plot_check_room(const struct es_sheet *sheet,
                                  const struct es_frame *frame, double least_width,
                                  double least_height, struct es_error *err)
{
    if (frame->right - frame->left >= least_width &&
        frame->bottom - frame->top >= least_height) {
        return ES_OK;
    }
    return es_fail(err, ES_ERR_ARGUMENT,
                   "a chart of %d x %d pixels has no room for this kind", sheet->width,
                   sheet->height);
}
