/* plot.h: a frame with its scales, shared by the charts whose templates place in pixels.
 */
#ifndef ESSOR_RENDER_PLOT_H
#define ESSOR_RENDER_PLOT_H

#include "render/sheet.h"

/* The sides of a frame in pixels. */
struct es_frame {
    double left, right, top, bottom;
};

/* A frame and what its sides stand for. */
struct es_plot {
    struct es_frame frame;
    double x_from, x_to, y_from, y_to;
};

double es_plot_x(const struct es_plot *plot, double x);
double es_plot_y(const struct es_plot *plot, double y);

/* A step of 1, 2, 2.5 or 5 times a power of ten that gives at most about `lines` lines
 * over the span. */
double es_plot_step(double span, int lines);

/* Widens y_from and y_to so that they are apart and hold [low, high] with some air; a
 * side at 0 stays there. */
void es_plot_hold(struct es_plot *plot, double low, double high);

/* LEFT, RIGHT, TOP, BOTTOM, X_FROM, ... of the script. */
void es_plot_write(struct es_script *script, const struct es_plot *plot);

/* Horizontal lines at round values as a block `name` of y, each with its text just above
 * it at the left, as `say` puts it. Texts that would meet others are left out. */
void es_plot_grid(struct es_sheet *sheet, const struct es_plot *plot, const char *name,
                  int lines, const char *(*say)(struct es_speech *speech, double value));

/* Moves x_from back so that what begins at `first` stands right of the texts of that
 * grid. y_from and y_to are known. */
void es_plot_clear_grid(struct es_sheet *sheet, struct es_plot *plot, double first,
                        int lines,
                        const char *(*say)(struct es_speech *speech, double value));
void es_plot_clear_left(struct es_plot *plot, double first, double room);

/* Quantiles of what an outlook shows in each of its months: rows[months][1 + n], the day
 * (middle of the month for a flow, its end for a stock) and the levels. */
enum es_status es_plot_months(struct es_sheet *sheet, const struct es_outlook *outlook,
                              const double levels[], size_t n, double **rows,
                              struct es_error *err);

/* A column of rows[n][columns], whose first is the day, on a day; held at the ends. */
double es_plot_on_day(const double *rows, size_t n, size_t columns, size_t column,
                      double day);

/* Tells the layout of a line through points, so that labels keep clear of it. */
void es_plot_mark_line(struct es_sheet *sheet, const struct es_plot *plot,
                       const double *xy, size_t n);

/* Title, subtitle, notes and sources; the frame becomes what is left between them, from
 * margin to margin. */
enum es_status es_plot_between(struct es_sheet *sheet, const char *const head[2],
                               const char *const note[], size_t notes,
                               const char *sources, struct es_frame *frame,
                               struct es_error *err);

/* ES_ERR_ARGUMENT where the frame is less wide or high. */
enum es_status es_plot_check_room(const struct es_sheet *sheet,
                                  const struct es_frame *frame, double least_width,
                                  double least_height, struct es_error *err);

#endif
