#include "essor/event.h"

#include "essor/date.h"

/* No more than the months of the horizon. */
static bool is_as_wanted(const struct es_events *events, const struct es_outlook *outlook)
{
    const int last = es_month_of_day(events->horizon_day);
    return events->n == 0 && outlook->first_month + (int)outlook->months == last + 1;
}

/* The whole's own draws were moved with those of its parts; others are moved by the mean.
 */
static void add(const struct es_events *events, struct es_outlook *outlook)
{
    const size_t row = outlook->months + 1;
    for (size_t i = 0; events->added != NULL && i < outlook->draws * row; i++) {
        outlook->cumulated[i] += events->added[i % row];
    }
}

enum es_status es_events_make(const struct es_events *events, const double known[],
                              struct es_outlook *outlook, struct es_arena *arena,
                              struct es_error *err)
{
    struct es_outlook before = *outlook, made;
    double *ceiling;
    if (!is_as_wanted(events, outlook)) {
        ES_NEW(arena, ceiling, outlook->draws, err);
        ES_TRY(es_outlook_lay_track(&before, arena, err));
        es_scenario_ceilings(&before, known, events->horizon_day, ceiling);
        const struct es_scenario_base base = {.outlook = &before,
                                              .ceiling = ceiling,
                                              .limit = events->limit,
                                              .seed = events->seed};
        ES_TRY(es_scenario_make(&base, events->change, events->n, events->horizon_day,
                                &made, arena, err));
        made.track = NULL; /* from here on the paths are what everybody asks */
        *outlook = made;
    }
    add(events, outlook);
    return ES_OK;
}
