/*
 * outlook.h: joint draws of a path, the one object that every question is asked of.
 *
 * A path is kept as its cumulated value at the start of each month: the level for a
 * stock, the sum since the first month for a flow. Draw d of a sector belongs with draw d
 * of its total. Inside a month the cumulated value is interpolated by a monotone cubic
 * (Steffen, 1990, Astron. Astrophys. 239, 443), within 0.1 % of a month's volume for
 * curves that take two years or more from 10 to 90 %, and within 0.4 % for one year.
 */
#ifndef ESSOR_OUTLOOK_H
#define ESSOR_OUTLOOK_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/observation.h"

#include <stdbool.h>
#include <stddef.h>

/* What each month has of its own, in every draw and every year to come. */
struct es_season {
    bool factors;  /* the index multiplies; else it is added */
    double *index; /* a flow: [months] on what month i gains; a stock: [months + 1] on the
                      level at the start of month i */
};

/* Of a scenario: what targets ask about, a straight line between days. */
struct es_track {
    size_t n;
    double *day;   /* [n] increasing */
    double *value; /* [draws][n] the annual pace of a flow, the level of a stock; one more
                      row where there is a point path */
};

struct es_outlook {
    enum es_nature nature;
    int as_of_day;
    int first_month; /* months since January 1970 */
    size_t months;
    size_t draws;
    double *cumulated; /* [draws][months + 1], never decreasing but for a stock that fell
                          before */
    double *point; /* [months + 1] the path whose values are the means of forecasts; NULL:
                      they are those of the draws */
    bool falls;    /* a stock that may fall: one high month is no crossing */
    struct es_season *season; /* NULL: none is known */
    struct es_track *track;   /* NULL but for a scenario */
};

/* The quantiles that forecasts are given as; the contract of the command line. */
enum { ES_QUANTILES = 13 };
extern const double es_quantile_levels[ES_QUANTILES];

/*
 * An outlook of n of the draws (or all, if there are fewer) that stand for them: sorted
 * into strata by what they come to on a day, and in each by what they come to a tenth of
 * the way, of which each n-th is taken. Season and the rest are shared; a track is not
 * thinned. (*draw)[n] becomes their indices, in the order of the draws.
 */
enum es_status es_outlook_thin(const struct es_outlook *outlook, size_t n, int day,
                               struct es_outlook *thin, size_t **draw,
                               struct es_arena *arena, struct es_error *err);

/* The first day after the last month. */
int es_outlook_end_day(const struct es_outlook *outlook);

/* Cumulated value of one draw at a moment (day, with a fraction), clamped to the ends. */
double es_outlook_at(const struct es_outlook *outlook, size_t draw, double day);

/* Whether the windows of the observation lie inside the outlook (and the whole's, for a
 * share). */
bool es_outlook_covers(const struct es_outlook *outlook,
                       const struct es_observation *observation,
                       const struct es_outlook *whole);

/* The observation's operator applied to one draw. `whole` is needed for a share, else
 * NULL; its draw of the same index is used; no share exceeds 1. */
double es_outlook_measure(const struct es_outlook *outlook, size_t draw,
                          const struct es_observation *observation,
                          const struct es_outlook *whole);

/* The same for every draw, into values[outlook->draws]. */
void es_outlook_measure_all(const struct es_outlook *outlook,
                            const struct es_observation *observation,
                            const struct es_outlook *whole, double values[]);

/* Annual pace of one draw around month i (0-based): the mean of the months i-1, i, i+1
 * (at the ends, of those there are), times twelve; months count as of equal length, or
 * February would slow every curve. */
double es_outlook_pace(const struct es_outlook *outlook, size_t draw, size_t i);

/*
 * What targets ask about, the season left out: the annual pace of a flow (three months,
 * in the middle of each), the level of a stock (at the start of each month and the end of
 * the last), and in between a straight line. How many knots there are; the day of one,
 * with a fraction; its value in one draw.
 */
size_t es_outlook_knots(const struct es_outlook *outlook);
double es_outlook_knot_day(const struct es_outlook *outlook, size_t i);
double es_outlook_knot(const struct es_outlook *outlook, size_t draw, size_t i);

/* The same in two steps, for many draws: the days that the pace of knot i is taken over
 * (0 for a level), and its value in one draw, with these days. */
double es_outlook_knot_span(const struct es_outlook *outlook, size_t i);
double es_outlook_knot_over(const struct es_outlook *outlook, size_t draw, size_t i,
                            double days);

/* Writes the values of all knots to the outlook's track, for many questions of them. */
enum es_status es_outlook_lay_track(struct es_outlook *outlook, struct es_arena *arena,
                                    struct es_error *err);

/* A moment between the months of an outlook, found once for all its draws. */
struct es_moment {
    size_t month;
    double share;     /* of the month that is over, 0..1 */
    double days[3];   /* of the month before, this one, and the one after */
    bool first, last; /* there is no month before, or none after */
};
struct es_moment es_outlook_moment(const struct es_outlook *outlook, double day);

/* A cumulated path, [months + 1], at that moment. */
double es_outlook_read(const double path[], const struct es_moment *moment);

/* What charts and bands show of draw d in month i: the pace for a flow, the level at the
 * end of the month for a stock. */
double es_outlook_shown(const struct es_outlook *outlook, size_t draw, size_t i);

/* Quantiles of values[n], which are moved about; levels[k] in 0..1, linear
 * interpolation between order statistics (Hyndman and Fan 1996, type 7). Infinities sort
 * last; a quantile between a finite value and infinity is infinite. */
void es_quantiles(double values[], size_t n, const double levels[], size_t k,
                  double out[]);

/* One period of a forecast. */
struct es_period {
    int from_day;
    int to_day;
    double mean;
    double quantile[ES_QUANTILES];
};

/* Mean and quantiles of the operators of n observations. `scratch` holds as many times
 * outlook->draws values, ES_PERIODS_AT_ONCE times at most. */
enum { ES_PERIODS_AT_ONCE = 8 };
void es_outlook_periods(const struct es_outlook *outlook,
                        const struct es_observation observation[], size_t n,
                        const struct es_outlook *whole, double scratch[],
                        struct es_period period[]);

#endif
