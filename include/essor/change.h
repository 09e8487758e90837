/*
 * change.h: changes of growth as people write them: "growth=x1.2", "croissance=+20 %",
 * "ceiling=150M", "delay=6m", "pause=2026-01..2026-06", "wave=2026-03:+30M/year:12m",
 * "slope=+200000/month", each perhaps with "@DATE".
 */
#ifndef ESSOR_CHANGE_H
#define ESSOR_CHANGE_H

#include "essor/scenario.h"

/* What a change is made to. */
struct es_change_style {
    enum es_nature nature;
    int as_of_day; /* a delay begins the day after, if it has no date */
};

/* A change, or a grid of amounts, "0.8..1.6:0.1": low + i step, `count` of them. */
struct es_change_grid {
    struct es_change first;
    double step;
    size_t count; /* 1 for a single change */
};

/*
 * Reads one change; texts are kept in the arena. ES_ERR_ARGUMENT for any other text, with
 * what would be right: "20%" is refused as is "1,234", since both have two readings.
 */
enum es_status es_change_read(const char *text, const struct es_change_style *style,
                              struct es_change_grid *grid, struct es_arena *arena,
                              struct es_error *err);

/* Change i of a grid, with a text of its own, "growth=x1.2@2026-01-01". */
enum es_status es_change_at(const struct es_change_grid *grid, size_t i,
                            struct es_change *change, struct es_arena *arena,
                            struct es_error *err);

#endif
