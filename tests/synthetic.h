/*
 * synthetic.h: outlooks, targets and figures made from closed forms, for tests of charts.
 *
 * Draw d follows a logistic curve whose ceiling, midpoint and duration spread around
 * those asked for, by a fixed sequence of numbers; the spread vanishes at the as-of date,
 * as it does for a fitted series.
 */
#ifndef ESSOR_TEST_SYNTHETIC_H
#define ESSOR_TEST_SYNTHETIC_H

#include "essor/chart.h"
#include "essor/date.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct synthetic {
    enum es_nature nature;
    double ceiling;  /* per year for a flow, level for a stock */
    double spread;   /* standard deviation of the ceiling's logarithm */
    double duration; /* years from 10 to 90 % */
    int midpoint_day;
    int from_day, as_of_day, horizon_day;
    size_t draws;
};

/* Uniform on (0, 1): a linear congruential sequence (Knuth 1997, section 3.3.4, line 26).
 */
static inline double synthetic_uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static inline double synthetic_normal(uint64_t *state)
{
    const double r = sqrt(-2.0 * log(synthetic_uniform(state)));
    return r * cos(6.283185307179586 * synthetic_uniform(state));
}

/* The curve asked for, at a day: per year for a flow, level for a stock. */
static inline double synthetic_curve(const struct synthetic *made, double day,
                                     double ceiling, double shift_days)
{
    const double rate = 4.394449154672439 / (made->duration * 365.25); /* 2 ln 9 */
    return ceiling / (1.0 + exp(-rate * (day - made->midpoint_day - shift_days)));
}

static inline struct es_outlook synthetic_outlook(const struct synthetic *made,
                                                  struct es_arena *arena)
{
    struct es_outlook outlook = {.nature = made->nature,
                                 .as_of_day = made->as_of_day,
                                 .first_month = es_month_of_day(made->from_day),
                                 .draws = made->draws};
    outlook.months =
        (size_t)(es_month_of_day(made->horizon_day) - outlook.first_month + 1);
    outlook.cumulated =
        es_arena_array(arena, outlook.draws * (outlook.months + 1), sizeof(double));
    uint64_t state = 20260122;
    for (size_t d = 0; d < outlook.draws; d++) {
        const double z = synthetic_normal(&state), jitter = synthetic_normal(&state);
        double *path = outlook.cumulated + d * (outlook.months + 1);
        for (size_t i = 0; i <= outlook.months; i++) {
            const int first = es_month_first_day(outlook.first_month + (int)i);
            const int next = es_month_first_day(outlook.first_month + (int)i + 1);
            const double middle =
                made->nature == ES_FLOW_SERIES ? (first + next) / 2.0 : first;
            const double ahead = fmax((middle - made->as_of_day) / 365.25, 0.0);
            const double known = 0.03 * jitter;
            const double open = made->spread * z * (1.0 - exp(-1.2 * ahead));
            const double value =
                synthetic_curve(made, middle, made->ceiling, 0.0) *
                exp(known + open -
                    0.5 * made->spread * made->spread * (1.0 - exp(-ahead)));
            if (made->nature == ES_STOCK_SERIES) {
                path[i] = i > 0 ? fmax(value, path[i - 1]) : value;
            } else if (i < outlook.months) {
                path[i + 1] = path[i] + value / 12.0;
            }
        }
    }
    return outlook;
}

/* A figure read off the curve, off by `error` of its value. */
static inline struct es_chart_point
synthetic_point(const struct synthetic *made, int from_day, int to_day, double error)
{
    const double day = (from_day + to_day + 1) / 2.0;
    const double value = synthetic_curve(made, day, made->ceiling, 0.0) * (1.0 + error);
    return (struct es_chart_point){.from_day = from_day,
                                   .to_day = to_day,
                                   .value = value,
                                   .low = value * 0.97,
                                   .high = value * 1.03,
                                   .qualifier = ES_ABOUT};
}

#endif
