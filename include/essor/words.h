/* words.h: what a result means, in an English sentence for terminals and data files. */
#ifndef ESSOR_WORDS_H
#define ESSOR_WORDS_H

#include "essor/project.h"

/* What the data can tell: number of figures, ceiling, contradictions. */
enum es_status es_words_verdict(const struct es_project *project,
                                const struct es_solution *solution, char **text,
                                struct es_arena *arena, struct es_error *err);

/* How a target stands, with the probability that says so: "on course, 62%", "out of
 * reach, 0%: above the limit", "missed; expected by 2025-04-13", "missed; probably
 * reached by 2024-06-05", "missed; not expected before 2035-02-27". */
enum { ES_STATE_TEXT = 96 };
void es_words_state(const struct es_series *series, const struct es_target *target,
                    const struct es_target_answer *answer, char text[ES_STATE_TEXT]);

/* "pace", "trailing", "year", or "level" of a stock. */
const char *es_words_measure(const struct es_target *target);

/* "2025-04-13", or "not before 2035-02-27" where the moment lies beyond the horizon, ""
 * for NAN. */
enum { ES_MOMENT_TEXT = 40 };
void es_words_moment(double day, int horizon_day, char text[ES_MOMENT_TEXT]);

/* "250M documents a year as a pace", "75M documents in a calendar year", "34.2M
 * profiles".
 */
enum es_status es_words_level(const struct es_series *series,
                              const struct es_target *target, char **text,
                              struct es_arena *arena, struct es_error *err);

#endif
