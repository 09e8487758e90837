/*
 * scenario.h: the same draws, had growth been another.
 *
 * Growth times k from a day t0 on is time that runs k times as fast: x'(t) = x(t0 + k (t
 * - t0)), where x is the pace of a flow or the level of a stock. For a logistic or
 * Gompertz curve that is the rate times k, with continuity; any path can be warped so,
 * and a faster one never reaches a level later. Season, given ceilings and dated events
 * keep calendar time.
 */
#ifndef ESSOR_SCENARIO_H
#define ESSOR_SCENARIO_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/outlook.h"

#include <stdint.h>

/* From a day on, until the next tick: the path is at path_day, and runs `rate` days a
 * day. */
struct es_tick {
    double day, path_day, rate;
};

/* Which day of the path a day of the calendar has: the same one before the first tick. */
enum { ES_MOST_TICKS = 64 };
struct es_clock {
    size_t n;
    struct es_tick tick[ES_MOST_TICKS]; /* [n] days increasing */
    bool monthly; /* what is added to the paths later may bend them in any month */
};

/*
 * Time runs `rate` times as fast from one day until another (INFINITY: for ever), on top
 * of what it did; 0 stops it. In which order such changes are made does not matter.
 * ES_ERR_ARGUMENT for a negative or infinite rate, or more ticks than there is room for.
 */
enum es_status es_clock_run(struct es_clock *clock, double from_day, double until_day,
                            double rate, struct es_error *err);

/* The day of the path on a day of the calendar, never decreasing. */
double es_clock_at(const struct es_clock *clock, double day);

/* The first day of the calendar on which the path has come to a day; INFINITY: never. */
double es_clock_when(const struct es_clock *clock, double path_day);

/*
 * The outlook with its time changed, until the month that holds a day: draws, point path
 * and season, and the track that targets are asked of. What was before the first tick is
 * kept to the last bit. While time stands still, a flow goes on at its pace. The outlook
 * itself must lead as far as the clock comes (ES_ERR_ARGUMENT, with the day).
 *
 * Crossings of a level are those of the outlook, at the days when the clock comes there.
 */
enum es_status es_warp(const struct es_outlook *outlook, const struct es_clock *clock,
                       int horizon_day, struct es_outlook *warped, struct es_arena *arena,
                       struct es_error *err);

/* How far an outlook must lead for that. */
int es_warp_reach_day(const struct es_clock *clock, int horizon_day);

/* What may be changed. Pace is per year, whatever it was written in. */
enum es_change_kind {
    ES_CHANGE_GROWTH,  /* amount: times as fast */
    ES_CHANGE_CEILING, /* amount: pace or level in the end */
    ES_CHANGE_DELAY,   /* until_day: when time goes on */
    ES_CHANGE_PAUSE,   /* until_day: the same */
    ES_CHANGE_WAVE,    /* amount: pace or level more in the end, over `days` */
    ES_CHANGE_SLOPE,   /* amount: documents, or what is reached, more per year */
    ES_CHANGE_STRIKE   /* until_day; amount: share of the volume, or gain, that is missing
                        */
};

struct es_change {
    enum es_change_kind kind;
    int from_day;  /* the first day that it holds on; ES_NO_DAY: the day after the as-of
                      date */
    int until_day; /* the first day that it does not; ES_NO_DAY */
    int start_day; /* of a wave: 10 % of it are there */
    double days;   /* of a wave: from 10 to 90 % */
    double amount;
    double amount_sd_log; /* of a wave: how unsure its size is, 0 if it is not */
    double start_sd_days; /* and its start */
    bool begun;       /* of a wave: what it has brought before from_day is in the paths */
    const char *text; /* as it was written */
};

/* What scenarios are made from. */
struct es_scenario_base {
    const struct es_outlook *outlook; /* far enough: es_scenario_reach_day */
    const double *ceiling; /* [draws] that each draw grows towards (es_scenario_ceilings)
                            */
    double limit;          /* that nothing passes; INFINITY */
    uint64_t seed;         /* for waves that are not sure */
};

/* How far the outlook must lead for changes of a series as of a day. */
enum es_status es_scenario_reach_day(const struct es_change change[], size_t n,
                                     int as_of_day, int horizon_day, int *reach_day,
                                     struct es_error *err);

/*
 * What each draw grows towards: its curve's ceiling in `known` (NULL: no draw has one),
 * or the highest that it comes to by a day, if that is higher. ceiling[draws].
 */
void es_scenario_ceilings(const struct es_outlook *outlook, const double known[],
                          int horizon_day, double ceiling[]);

/*
 * The outlook with changes made to it, until the month that holds a day. Growth, delays
 * and pauses change the time of the paths, all together; then from left to right
 *
 *   ceiling  x' = x1 + (x - x1) (c' - x1) / (c - x1) above x1, where x1 is the value when
 *            the change begins and c the draw's own ceiling; a draw above c' stays at x1;
 *   wave     a logistic wave is added, less what it would have had when the change
 *            begins: all of its height is still to come, or if it has begun the rest;
 *   slope    a constant pace is added: documents, or what is reached, per year;
 *   strike   of what is gained between two days a share is missing.
 *
 * ES_ERR_ARGUMENT where the outlook does not lead far enough, or a change is none.
 */
enum es_status es_scenario_make(const struct es_scenario_base *base,
                                const struct es_change change[], size_t n,
                                int horizon_day, struct es_outlook *made,
                                struct es_arena *arena, struct es_error *err);

#endif
