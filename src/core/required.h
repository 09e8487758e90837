/*
 * required.h: what it takes to be there by the deadline, draw by draw.
 *
 * Growth that is k times as fast from t0 on makes time run so: the pace (or the level of
 * a stock) is x'(t) = x(t0 + k (t - t0)), so a sum from t0 to t becomes
 * (C(t0 + k (t - t0)) - C(t0)) / k.
 */
#ifndef ESSOR_CORE_REQUIRED_H
#define ESSOR_CORE_REQUIRED_H

#include "core/gauge.h"

/* When the question is asked and by when it must be answered: moments in days. */
struct es_stretch {
    double now, deadline;           /* deadline > now */
    struct es_gauge_moment present; /* now, on the gauge */
};

/*
 * The least factor that brings draw `draw`, which crosses at `crossing`, to the level by
 * the deadline: (crossing - now) / (deadline - now) for a level or a pace, a root for a
 * sum; 0 where it has crossed already, INFINITY where it does not cross within the
 * outlook, however fast.
 */
double es_required_growth(const struct es_gauge *gauge, size_t draw, double level,
                          double crossing, const struct es_stretch *stretch);

/*
 * What must be counted per month: the pace that the level is; of a sum what is still
 * lacking, over the months of its window that are still to come; of a stock what is
 * lacking, over the months to the deadline. Never below 0; NAN where the window is over.
 */
double es_required_pace(const struct es_gauge *gauge, size_t draw, double level,
                        const struct es_stretch *stretch);

/* What is counted per month now, in each draw: the pace, of a stock the mean gain of the
 * last three months. paces[draws]. */
enum es_status es_present_paces(const struct es_gauge *gauge, double day, double paces[],
                                struct es_arena *arena, struct es_error *err);

#endif
