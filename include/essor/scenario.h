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

#endif
