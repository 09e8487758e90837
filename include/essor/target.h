/*
 * target.h: when a target is reached, as a distribution.
 */
#ifndef ESSOR_TARGET_H
#define ESSOR_TARGET_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/outlook.h"

/* What a target counts: documents per year or month (as a pace), or a level. */
enum es_per { ES_PER_NONE, ES_EACH_MONTH, ES_EACH_YEAR };

const char *es_per_name(enum es_per per); /* "none", "month", "year" */
bool es_per_parse(const char *name, enum es_per *per);

struct es_target {
    const char *id;
    const char *series; /* of the project */
    double level;
    enum es_per per;
    int deadline_day; /* ES_NO_DAY if there is none */
    const char *source_title;
    const char *source_url;
    const char *note;
    int line;
};

/* 10, 50 and 90 %: in days for dates (INFINITY: not within the horizon), a factor for
 * growth. */
struct es_target_span {
    double q10, q50, q90;
};

enum es_target_state {
    ES_TARGET_REACHED, /* P(already reached on the as-of date) >= 0.9 */
    ES_TARGET_LIKELY,  /* P(by the deadline or, once that is past, within the horizon) >=
                          0.75 */
    ES_TARGET_OPEN,    /* that probability between 0.25 and 0.75 */
    ES_TARGET_UNLIKELY /* below 0.25 */
};

struct es_target_answer {
    double p_reached;           /* by the as-of date */
    double p_by_deadline;       /* NAN without a deadline */
    double p_never;             /* not within the horizon */
    int horizon_day;            /* last day looked at */
    struct es_target_span date; /* days, over all draws */
    struct es_target_span
        date_if_reached; /* days, among draws that reach it; NAN if none */
    struct es_target_span
        required; /* growth factor from the as-of date; NAN if the deadline
                     is past or missing; INFINITY where never */
    struct es_target_span current; /* on the as-of date, in the target's unit */
    enum es_target_state state;
    bool above_limit; /* the level lies above the limit that the project states */
};

/*
 * Each draw's first crossing: the day when the level (for `per` none) or the pace, as the
 * mean of three months, times twelve for a year, first reaches the target, by linear
 * interpolation between months; INFINITY where it does not within the outlook.
 * days[outlook->draws].
 */
void es_target_crossings(const struct es_outlook *outlook, double level, enum es_per per,
                         double days[]);

/*
 * The whole answer.
 *
 * Required growth speeds up time after the as-of date: a draw that crosses at c needs
 * k = (c - t0) / (deadline - t0) (0 when it has already crossed).
 * ES_ERR_ARGUMENT if the level is not positive, or `per` does not suit the nature.
 */
enum es_status es_target_ask(const struct es_outlook *outlook,
                             const struct es_target *target, double limit,
                             struct es_target_answer *answer, struct es_arena *arena,
                             struct es_error *err);

#endif
