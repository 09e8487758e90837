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
    const double *day, *span; /* [knots] looked up once for all draws; NULL: each time */
    size_t same;              /* the first knots, on which all draws agree */
};

struct es_gauge es_gauge_of(const struct es_outlook *outlook,
                            const struct es_target *target);

/* Looks up what holds for all draws. */
enum es_status es_gauge_lay(struct es_gauge *gauge, struct es_arena *arena,
                            struct es_error *err);

/* The moment of knot i, in days. */
double es_gauge_day(const struct es_gauge *gauge, size_t i);

/* When each draw first reaches the level, by linear interpolation between knots (a
 * calendar year: its last day); INFINITY if not within the outlook. days[draws]. */
void es_gauge_crossings(const struct es_gauge *gauge, double level, double days[]);

/* A moment between the knots of a gauge. */
struct es_gauge_moment {
    double day, part; /* part 0..1 of the way from the knot before to the next */
    size_t knot;      /* before; of calendar years how many are over */
};
struct es_gauge_moment es_gauge_at(const struct es_gauge *gauge, double day);

/* What the draw stands at, in the target's unit: a level as it is, of calendar years the
 * last that is over (before one is, what was counted so far). */
double es_gauge_now(const struct es_gauge *gauge, size_t draw,
                    const struct es_gauge_moment *moment);

#endif
