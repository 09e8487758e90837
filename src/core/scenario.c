/*
 * scenario.c: changes of growth, made to draws.
 *
 * Time is changed first (warp.c). What is added or rescaled then changes the track, at
 * whose knots it bends, and by month what the paths gain; a season multiplies what is
 * added as it does the rest.
 */
#include "essor/scenario.h"

#include "essor/date.h"
#include "essor/hash.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#define DAYS_PER_YEAR 365.25
#define LN_81 4.394449154672439 /* a logistic curve from 10 to 90 % */
#define A_MOMENT 1e-6           /* days; before a step */
#define NO_WAY_LEFT 1e-6        /* of the value */
enum { STEPS = 4 };             /* of Simpson's rule in a month */

static double start_of(const struct es_change *change, int as_of_day)
{
    return change->from_day == ES_NO_DAY ? as_of_day + 1.0 : change->from_day;
}

static bool changes_time(enum es_change_kind kind)
{
    return kind == ES_CHANGE_GROWTH || kind == ES_CHANGE_DELAY || kind == ES_CHANGE_PAUSE;
}

/* The clock of all changes of time; for the others a tick at which nothing changes, so
 * that the track can bend there, and a step has two. */
static enum es_status set_clock(const struct es_change change[], size_t n, int as_of_day,
                                struct es_clock *clock, struct es_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const double from = start_of(&change[i], as_of_day);
        const bool grows = change[i].kind == ES_CHANGE_GROWTH;
        const double until =
            change[i].until_day == ES_NO_DAY ? (double)INFINITY : change[i].until_day;
        clock->monthly = clock->monthly || !changes_time(change[i].kind);
        const double rate = grows                          ? change[i].amount
                            : changes_time(change[i].kind) ? 0.0
                                                           : 1.0;
        if (change[i].kind == ES_CHANGE_SLOPE) { /* a step */
            ES_TRY(es_clock_run(clock, from - A_MOMENT, INFINITY, 1.0, err));
        }
        ES_TRY(es_clock_run(clock, from, until, rate, err));
    }
    return ES_OK;
}

enum es_status es_scenario_reach_day(const struct es_change change[], size_t n,
                                     int as_of_day, int horizon_day, int *reach_day,
                                     struct es_error *err)
{
    struct es_clock clock = {.n = 0};
    ES_TRY(set_clock(change, n, as_of_day, &clock, err));
    const int reach = es_warp_reach_day(&clock, horizon_day);
    *reach_day = reach > horizon_day ? reach : horizon_day;
    return ES_OK;
}

void es_scenario_ceilings(const struct es_outlook *outlook, const double known[],
                          int horizon_day, double ceiling[])
{
    const size_t knots = es_outlook_knots(outlook);
    size_t end = 0;
    while (end < knots && es_outlook_knot_day(outlook, end) <= horizon_day + 1.0) {
        end++;
    }
    for (size_t d = 0; d < outlook->draws; d++) {
        ceiling[d] = known != NULL ? known[d] : -INFINITY;
        for (size_t i = 0; i < end; i++) {
            ceiling[d] = fmax(ceiling[d], es_outlook_knot(outlook, d, i));
        }
    }
}

/* One path that is changed: a draw, or the point path. */
struct path {
    double *cumulated; /* [months + 1] */
    double *track;     /* [knots] */
    double ceiling;    /* of its own */
};

/* What one change does to one path. */
struct effect {
    const struct es_change *change;
    double from;                     /* day */
    double value;                    /* of the path then */
    double ratio, ceiling;           /* of ways to the ceilings, and the new one */
    double size, middle, rate, gone; /* of a wave; days; its share when it begins */
    double until;                    /* of a strike: its end */
};

static double logistic(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

/* The pace or level on a day, given what it was without the change. */
static double changed(const struct effect *effect, enum es_nature nature, double day,
                      double value)
{
    const double years = (day - effect->from) / DAYS_PER_YEAR;
    if (years < 0.0) {
        return value;
    }
    if (effect->change->kind == ES_CHANGE_WAVE) {
        const double share = logistic(effect->rate * (day - effect->middle));
        const double left = effect->change->begun ? 1.0 : 1.0 - effect->gone;
        return value + effect->size * (share - effect->gone) / left;
    }
    if (effect->change->kind == ES_CHANGE_SLOPE) {
        return value + effect->change->amount * (nature == ES_STOCK_SERIES ? years : 1.0);
    }
    const double way = value - effect->value;
    const double most = fmax(effect->ceiling, effect->value);
    return way > 0.0 ? fmin(effect->value + way * effect->ratio, most) : value;
}

struct work {
    const struct es_scenario_base *base;
    struct es_outlook *made;
    double *month; /* [months + 1] starts, as days */
};

static double track_at(const struct work *work, const double value[], double day)
{
    const struct es_track *track = work->made->track;
    size_t i = 0;
    while (i + 2 < track->n && track->day[i + 1] <= day) {
        i++;
    }
    const double share = (day - track->day[i]) / (track->day[i + 1] - track->day[i]);
    return value[i] + fmin(fmax(share, 0.0), 1.0) * (value[i + 1] - value[i]);
}

/* What is not sure is drawn: the size of a wave, and when it comes. */
static struct effect effect_on(const struct work *work, const struct es_change *change,
                               const struct path *path, gsl_rng *random)
{
    struct effect effect = {.change = change,
                            .from = start_of(change, work->made->as_of_day),
                            .until = change->until_day};
    effect.value = track_at(work, path->track, effect.from);
    if (change->kind == ES_CHANGE_WAVE) {
        const double size = random == NULL ? 0.0 : gsl_ran_gaussian_ziggurat(random, 1.0);
        const double late = random == NULL ? 0.0 : gsl_ran_gaussian_ziggurat(random, 1.0);
        effect.size = change->amount * exp(change->amount_sd_log * size);
        effect.rate = LN_81 / change->days;
        effect.middle =
            change->start_day + 0.5 * change->days + change->start_sd_days * late;
        effect.gone = logistic(effect.rate * (effect.from - effect.middle));
    } else if (change->kind == ES_CHANGE_CEILING) {
        const double left = path->ceiling - effect.value;
        effect.ceiling = change->amount;
        effect.ratio = left > NO_WAY_LEFT * fabs(effect.value)
                           ? fmax(0.0, (change->amount - effect.value) / left)
                           : 1.0;
    }
    return effect;
}

static double clamped(const struct work *work, double value)
{
    return fmin(fmax(value, 0.0), work->base->limit);
}

static double season_of(const struct es_outlook *outlook, size_t i)
{
    const struct es_season *season = outlook->season;
    return season != NULL && season->factors ? season->index[i] : 1.0;
}

static double smooth(const struct es_outlook *outlook, size_t i, double value)
{
    const struct es_season *season = outlook->season;
    return season == NULL    ? value
           : season->factors ? value / season->index[i]
                             : value - season->index[i];
}

/* What a month gains more than `pace` per year, the mean over its days by Simpson's rule.
 */
static double gain(const struct work *work, const struct effect *effect, size_t month,
                   double pace)
{
    const double start = fmax(work->month[month], effect->from);
    const double days = work->month[month + 1] - start;
    double sum = 0.0;
    if (days <= 0.0) {
        return 0.0;
    }
    for (int i = 0; i <= STEPS; i++) {
        const double weight = i == 0 || i == STEPS ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
        const double day = start + days * i / STEPS;
        sum += weight * (changed(effect, ES_FLOW_SERIES, day, pace) - pace);
    }
    return sum / (3.0 * STEPS) * days / DAYS_PER_YEAR;
}

static void change_flow(const struct work *work, const struct effect *effect,
                        double path[])
{
    const struct es_outlook *made = work->made;
    double added = 0.0, before = path[0];
    for (size_t i = 0; i < made->months; i++) {
        const double gained = path[i + 1] - before;
        const double years = (work->month[i + 1] - work->month[i]) / DAYS_PER_YEAR;
        before = path[i + 1];
        const double more =
            work->month[i + 1] <= effect->from
                ? 0.0
                : season_of(made, i) *
                      gain(work, effect, i, smooth(made, i, gained) / years);
        added += more == 0.0 ? 0.0
                             : fmin(fmax(gained + more, 0.0),
                                    fmax(work->base->limit * years, gained)) -
                                   gained;
        path[i + 1] += added;
    }
}

static void change_stock(const struct work *work, const struct effect *effect,
                         double path[])
{
    const struct es_outlook *made = work->made;
    for (size_t i = 0; i <= made->months; i++) {
        const double level = smooth(made, i, path[i]);
        const double more =
            changed(effect, ES_STOCK_SERIES, work->month[i], level) - level;
        path[i] =
            more == 0.0 ? path[i] : clamped(work, path[i] + season_of(made, i) * more);
    }
}

/* The share of the three months around a day that lies in a strike. */
static double share_on_strike(const struct effect *effect, double day)
{
    const double half = DAYS_PER_YEAR / 8.0;
    const double from = fmax(effect->from, day - half);
    return fmax(0.0, fmin(effect->until, day + half) - from) / (2.0 * half);
}

/* What is gained during a strike is missing from then on. */
static void strike_path(const struct work *work, const struct effect *effect,
                        double path[])
{
    const struct es_outlook *made = work->made;
    const struct es_moment from = es_outlook_moment(made, effect->from);
    const struct es_moment until = es_outlook_moment(made, effect->until);
    const double before = es_outlook_read(path, &from);
    const double all = es_outlook_read(path, &until) - before;
    for (size_t i = 0; i <= made->months; i++) {
        if (work->month[i] > effect->from) {
            const double gained = work->month[i] < effect->until ? path[i] - before : all;
            path[i] -= effect->change->amount * fmax(0.0, gained);
        }
    }
}

/* The pace is the mean of three months; a level stays behind by what it has lost. */
static void strike_track(const struct work *work, const struct effect *effect,
                         double value[])
{
    const struct es_track *track = work->made->track;
    const double all = track_at(work, value, effect->until) - effect->value;
    for (size_t i = 0; i < track->n; i++) {
        const double day = track->day[i];
        if (work->made->nature == ES_FLOW_SERIES) {
            value[i] *= 1.0 - effect->change->amount * share_on_strike(effect, day);
        } else if (day > effect->from) {
            const double gained = day < effect->until ? value[i] - effect->value : all;
            value[i] -= effect->change->amount * fmax(0.0, gained);
        }
    }
}

static void change_path(const struct work *work, const struct es_change *change,
                        const struct path *path, gsl_rng *random)
{
    const struct effect effect = effect_on(work, change, path, random);
    const struct es_outlook *made = work->made;
    if (change->kind == ES_CHANGE_STRIKE) {
        strike_path(work, &effect, path->cumulated);
        strike_track(work, &effect, path->track);
        return;
    }
    (made->nature == ES_FLOW_SERIES ? change_flow : change_stock)(work, &effect,
                                                                  path->cumulated);
    for (size_t i = 0; i < made->track->n; i++) {
        const double day = made->track->day[i];
        if (day >= effect.from) {
            path->track[i] =
                clamped(work, changed(&effect, made->nature, day, path->track[i]));
        }
    }
}

/* The highest of the point path stands for its ceiling. */
static struct path point_of(const struct es_outlook *made)
{
    struct path point = {.cumulated = made->point,
                         .track = made->track->value + made->draws * made->track->n,
                         .ceiling = -INFINITY};
    for (size_t i = 0; i < made->track->n; i++) {
        point.ceiling = fmax(point.ceiling, point.track[i]);
    }
    return point;
}

/* One change, made to all draws; those that are not sure have random numbers of their
 * own. */
static enum es_status make_change(const struct work *work, const struct es_change *change,
                                  struct es_error *err)
{
    const struct es_outlook *made = work->made;
    gsl_rng *random;
    ES_GIVEN(random, gsl_rng_alloc(gsl_rng_mt19937), err);
    gsl_rng_set(random,
                (unsigned long)(es_seed(change->text, work->base->seed) & 0xffffffffUL));
    for (size_t d = 0; d < made->draws; d++) {
        const struct path path = {
            .cumulated = made->cumulated + d * (made->months + 1),
            .track = made->track->value + d * made->track->n,
            .ceiling = work->base->ceiling != NULL ? work->base->ceiling[d] : -INFINITY};
        change_path(work, change, &path, random);
    }
    gsl_rng_free(random);
    if (made->point != NULL) {
        const struct path point = point_of(made);
        change_path(work, change, &point, NULL);
    }
    return ES_OK;
}

enum es_status es_scenario_make(const struct es_scenario_base *base,
                                const struct es_change change[], size_t n,
                                int horizon_day, struct es_outlook *made,
                                struct es_arena *arena, struct es_error *err)
{
    struct es_clock clock = {.n = 0};
    struct es_outlook warped;
    struct work work = {.base = base, .made = &warped};
    ES_TRY(set_clock(change, n, base->outlook->as_of_day, &clock, err));
    ES_TRY(es_warp(base->outlook, &clock, horizon_day, &warped, arena, err));
    ES_NEW(arena, work.month, warped.months + 1, err);
    for (size_t i = 0; i <= warped.months; i++) {
        work.month[i] = es_month_first_day(warped.first_month + (int)i);
    }
    for (size_t i = 0; i < n; i++) {
        if (!changes_time(change[i].kind)) {
            ES_TRY(make_change(&work, &change[i], err));
        }
    }
    *made = warped;
    return ES_OK;
}
