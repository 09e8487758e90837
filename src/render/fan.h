/* fan.h: the numbers, sentences and places of a fan chart, before they are written. */
#ifndef ESSOR_RENDER_FAN_H
#define ESSOR_RENDER_FAN_H

#include "render/axis.h"
#include "render/plot.h"

/* The quantiles that are drawn. */
enum es_fan_level {
    ES_FAN_Q025,
    ES_FAN_Q10,
    ES_FAN_Q25,
    ES_FAN_Q50,
    ES_FAN_Q75,
    ES_FAN_Q90,
    ES_FAN_Q975,
    ES_FAN_LEVELS
};

/* A day, which may have a fraction, and the quantiles of the draws on it. */
struct es_fan_row {
    double day;
    double q[ES_FAN_LEVELS];
};

enum { ES_FAN_TARGETS = 3 };

/* The numbers of the chart. */
struct es_fan_data {
    struct es_chart_series series; /* its texts clean */
    const struct es_fan *fan;
    struct es_fan_row
        *month; /* [months]: middle of the month for a flow, end for a stock */
    size_t months;
    struct es_fan_row *fit; /* up to the as-of day, which is its last row */
    size_t fits;
    struct es_fan_row *forecast; /* from the as-of day to x_to */
    struct es_fan_row *drawn;    /* [forecasts] the same without the noise of the draws */
    size_t forecasts;
    bool flat; /* nothing is left to happen: the bands are a line */
    double as_of;
    double x_from, x_to;
    double y_to;
    double step;                  /* between grid lines */
    bool capped;                  /* a band goes on above y_to */
    size_t targets;               /* those drawn */
    double level[ES_FAN_TARGETS]; /* on the scale of the chart */
    struct es_chart_event *event; /* [events] within the frame, texts clean */
    size_t events;
    double crossing;  /* median crossing of the first target if it is drawn, else NAN */
    const char *unit; /* with " par an" for a flow */
};

/* Windows up to this many days are drawn as points. */
enum { ES_FAN_POINT_DAYS = 45 };

enum es_status es_fan_measure(struct es_sheet *sheet, const struct es_fan *fan,
                              struct es_fan_data *data, struct es_error *err);

/* Whether the observed line is the pace of the outlook, which the forecast goes on from,
 * and not the figures themselves: of a full series of volumes. */
bool es_fan_draws_pace(const struct es_fan_data *data);

/* Whether each figure stands beside that line as a dot: where they are not too many. */
bool es_fan_draws_dots(const struct es_fan_data *data);

/* The last row drawn, which the texts at the edge tell. */
const struct es_fan_row *es_fan_last_row(const struct es_fan_data *data);

/* -1, 0 or 1: whether a figure bounds the true number from above, not, or from below. */
int es_fan_bound(const struct es_chart_point *point);

/* Whether the fitted curves are drawn: more than one, and of a flow. In a stock the
 * deviation from the curve is on its gains, so that its level is not where the path is.
 */
bool es_fan_shows_curves(const struct es_fan_data *data);

bool es_fan_is_point(const struct es_chart_point *point);

/* The day where a figure stands: the middle of its window. */
double es_fan_point_day(const struct es_chart_point *point);

/* Sentences. */
const char *es_fan_title(struct es_speech *speech, const struct es_fan_data *data);
const char *es_fan_subtitle(struct es_speech *speech, const struct es_fan_data *data,
                            int as_of_day);
const char *es_fan_reading(struct es_speech *speech, const struct es_fan_data *data);
const char *es_fan_marks(struct es_speech *speech, const struct es_fan_data *data);
/* Whether the data determine the ceiling, and the figure whose absence moves the date
 * most; "" without a verdict. */
const char *es_fan_ceiling(struct es_speech *speech, const struct es_fan_data *data);
const char *es_fan_influence(struct es_speech *speech, const struct es_fan_data *data);
const char *es_fan_figure(struct es_speech *speech, const struct es_chart_point *point);
/* The same of a figure that has no place on the scale: "0,6 M de plus par mois, ...". */
const char *es_fan_aside(struct es_speech *speech, const struct es_chart_point *point);
const char *es_fan_target_label(struct es_speech *speech, const struct es_fan_data *data,
                                size_t i);
/* "Événements comptés : Ségur, vague 2 (mars 2027)."; "" where there are none. */
const char *es_fan_events(struct es_speech *speech, const struct es_fan_data *data);
/* "46 % : jamais avant 2034", or "" where that is below half a percent. */
const char *es_fan_never(struct es_speech *speech, const struct es_fan_data *data);

enum { ES_FAN_EDGE_TEXTS = 4, ES_FAN_GRID_LINES = 12 };

/* Grid lines end here, relative to the frame: a higher one would have no room for its
 * value.
 */
#define ES_FAN_GRID_TOP 0.975

/* A fan being laid out. */
struct es_fan_drawing {
    struct es_sheet *sheet;
    const struct es_fan_data *data;
    struct es_frame frame;
    const char *edge[ES_FAN_EDGE_TEXTS]; /* 95, 80, 50 %, median */
    int edge_first;                      /* the median alone if all would say the same */
    double edge_from[ES_FAN_EDGE_TEXTS], edge_to[ES_FAN_EDGE_TEXTS];
    double tick[ES_AXIS_TICKS];
    size_t ticks;
};

/* Where a day and a value stand on the canvas, in pixels; a value above the frame is held
 * at its top, which is where a curve leaves it. */
double es_fan_x(const struct es_fan_drawing *drawing, double day);
double es_fan_y(const struct es_fan_drawing *drawing, double value);

/* Tells the layout where figures, curves and lines are, so that labels keep clear. */
void es_fan_mark(struct es_fan_drawing *drawing);

/* Writes frame, axes and everything drawn into the script. */
enum es_status es_fan_write(struct es_fan_drawing *drawing, struct es_error *err);

/* Lays the texts out and writes the script's data; what is left is the template. */
enum es_status es_fan_lay_out(struct es_sheet *sheet, const struct es_fan_data *data,
                              struct es_error *err);

#endif
