/*
 * warp.c: the draws of an outlook with their time changed.
 *
 * Between two stops, the months' starts and the ticks, the clock runs evenly: a flow
 * gains what its path gains meanwhile, divided by the rate, and the season of the month
 * is put back on what that month gained.
 */
#include "essor/scenario.h"

#include "essor/date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ONE_DAY 1e-9 /* days that differ by less are one */
#define DAYS_PER_YEAR 365.25

/* A moment on the calendar, and where the paths are then. */
struct stop {
    double days; /* until the next */
    double rate; /* of the clock until then */
    struct es_moment moment;
    size_t month; /* that it lies in */
    bool begins;  /* that month */
};

/* A moment of a track, between two knots of the paths. */
struct joint {
    size_t knot;
    double share; /* of the way to the next */
};

struct warp {
    const struct es_outlook *from;
    const struct es_clock *clock;
    struct es_outlook *to;
    size_t kept; /* months before the clock changes */
    struct stop *stop;
    size_t stops;
    struct joint *stop_joint; /* [stops] */
    double *knot_day;         /* [knots] of the paths */
    size_t knots;
    struct joint *joint; /* [to->track->n] */
    double *knot;        /* [knots] scratch */
    double *path;        /* [from->months + 1] scratch */
};

static int by_day(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Sorted, each once; returns how many. */
static size_t sort_days(double day[], size_t n)
{
    size_t kept = 0;
    qsort(day, n, sizeof day[0], by_day);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || day[i] > day[kept - 1] + ONE_DAY) {
            day[kept++] = day[i];
        }
    }
    return kept;
}

static double month_start(const struct es_outlook *outlook, size_t i)
{
    return es_month_first_day(outlook->first_month + (int)i);
}

/* Months of the new outlook that are over when the clock first changes. */
static size_t count_kept(const struct warp *warp)
{
    size_t kept = 0;
    const double tick = warp->clock->n > 0 ? warp->clock->tick[0].day : INFINITY;
    while (kept < warp->to->months && month_start(warp->to, kept + 1) <= tick) {
        kept++;
    }
    return kept;
}

/* The clock's ticks between two days; returns how many days there are then. */
static size_t add_ticks(const struct es_clock *clock, double from, double to,
                        double day[], size_t n)
{
    for (size_t i = 0; i < clock->n; i++) {
        if (clock->tick[i].day > from && clock->tick[i].day < to) {
            day[n++] = clock->tick[i].day;
        }
    }
    return n;
}

/* Where a day of the path lies between knots. */
static struct joint joint_at(const struct warp *warp, double path_day)
{
    const double *day = warp->knot_day;
    size_t low = 0, high = warp->knots - 1;
    while (low + 1 < high) {
        const size_t middle = (low + high) / 2;
        *(day[middle] <= path_day ? &low : &high) = middle;
    }
    const double share = (path_day - day[low]) / (day[low + 1] - day[low]);
    return (struct joint){low, fmin(fmax(share, 0.0), 1.0)};
}

static double value_at(const struct warp *warp, const struct joint *joint)
{
    const double *knot = warp->knot + joint->knot;
    return knot[0] + joint->share * (knot[1] - knot[0]);
}

static double rate_at(const struct es_clock *clock, double day)
{
    double rate = 1.0;
    for (size_t i = 0; i < clock->n && clock->tick[i].day <= day; i++) {
        rate = clock->tick[i].rate;
    }
    return rate;
}

static enum es_status find_stops(struct warp *warp, struct es_arena *arena,
                                 struct es_error *err)
{
    const struct es_outlook *to = warp->to;
    const size_t most = to->months - warp->kept + 1 + warp->clock->n;
    double *day;
    size_t n = 0;
    ES_NEW(arena, day, most, err);
    ES_NEW(arena, warp->stop, most, err);
    ES_NEW(arena, warp->stop_joint, most, err);
    for (size_t i = warp->kept; i <= to->months; i++) {
        day[n++] = month_start(to, i);
    }
    n = sort_days(day, add_ticks(warp->clock, day[0], day[n - 1], day, n));
    for (size_t i = 0; i < n; i++) {
        const double path_day = es_clock_at(warp->clock, day[i]);
        const int month = es_month_of_day((int)floor(day[i]));
        warp->stop[i] = (struct stop){
            .days = i + 1 < n ? day[i + 1] - day[i] : 0.0,
            .rate = rate_at(warp->clock, day[i]),
            .moment = es_outlook_moment(warp->from, path_day),
            .month = (size_t)(month - to->first_month),
            .begins = day[i] == es_month_first_day(month),
        };
        warp->stop_joint[i] = joint_at(warp, path_day);
    }
    warp->stops = n;
    return ES_OK;
}

static enum es_status find_knots(struct warp *warp, struct es_arena *arena,
                                 struct es_error *err)
{
    warp->knots = es_outlook_knots(warp->from);
    ES_NEW(arena, warp->knot_day, warp->knots, err);
    ES_NEW(arena, warp->knot, warp->knots, err);
    for (size_t i = 0; i < warp->knots; i++) {
        warp->knot_day[i] = es_outlook_knot_day(warp->from, i);
    }
    return ES_OK;
}

/* Every bend that the new track may have: the knots of the paths when the clock comes to
 * them, its ticks, and the knots of the calendar for what is added later. */
static enum es_status find_joints(struct warp *warp, struct es_arena *arena,
                                  struct es_error *err)
{
    struct es_outlook *to = warp->to;
    const size_t knots = es_outlook_knots(to);
    const double first = warp->knot_day[0], last = es_outlook_knot_day(to, knots - 1);
    double *day;
    size_t n = 0;
    ES_NEW(arena, day, warp->knots + warp->clock->n + knots, err);
    for (size_t i = 0; i < warp->knots; i++) {
        const double when = es_clock_when(warp->clock, warp->knot_day[i]);
        if (when <= last) {
            day[n++] = when;
        }
    }
    n = add_ticks(warp->clock, first, last, day, n);
    for (size_t i = warp->clock->monthly ? 0 : knots - 1; i < knots; i++) {
        day[n++] = es_outlook_knot_day(to, i);
    }
    n = sort_days(day, n);
    ES_NEW(arena, warp->joint, n, err);
    for (size_t i = 0; i < n; i++) {
        warp->joint[i] = joint_at(warp, es_clock_at(warp->clock, day[i]));
    }
    ES_NEW(arena, to->track, 1, err);
    *to->track = (struct es_track){.n = n, .day = day};
    const size_t rows = to->draws + (to->point != NULL ? 1 : 0);
    ES_NEW(arena, to->track->value, rows * n, err);
    return ES_OK;
}

static double without_season(const struct es_season *season, size_t i, double value)
{
    return season->factors ? value / season->index[i] : value - season->index[i];
}

static double with_season(const struct es_season *season, size_t i, double value)
{
    if (season == NULL) {
        return value;
    }
    return season->factors ? value * season->index[i] : value + season->index[i];
}

/* The path without its season, which is the path itself where there is none. */
static const double *smooth(const struct warp *warp, const double path[])
{
    const struct es_season *season = warp->from->season;
    if (season == NULL) {
        return path;
    }
    const bool flow = warp->from->nature == ES_FLOW_SERIES;
    warp->path[0] = flow ? path[0] : without_season(season, 0, path[0]);
    for (size_t i = 0; i < warp->from->months; i++) {
        warp->path[i + 1] =
            flow ? warp->path[i] + without_season(season, i, path[i + 1] - path[i])
                 : without_season(season, i + 1, path[i + 1]);
    }
    return warp->path;
}

/* Gains of the months after the kept ones, one stop after the other. */
static void warp_flow(const struct warp *warp, const double path[], double made[])
{
    const struct es_season *season = warp->from->season;
    double before = es_outlook_read(path, &warp->stop[0].moment), gained = 0.0;
    for (size_t s = 0; s + 1 < warp->stops; s++) {
        const struct stop *stop = &warp->stop[s];
        const double after = es_outlook_read(path, &stop[1].moment);
        gained += stop->rate > 0.0
                      ? (after - before) / stop->rate
                      : value_at(warp, &warp->stop_joint[s]) * stop->days / DAYS_PER_YEAR;
        before = after;
        if (stop[1].begins) {
            made[stop->month + 1] =
                made[stop->month] + with_season(season, stop->month, gained);
            gained = 0.0;
        }
    }
}

static void warp_stock(const struct warp *warp, const double path[], double made[])
{
    for (size_t s = 1; s < warp->stops; s++) {
        const struct stop *stop = &warp->stop[s];
        if (stop->begins) {
            made[stop->month] = with_season(warp->from->season, stop->month,
                                            es_outlook_read(path, &stop->moment));
        }
    }
}

static void warp_path(const struct warp *warp, const double path[], double made[])
{
    memcpy(made, path, (warp->kept + 1) * sizeof made[0]);
    (warp->to->nature == ES_FLOW_SERIES ? warp_flow
                                        : warp_stock)(warp, smooth(warp, path), made);
}

/* One path, draw `d` of `from`, to `made` and to row `row` of the track. */
static void warp_draw(const struct warp *warp, const struct es_outlook *from, size_t d,
                      size_t row, double made[])
{
    struct es_track *track = warp->to->track;
    for (size_t i = 0; i < warp->knots; i++) {
        warp->knot[i] = es_outlook_knot(from, d, i);
    }
    warp_path(warp, from->cumulated + d * (from->months + 1), made);
    for (size_t i = 0; i < track->n; i++) {
        track->value[row * track->n + i] = value_at(warp, &warp->joint[i]);
    }
}

static enum es_status warp_point(const struct warp *warp, struct es_arena *arena,
                                 struct es_error *err)
{
    struct es_outlook alone = *warp->from;
    struct es_track track = {.n = 0};
    alone.cumulated = warp->from->point;
    if (alone.track != NULL) { /* its row comes after those of the draws */
        track = *alone.track;
        track.value += alone.draws * track.n;
        alone.track = &track;
    }
    ES_NEW(arena, warp->to->point, warp->to->months + 1, err);
    warp_draw(warp, &alone, 0, warp->to->draws, warp->to->point);
    return ES_OK;
}

static enum es_status check(const struct es_outlook *outlook,
                            const struct es_clock *clock, int horizon_day,
                            struct es_error *err)
{
    const int reach = es_warp_reach_day(clock, horizon_day);
    const int needed = reach > horizon_day ? reach : horizon_day;
    char text[ES_DAY_TEXT], there[ES_DAY_TEXT];
    if (needed < es_outlook_end_day(outlook)) {
        return ES_OK;
    }
    es_day_format(needed, text);
    es_day_format(es_outlook_end_day(outlook) - 1, there);
    return es_fail(err, ES_ERR_ARGUMENT, "paths are needed until %s and lead to %s", text,
                   there);
}

enum es_status es_warp(const struct es_outlook *outlook, const struct es_clock *clock,
                       int horizon_day, struct es_outlook *warped, struct es_arena *arena,
                       struct es_error *err)
{
    ES_TRY(check(outlook, clock, horizon_day, err));
    struct es_outlook made = *outlook;
    struct warp warp = {.from = outlook, .clock = clock, .to = &made};
    made.months = (size_t)(es_month_of_day(horizon_day) - outlook->first_month + 1);
    made.track = NULL;
    warp.kept = count_kept(&warp);
    ES_NEW(arena, made.cumulated, made.draws * (made.months + 1), err);
    ES_NEW(arena, warp.path, outlook->months + 1, err);
    ES_TRY(find_knots(&warp, arena, err));
    ES_TRY(find_stops(&warp, arena, err));
    ES_TRY(find_joints(&warp, arena, err));
    for (size_t d = 0; d < made.draws; d++) {
        warp_draw(&warp, outlook, d, d, made.cumulated + d * (made.months + 1));
    }
    if (outlook->point != NULL) {
        ES_TRY(warp_point(&warp, arena, err));
    }
    *warped = made;
    return ES_OK;
}
