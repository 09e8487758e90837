/*
 * condition.h: the conditions of --fail-if: NAME COMPARISON VALUE.
 *
 *   p       P(by the deadline), a share:      p<0.5   p <= 50%
 *   never   P(not within the horizon):        never>10%
 *   median  median date, infinite if none:    median>2026-12-31   median > fin 2026
 *   state   its name, = and != alone:         state=at risk
 *   shift   of the median since another time: shift>6m   shift<-1y; of moves alone
 *
 * Comparisons: < <= > >= = !=.
 */
#ifndef ESSOR_CLI_CONDITION_H
#define ESSOR_CLI_CONDITION_H

#include "cli/cli.h"

#include "essor/moved.h"

enum condition_name {
    CONDITION_P,
    CONDITION_NEVER,
    CONDITION_MEDIAN,
    CONDITION_STATE,
    CONDITION_SHIFT
};
enum comparison { IS_BELOW, IS_AT_MOST, IS_ABOVE, IS_AT_LEAST, IS_EQUAL, IS_OTHER };

struct condition {
    const char *text; /* as written */
    enum condition_name name;
    enum comparison comparison;
    double value; /* a share, a day, or months */
    enum es_target_state state;
};

/* ES_ERR_ARGUMENT for what is not such a condition: what, and what would be right. */
enum es_status condition_read(const char *text, struct condition *condition,
                              struct es_error *err);

/* Whether an answer meets it. ES_ERR_ARGUMENT where p is asked of a target that has no
 * deadline. */
enum es_status condition_check(const struct condition *condition,
                               const struct es_target *target,
                               const struct es_target_answer *answer, bool *meets,
                               struct es_error *err);

/* Whether a target meets it that was compared with another time: its shift, or how it
 * stands now. One that is new has no shift, one that is gone meets nothing.
 * ES_ERR_ARGUMENT for a state, which is not compared. */
enum es_status condition_check_move(const struct condition *condition,
                                    const struct es_move *move, bool *meets,
                                    struct es_error *err);

#endif
