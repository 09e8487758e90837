/*
 * json.h: answers as JSON, for the command line and for the files of a build.
 *
 * Values are jansson's, owned by the caller; NULL means that there was no memory. What
 * does not exist (NAN, infinity, no date) is null. Dates are ISO 8601.
 */
#ifndef ESSOR_JSON_H
#define ESSOR_JSON_H

#include "essor/project.h"

struct json_t;

struct json_t *es_json_number(double value);

/* A moment in days, with a fraction; null unless finite. */
struct json_t *es_json_moment(double day);
struct json_t *es_json_day(int day);

/* from, to, mean and the quantiles of the contract, q025 to q975. */
struct json_t *es_json_period(const struct es_period *period);

/* ceiling_determined, text, observations, ceiling and conflicts. */
struct json_t *es_json_verdict(const struct es_project *project,
                               const struct es_solution *solution);

/* The answer to a target, with the keys of `essor target --json`. */
struct json_t *es_json_target(const struct es_series *series,
                              const struct es_target *target,
                              const struct es_target_answer *answer);

/* The text of a value: two blanks of indentation, 17 significant digits, a line end.
 * Takes the value; ES_ERR_MEMORY also if it is NULL. */
/* The events of a series at a date (es_project_events): all of them, or only those that
 * the forecast counts. NULL without memory. */
struct json_t *es_json_events(const struct es_project *project,
                              const struct es_series *series, int as_of_day, bool all);

enum es_status es_json_write(struct json_t *value, char **text, struct es_arena *arena,
                             struct es_error *err);

/* Names of the quantiles, "q025" to "q975". */
extern const char *const es_quantile_names[ES_QUANTILES];

#endif
