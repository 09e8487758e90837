#include "essor/outlook.h"

#include "curve.h"
#include "essor/date.h"

#include <math.h>
#include <string.h>

int es_outlook_end_day(const struct es_outlook *outlook)
{
    return es_month_first_day(outlook->first_month + (int)outlook->months);
}

static int bound_day(const struct es_outlook *outlook, size_t i)
{
    return es_month_first_day(outlook->first_month + (int)i);
}

struct es_moment es_outlook_moment(const struct es_outlook *outlook, double day)
{
    const int month = es_month_of_day((int)floor(day)) - outlook->first_month;
    const size_t last = outlook->months - 1;
    const size_t i = month < 0 ? 0 : (size_t)month > last ? last : (size_t)month;
    struct es_moment moment = {.month = i, .first = i == 0, .last = i == last};
    for (size_t k = 0; k < 3; k++) {
        moment.days[k] = bound_day(outlook, i + k) - bound_day(outlook, i + k - 1);
    }
    moment.share = fmin(fmax((day - bound_day(outlook, i)) / moment.days[1], 0.0), 1.0);
    return moment;
}

static inline double lesser(double a, double b)
{
    return a < b ? a : b; /* fmin looks at NaN too, and is a call */
}

/* Steffen's slope between two months: no overshoot, monotone where the path is. */
static inline double knot_slope(double before, double after, double days_before,
                                double days_after)
{
    const double parabola =
        (before * days_after + after * days_before) / (days_before + days_after);
    const double least = lesser(fabs(before), fabs(after));
    const double slope = copysign(lesser(2.0 * least, fabs(parabola)), before);
    return before * after > 0.0 ? slope : 0.0;
}

/* A path at a moment inside a month, from its values at the ends of the month and its
 * slopes there. */
static inline double between(const struct es_moment *moment, double here, double next,
                             double start, double end)
{
    const double days = moment->days[1], u = moment->share, rise = next - here;
    const double s0 = start * days, s1 = end * days;
    const double a = s0 + s1 - 2.0 * rise, b = 3.0 * rise - 2.0 * s0 - s1;
    return here + u * (s0 + u * (b + u * a));
}

double es_outlook_read(const double path[], const struct es_moment *moment)
{
    const double *at = path + moment->month, *days = moment->days;
    if (moment->share <= 0.0 || moment->share >= 1.0) {
        return moment->share <= 0.0 ? at[0] : at[1];
    }
    const double slope = (at[1] - at[0]) / days[1];
    const double start =
        moment->first ? slope
                      : knot_slope((at[0] - at[-1]) / days[0], slope, days[0], days[1]);
    const double end =
        moment->last ? slope
                     : knot_slope(slope, (at[2] - at[1]) / days[2], days[1], days[2]);
    return between(moment, at[0], at[1], start, end);
}

/* Draws whose paths are read side by side. */
enum { BLOCK = 64 };

/* es_outlook_read in a month that others surround, of a block of paths' values at the
 * starts of the month before, of this one, and of the two after. */
ES_EVERY_WIDTH static void read_between(const struct es_moment *moment,
                                        double path[restrict 4][BLOCK],
                                        double out[restrict BLOCK])
{
    const struct es_moment m = *moment;
    for (size_t i = 0; i < BLOCK; i++) {
        const double here = path[1][i], next = path[2][i];
        const double slope = (next - here) / m.days[1];
        const double start =
            knot_slope((here - path[0][i]) / m.days[0], slope, m.days[0], m.days[1]);
        const double end =
            knot_slope(slope, (path[3][i] - next) / m.days[2], m.days[1], m.days[2]);
        out[i] = between(&m, here, next, start, end);
    }
}

/* es_outlook_read of n draws, at most a block; after the last one they begin again. */
static void read_block(const struct es_outlook *outlook, const struct es_moment *moment,
                       size_t first, size_t n, double out[])
{
    double values[4][BLOCK], made[BLOCK];
    const double *path[BLOCK];
    const bool inside = moment->share > 0.0 && moment->share < 1.0 && !moment->first &&
                        !moment->last && n == BLOCK;
    size_t draw = first % outlook->draws;
    for (size_t i = 0; i < n; i++) {
        path[i] = outlook->cumulated + draw * (outlook->months + 1);
        draw = draw + 1 < outlook->draws ? draw + 1 : 0;
    }
    if (!inside) {
        for (size_t i = 0; i < n; i++) {
            out[i] = es_outlook_read(path[i], moment);
        }
        return;
    }
    for (size_t i = 0; i < BLOCK; i++) {
        for (size_t k = 0; k < 4; k++) {
            values[k][i] = path[i][moment->month + k - 1];
        }
    }
    read_between(moment, values, made);
    memcpy(out, made, sizeof made);
}

double es_outlook_at(const struct es_outlook *outlook, size_t draw, double day)
{
    const struct es_moment moment = es_outlook_moment(outlook, day);
    return es_outlook_read(outlook->cumulated + draw * (outlook->months + 1), &moment);
}

static bool window_inside(const struct es_outlook *outlook, int from_day, int to_day)
{
    return from_day >= bound_day(outlook, 0) && to_day < es_outlook_end_day(outlook);
}

bool es_outlook_covers(const struct es_outlook *outlook,
                       const struct es_observation *observation,
                       const struct es_outlook *whole)
{
    const int from = observation->from_day, to = observation->to_day;
    if (!window_inside(outlook, from, to)) {
        return false;
    }
    if (observation->measure == ES_SHARE) {
        return whole != NULL && window_inside(whole, from, to);
    }
    return observation->measure != ES_RATIO ||
           window_inside(outlook, observation->ref_from_day, observation->ref_to_day);
}

/* The moments at which a window begins and is over, and its length. */
struct window {
    struct es_moment begin, end;
    double months;
};

/* An observation whose dates were looked up once for all draws. */
struct measuring {
    enum es_measure measure;
    struct es_moment at;          /* of a level */
    struct window window;         /* of anything else */
    struct window whole, earlier; /* of a share, of a ratio: what it refers to */
};

static struct window window_of(const struct es_outlook *outlook, int from_day, int to_day)
{
    return (struct window){es_outlook_moment(outlook, from_day),
                           es_outlook_moment(outlook, to_day + 1),
                           es_months_in_window(from_day, to_day)};
}

static struct measuring measuring_of(const struct es_outlook *outlook,
                                     const struct es_observation *observation,
                                     const struct es_outlook *whole)
{
    const int from = observation->from_day, to = observation->to_day;
    struct measuring measuring = {.measure = observation->measure};
    if (observation->measure == ES_LEVEL) {
        measuring.at = es_outlook_moment(outlook, to + 0.5);
        return measuring;
    }
    measuring.window = window_of(outlook, from, to);
    if (observation->measure == ES_SHARE) {
        measuring.whole = window_of(whole, from, to);
    } else if (observation->measure == ES_RATIO) {
        measuring.earlier =
            window_of(outlook, observation->ref_from_day, observation->ref_to_day);
    }
    return measuring;
}

static void gains(const struct es_outlook *outlook, const struct window *window,
                  size_t first, size_t n, double out[])
{
    double begin[BLOCK];
    read_block(outlook, &window->begin, first, n, begin);
    read_block(outlook, &window->end, first, n, out);
    for (size_t i = 0; i < n; i++) {
        out[i] -= begin[i];
    }
}

static void paces(const struct es_outlook *outlook, const struct window *window,
                  size_t first, size_t n, double out[])
{
    gains(outlook, window, first, n, out);
    for (size_t i = 0; i < n; i++) {
        out[i] /= window->months;
    }
}

/* The operator applied to a block of draws. */
static void measure(const struct es_outlook *outlook, const struct measuring *measuring,
                    const struct es_outlook *whole, size_t first, size_t n, double out[])
{
    double other[BLOCK];
    switch (measuring->measure) {
    case ES_LEVEL:
        read_block(outlook, &measuring->at, first, n, out);
        break;
    case ES_SUM:
        gains(outlook, &measuring->window, first, n, out);
        break;
    case ES_PER_MONTH:
        paces(outlook, &measuring->window, first, n, out);
        break;
    case ES_PER_YEAR:
        paces(outlook, &measuring->window, first, n, out);
        for (size_t i = 0; i < n; i++) {
            out[i] *= 12.0;
        }
        break;
    case ES_SHARE:
        /* Sectors are drawn after their whole, not with it, and may pass it far ahead. */
        gains(outlook, &measuring->window, first, n, out);
        gains(whole, &measuring->whole, first, n, other);
        for (size_t i = 0; i < n; i++) {
            out[i] = fmin(1.0, out[i] / other[i]);
        }
        break;
    case ES_RATIO:
        paces(outlook, &measuring->window, first, n, out);
        paces(outlook, &measuring->earlier, first, n, other);
        for (size_t i = 0; i < n; i++) {
            out[i] /= other[i];
        }
        break;
    }
}

double es_outlook_measure(const struct es_outlook *outlook, size_t draw,
                          const struct es_observation *observation,
                          const struct es_outlook *whole)
{
    const struct measuring measuring = measuring_of(outlook, observation, whole);
    double value = NAN;
    measure(outlook, &measuring, whole, draw, 1, &value);
    return value;
}

void es_outlook_measure_all(const struct es_outlook *outlook,
                            const struct es_observation *observation,
                            const struct es_outlook *whole, double values[])
{
    const struct measuring measuring = measuring_of(outlook, observation, whole);
    for (size_t d = 0; d < outlook->draws; d += BLOCK) {
        const size_t left = outlook->draws - d;
        measure(outlook, &measuring, whole, d, left < BLOCK ? left : BLOCK, values + d);
    }
}

/* The operator on the point path alone; NAN where there is none. */
static double point_measure(const struct es_outlook *outlook,
                            const struct es_observation *observation,
                            const struct es_outlook *whole)
{
    const bool share = observation->measure == ES_SHARE;
    if (outlook->point == NULL || (share && whole->point == NULL)) {
        return NAN;
    }
    struct es_outlook alone = *outlook, of = {.draws = 1};
    alone.draws = 1;
    alone.cumulated = outlook->point;
    if (share) {
        of = *whole;
        of.draws = 1;
        of.cumulated = whole->point;
    }
    return es_outlook_measure(&alone, 0, observation, share ? &of : NULL);
}

/* `values` are the operator on each draw. */
static void tell_period(const struct es_outlook *outlook,
                        const struct es_observation *observation,
                        const struct es_outlook *whole, double values[],
                        struct es_period *period)
{
    double sum = 0.0;
    for (size_t d = 0; d < outlook->draws; d++) {
        sum += values[d];
    }
    period->from_day = observation->from_day;
    period->to_day = observation->to_day;
    const double point = point_measure(outlook, observation, whole);
    period->mean = isnan(point) ? sum / (double)outlook->draws : point;
    es_quantiles(values, outlook->draws, es_quantile_levels, ES_QUANTILES,
                 period->quantile);
}

/* Up to ES_PERIODS_AT_ONCE of them: each draw's path is gone through once. */
static void tell_some(const struct es_outlook *outlook,
                      const struct es_observation observation[], size_t n,
                      const struct es_outlook *whole, double scratch[],
                      struct es_period period[])
{
    struct measuring measuring[ES_PERIODS_AT_ONCE];
    for (size_t i = 0; i < n; i++) {
        measuring[i] = measuring_of(outlook, &observation[i], whole);
    }
    for (size_t d = 0; d < outlook->draws; d += BLOCK) {
        const size_t left = outlook->draws - d;
        for (size_t i = 0; i < n; i++) {
            measure(outlook, &measuring[i], whole, d, left < BLOCK ? left : BLOCK,
                    scratch + i * outlook->draws + d);
        }
    }
    for (size_t i = 0; i < n; i++) {
        tell_period(outlook, &observation[i], whole, scratch + i * outlook->draws,
                    &period[i]);
    }
}

void es_outlook_periods(const struct es_outlook *outlook,
                        const struct es_observation observation[], size_t n,
                        const struct es_outlook *whole, double scratch[],
                        struct es_period period[])
{
    for (size_t i = 0; i < n; i += ES_PERIODS_AT_ONCE) {
        const size_t left = n - i;
        tell_some(outlook, observation + i,
                  left < ES_PERIODS_AT_ONCE ? left : ES_PERIODS_AT_ONCE, whole, scratch,
                  period + i);
    }
}
