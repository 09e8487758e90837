/*
 * event.h: what is known to come, as part of the forecast itself.
 *
 * The same changes as those of a scenario, made to the draws before anything is asked of
 * them.
 */
#ifndef ESSOR_EVENT_H
#define ESSOR_EVENT_H

#include "essor/scenario.h"

struct es_events {
    const struct es_change *change; /* from left to right, after those of time */
    size_t n;
    double limit;        /* that nothing passes; INFINITY */
    uint64_t seed;       /* for waves that are not sure */
    int horizon_day;     /* the outlook ends with the month that holds it */
    const double *added; /* [months + 1] what the events of its parts add to a whole, as
                            the mean of the draws; NULL: nothing */
};

/*
 * Makes them to an outlook that leads far enough (es_scenario_reach_day), in the arena.
 * known[draws] is what each draw grows towards, as for es_scenario_ceilings. Without
 * events the outlook is cut at the horizon, and is the same to the last bit before it.
 * Errors are those of es_scenario_make.
 */
enum es_status es_events_make(const struct es_events *events, const double known[],
                              struct es_outlook *outlook, struct es_arena *arena,
                              struct es_error *err);

#endif
