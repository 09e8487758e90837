/*
 * gauge.h: what a target counts along a draw, as values at moments (knots).
 *
 * A level or a pace: es_outlook_knot. Trailing: the sum of the twelve months before the
 * start of a month. A calendar year: its sum, on its last day, and nothing in between.
 * What lies before the outlook counts as nothing.
 */
#ifndef ESSOR_CORE_GAUGE_H
#define ESSOR_CORE_GAUGE_H

#include "essor/target.h"

struct es_gauge {
    const struct es_outlook *outlook;
    enum es_per per;
    enum es_measured measured;
    size_t knots;
};

struct es_gauge es_gauge_of(const struct es_outlook *outlook,
                            const struct es_target *target);

/* The moment of knot i, in days. */
double es_gauge_day(const struct es_gauge *gauge, size_t i);

/* When the draw first reaches the level, by linear interpolation between knots (a
 * calendar year: its last day); INFINITY if not within the outlook. */
double es_gauge_crossing(const struct es_gauge *gauge, size_t draw, double level);

/* What the draw stands at, in the target's unit: a level as it is, of calendar years the
 * last that is over (before one is, what was counted so far). */
double es_gauge_now(const struct es_gauge *gauge, size_t draw, double day);

#endif
