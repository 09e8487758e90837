/* events.h: what the project file says has happened, read for a series as of a date. */
#ifndef ESSOR_PROJECT_EVENTS_H
#define ESSOR_PROJECT_EVENTS_H

#include "essor/project.h"

/*
 * Beside the figures, what a posed problem holds: strikes of the past as gaps, what is to
 * come as solution->events, and a horizon so far that all of that can be made, whichever
 * series of those that add up it happens to.
 */
enum es_status es_events_pose(const struct es_project *project,
                              struct es_solution *solution, struct es_error *err);

/* Makes them to the draws, which then end at a horizon; where nothing is to come, and
 * nobody's horizon was moved, nothing changes. */
enum es_status es_events_settle(struct es_solution *solution, int horizon_day);

/* How many errors the figures of a series have in common on a date: one for each break
 * whose factor is not sure. */
size_t es_breaks_unsure(const struct es_project *project, const struct es_series *series,
                        int as_of_day);

/*
 * Reads an observation as it would count by the definitions that hold in the end: centre,
 * and, unless commons is 0, what it has in common with others.
 */
enum es_status es_breaks_apply(const struct es_project *project,
                               const struct es_series *series, int as_of_day,
                               size_t commons, struct es_observation *observation,
                               struct es_arena *arena);

/* Of a full series, how large each break is whose factor is not sure: by the step between
 * the points before and after it, and what is known of it, inverse to their variances.
 * The grid is made again of figures that are moved by it. */
enum es_status es_breaks_estimate(const struct es_project *project,
                                  struct es_solution *solution);

/* Reads a change of an event, its dates as they are; style of es_change_read.
 * ES_ERR_ARGUMENT with what would be right: also for one without a date, and for a grid.
 */
enum es_status es_event_change(const char *text, enum es_nature nature,
                               struct es_change *change, struct es_arena *arena,
                               struct es_error *err);

/* The strikes of a series, as far as they are over on a date. */
enum es_status es_events_gaps(const struct es_project *project,
                              const struct es_series *series, int as_of_day,
                              struct es_gap **gap, size_t *n, struct es_arena *arena,
                              struct es_error *err);

/* The share of a window's volume that gaps leave. */
double es_gaps_left(const struct es_gap gap[], size_t n, int from_day, int to_day);

#endif
