#include "essor/outlook.h"

#include "essor/date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DAYS_PER_YEAR 365.25

const double es_quantile_levels[ES_QUANTILES] = {
    0.025, 0.10, 0.20, 0.25, 0.30, 0.40, 0.50, 0.60, 0.70, 0.75, 0.80, 0.90, 0.975,
};

/* A draw, and where it comes to early and in the end. */
struct standing {
    size_t draw;
    double early, late;
};

static int by_late(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    return x->late != y->late ? (x->late < y->late ? -1 : 1)
                              : (x->draw > y->draw) - (x->draw < y->draw);
}

static int by_early(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    return x->early != y->early ? (x->early < y->early ? -1 : 1) : by_late(a, b);
}

static int by_index(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The knot at or before a day. */
static size_t knot_before(const struct es_outlook *outlook, double day)
{
    size_t i = 0;
    while (i + 1 < es_outlook_knots(outlook) &&
           es_outlook_knot_day(outlook, i + 1) <= day) {
        i++;
    }
    return i;
}

/* Which draws stand for all: picked[n], in their order. */
static void pick_draws(const struct es_outlook *outlook, struct standing list[], int day,
                       size_t n, size_t picked[])
{
    const double golden = 0.6180339887498949; /* so that strata are not taken alike */
    const size_t draws = outlook->draws, strata = (size_t)ceil(sqrt((double)n));
    const size_t late = knot_before(outlook, day);
    const size_t early =
        knot_before(outlook, outlook->as_of_day + 0.1 * (day - outlook->as_of_day));
    for (size_t d = 0; d < draws; d++) {
        list[d] = (struct standing){d, es_outlook_knot(outlook, d, early),
                                    es_outlook_knot(outlook, d, late)};
    }
    qsort(list, draws, sizeof *list, by_late);
    for (size_t s = 0; s < strata; s++) {
        const size_t from = s * draws / strata, to = (s + 1) * draws / strata;
        qsort(list + from, to - from, sizeof *list, by_early);
    }
    for (size_t i = 0; i < n; i++) {
        const double turn = golden * (double)i;
        const double place = (double)i + (n < draws ? turn - floor(turn) : 0.0);
        picked[i] = list[(size_t)(place * (double)draws / (double)n)].draw;
    }
    qsort(picked, n, sizeof *picked, by_index);
}

enum es_status es_outlook_thin(const struct es_outlook *outlook, size_t n, int day,
                               struct es_outlook *thin, size_t **draw,
                               struct es_arena *arena, struct es_error *err)
{
    const size_t row = outlook->months + 1;
    struct es_outlook made = *outlook;
    struct standing *list;
    size_t *picked;
    made.draws = n < outlook->draws ? n : outlook->draws;
    made.track = NULL; /* its rows are those of all draws */
    ES_NEW(arena, list, outlook->draws, err);
    ES_NEW(arena, picked, made.draws, err);
    ES_NEW(arena, made.cumulated, made.draws * row, err);
    pick_draws(outlook, list, day, made.draws, picked);
    for (size_t i = 0; i < made.draws; i++) {
        memcpy(made.cumulated + i * row, outlook->cumulated + picked[i] * row,
               row * sizeof *made.cumulated);
    }
    *thin = made;
    *draw = picked;
    return ES_OK;
}

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

/* Steffen's slope between two months: no overshoot, monotone where the path is. */
static double knot_slope(double before, double after, double days_before,
                         double days_after)
{
    if (before * after <= 0.0) {
        return 0.0;
    }
    const double parabola =
        (before * days_after + after * days_before) / (days_before + days_after);
    const double least = fmin(fabs(before), fabs(after));
    return copysign(fmin(2.0 * least, fabs(parabola)), before);
}

double es_outlook_read(const double path[], const struct es_moment *moment)
{
    const double *at = path + moment->month, *days = moment->days, u = moment->share;
    if (u <= 0.0 || u >= 1.0) {
        return u <= 0.0 ? at[0] : at[1];
    }
    const double rise = at[1] - at[0], slope = rise / days[1];
    const double start =
        moment->first ? slope
                      : knot_slope((at[0] - at[-1]) / days[0], slope, days[0], days[1]);
    const double end =
        moment->last ? slope
                     : knot_slope(slope, (at[2] - at[1]) / days[2], days[1], days[2]);
    const double s0 = start * days[1], s1 = end * days[1];
    const double a = s0 + s1 - 2.0 * rise, b = 3.0 * rise - 2.0 * s0 - s1;
    return at[0] + u * (s0 + u * (b + u * a));
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

static double gain(const struct es_outlook *outlook, size_t draw, int from_day,
                   int to_day)
{
    return es_outlook_at(outlook, draw, to_day + 1) -
           es_outlook_at(outlook, draw, from_day);
}

static double per_month(const struct es_outlook *outlook, size_t draw, int from_day,
                        int to_day)
{
    return gain(outlook, draw, from_day, to_day) / es_months_in_window(from_day, to_day);
}

double es_outlook_measure(const struct es_outlook *outlook, size_t draw,
                          const struct es_observation *observation,
                          const struct es_outlook *whole)
{
    const int from = observation->from_day, to = observation->to_day;
    switch (observation->measure) {
    case ES_LEVEL:
        return es_outlook_at(outlook, draw, to + 0.5);
    case ES_SUM:
        return gain(outlook, draw, from, to);
    case ES_PER_MONTH:
        return per_month(outlook, draw, from, to);
    case ES_PER_YEAR:
        return 12.0 * per_month(outlook, draw, from, to);
    case ES_SHARE:
        /* Sectors are drawn after their whole, not with it, and may pass it far ahead. */
        return fmin(1.0, gain(outlook, draw, from, to) /
                             gain(whole, draw % whole->draws, from, to));
    case ES_RATIO:
        return per_month(outlook, draw, from, to) / per_month(outlook, draw,
                                                              observation->ref_from_day,
                                                              observation->ref_to_day);
    }
    return NAN;
}

void es_outlook_measure_all(const struct es_outlook *outlook,
                            const struct es_observation *observation,
                            const struct es_outlook *whole, double values[])
{
    for (size_t d = 0; d < outlook->draws; d++) {
        values[d] = es_outlook_measure(outlook, d, observation, whole);
    }
}

double es_outlook_pace(const struct es_outlook *outlook, size_t draw, size_t i)
{
    const double *path = outlook->cumulated + draw * (outlook->months + 1);
    const size_t from = i > 0 ? i - 1 : 0;
    const size_t end = i + 2 < outlook->months ? i + 2 : outlook->months;
    const int days = bound_day(outlook, end) - bound_day(outlook, from);
    return DAYS_PER_YEAR * (path[end] - path[from]) / days;
}

/* What month i gained, or the level at its start, without the season. */
static double smooth(const struct es_season *season, size_t i, double value)
{
    if (season == NULL) {
        return value;
    }
    return season->factors ? value / season->index[i] : value - season->index[i];
}

/* es_outlook_pace without the season. */
static double smooth_pace(const struct es_outlook *outlook, size_t draw, size_t i)
{
    const double *path = outlook->cumulated + draw * (outlook->months + 1);
    const size_t from = i > 0 ? i - 1 : 0;
    const size_t end = i + 2 < outlook->months ? i + 2 : outlook->months;
    double gained = 0.0;
    for (size_t k = from; k < end; k++) {
        gained += smooth(outlook->season, k, path[k + 1] - path[k]);
    }
    return DAYS_PER_YEAR * gained / (bound_day(outlook, end) - bound_day(outlook, from));
}

static double smooth_level(const struct es_outlook *outlook, size_t draw, size_t i)
{
    const double *path = outlook->cumulated + draw * (outlook->months + 1);
    return smooth(outlook->season, i, path[i]);
}

/* The mean of the levels around the start of month i. */
static double middle_level(const struct es_outlook *outlook, size_t draw, size_t i)
{
    const size_t from = i > 0 ? i - 1 : 0;
    const size_t last = i < outlook->months ? i + 1 : i;
    double sum = 0.0;
    for (size_t k = from; k <= last; k++) {
        sum += smooth_level(outlook, draw, k);
    }
    return sum / (double)(last - from + 1);
}

size_t es_outlook_knots(const struct es_outlook *outlook)
{
    if (outlook->track != NULL) {
        return outlook->track->n;
    }
    return outlook->months + (outlook->nature == ES_STOCK_SERIES ? 1 : 0);
}

double es_outlook_knot_day(const struct es_outlook *outlook, size_t i)
{
    if (outlook->track != NULL) {
        return outlook->track->day[i];
    }
    const double start = bound_day(outlook, i);
    return outlook->nature == ES_STOCK_SERIES ? start
                                              : (start + bound_day(outlook, i + 1)) / 2.0;
}

double es_outlook_knot(const struct es_outlook *outlook, size_t draw, size_t i)
{
    if (outlook->track != NULL) {
        return outlook->track->value[draw * outlook->track->n + i];
    }
    if (outlook->nature == ES_FLOW_SERIES) {
        return outlook->season != NULL ? smooth_pace(outlook, draw, i)
                                       : es_outlook_pace(outlook, draw, i);
    }
    return outlook->falls ? middle_level(outlook, draw, i)
                          : smooth_level(outlook, draw, i);
}

double es_outlook_shown(const struct es_outlook *outlook, size_t draw, size_t i)
{
    if (outlook->nature == ES_FLOW_SERIES) {
        return es_outlook_pace(outlook, draw, i);
    }
    return outlook->cumulated[draw * (outlook->months + 1) + i + 1];
}

static int ascending(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void es_quantiles(double values[], size_t n, const double levels[], size_t k,
                  double out[])
{
    qsort(values, n, sizeof values[0], ascending);
    for (size_t i = 0; i < k; i++) {
        const double place = levels[i] * (double)(n - 1);
        const size_t low = (size_t)place;
        const double part = place - (double)low;
        /* Infinity times a zero part would be NaN. */
        out[i] = part > 0.0 ? values[low] + part * (values[low + 1] - values[low])
                            : values[low];
        if (part > 0.0 && isinf(values[low + 1])) {
            out[i] = values[low + 1];
        }
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

void es_outlook_period(const struct es_outlook *outlook,
                       const struct es_observation *observation,
                       const struct es_outlook *whole, double scratch[],
                       struct es_period *period)
{
    es_outlook_measure_all(outlook, observation, whole, scratch);
    double sum = 0.0;
    for (size_t d = 0; d < outlook->draws; d++) {
        sum += scratch[d];
    }
    period->from_day = observation->from_day;
    period->to_day = observation->to_day;
    const double point = point_measure(outlook, observation, whole);
    period->mean = isnan(point) ? sum / (double)outlook->draws : point;
    es_quantiles(scratch, outlook->draws, es_quantile_levels, ES_QUANTILES,
                 period->quantile);
}

/* One row of a track. */
static void lay_row(const struct es_outlook *outlook, size_t draw, double row[])
{
    const size_t knots = es_outlook_knots(outlook);
    for (size_t i = 0; i < knots; i++) {
        row[i] = es_outlook_knot(outlook, draw, i);
    }
}

enum es_status es_outlook_lay_track(struct es_outlook *outlook, struct es_arena *arena,
                                    struct es_error *err)
{
    const size_t rows = outlook->draws + (outlook->point != NULL ? 1 : 0);
    struct es_track *track;
    if (outlook->track != NULL) {
        return ES_OK;
    }
    ES_NEW(arena, track, 1, err);
    track->n = es_outlook_knots(outlook);
    ES_NEW(arena, track->day, track->n, err);
    ES_NEW(arena, track->value, rows * track->n, err);
    for (size_t i = 0; i < track->n; i++) {
        track->day[i] = es_outlook_knot_day(outlook, i);
    }
    for (size_t d = 0; d < outlook->draws; d++) {
        lay_row(outlook, d, track->value + d * track->n);
    }
    if (outlook->point != NULL) {
        struct es_outlook alone = *outlook;
        alone.cumulated = outlook->point;
        lay_row(&alone, 0, track->value + outlook->draws * track->n);
    }
    outlook->track = track;
    return ES_OK;
}
