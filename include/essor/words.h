/* words.h: what a result means, in an English sentence for terminals and data files. */
#ifndef ESSOR_WORDS_H
#define ESSOR_WORDS_H

#include "essor/project.h"

/* What the data can tell: number of figures, ceiling, contradictions. */
enum es_status es_words_verdict(const struct es_project *project,
                                const struct es_solution *solution, char **text,
                                struct es_arena *arena, struct es_error *err);

/* How a target stands: "reached", "likely", "open", "unlikely", "above the limit",
 * "above the ceiling given". */
const char *es_words_target(const struct es_series *series,
                            const struct es_target *target,
                            const struct es_target_answer *answer);

/* "2025-04-13", or "not before 2035-02-27" where the moment lies beyond the horizon, ""
 * for NAN. */
enum { ES_MOMENT_TEXT = 40 };
void es_words_moment(double day, int horizon_day, char text[ES_MOMENT_TEXT]);

/* "250M documents per year", "34.2M profiles". */
enum es_status es_words_level(const struct es_series *series,
                              const struct es_target *target, char **text,
                              struct es_arena *arena, struct es_error *err);

#endif
