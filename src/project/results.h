/* results.h: the tables of a build. */
#ifndef ESSOR_PROJECT_RESULTS_H
#define ESSOR_PROJECT_RESULTS_H

#include "essor/project.h"

/* Months that forecasts are listed for. */
enum { ES_RESULT_MONTHS = 24 };

/* The text of targets.csv, targets.json and forecasts.csv, of the series that were
 * solved. */
enum es_status es_results_targets_csv(const struct es_solutions *solutions, char **text,
                                      struct es_arena *arena, struct es_error *err);
enum es_status es_results_targets_json(const struct es_project *project,
                                       const struct es_solutions *solutions, char **text,
                                       struct es_arena *arena, struct es_error *err);
enum es_status es_results_forecasts_csv(const struct es_solutions *solutions, char **text,
                                        struct es_arena *arena, struct es_error *err);

#endif
