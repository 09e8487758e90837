/*
 * target.h: when a target is reached, as a distribution.
 */
#ifndef ESSOR_TARGET_H
#define ESSOR_TARGET_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/outlook.h"

/* What a target counts: documents per year or month, or a level. */
enum es_per { ES_PER_NONE, ES_EACH_MONTH, ES_EACH_YEAR };

const char *es_per_name(enum es_per per); /* "none", "month", "year" */
bool es_per_parse(const char *name, enum es_per *per);

/* How documents per year or month are measured; a level is not. */
enum es_measured {
    ES_AS_PACE,     /* a month times twelve, as the mean of three months */
    ES_AS_TRAILING, /* the sum of any twelve months */
    ES_AS_YEAR      /* the sum of a calendar year */
};

const char *es_measured_name(enum es_measured measured); /* "pace", "trailing", "year" */
bool es_measured_parse(const char *name, enum es_measured *measured);

struct es_target {
    const char *id;
    const char *series; /* of the project */
    double level;
    enum es_per per;
    enum es_measured measured; /* ES_AS_PACE for a level, which it does not matter to */
    int deadline_day;          /* ES_NO_DAY if there is none */
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

/*
 * How a target stands, by one probability (es_target_answer.p_state): of being reached on
 * the as-of date for the first; by the deadline for the others or, without a deadline,
 * within the horizon.
 */
enum es_target_state {
    ES_TARGET_REACHED,      /* at least 0.9 */
    ES_TARGET_AHEAD,        /* at least 0.9, the deadline to come */
    ES_TARGET_ON_COURSE,    /* at least 0.5; without a deadline there is no ahead */
    ES_TARGET_AT_RISK,      /* at least 0.1 */
    ES_TARGET_OUT_OF_REACH, /* below 0.1 */
    ES_TARGET_MISSED        /* below 0.5, the deadline past */
};
enum { ES_TARGET_STATES = ES_TARGET_MISSED + 1 };

/* "reached", "ahead", "on course", "at risk", "out of reach", "missed" */
const char *es_target_state_name(enum es_target_state state);

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
    struct es_target_span current; /* on the as-of date, in the target's unit; of calendar
                                      years the last that is over */
    struct es_target_span
        required_pace; /* documents (of a stock: gained) per month that lead there by the
                          deadline; NAN if that is past or missing */
    struct es_target_span present_pace; /* the same as they are now */
    enum es_target_state state;
    double p_state;   /* the probability that decided */
    bool above_limit; /* the level lies above the limit that the project states */
};

/*
 * Each draw's first crossing of the target's level, whatever its deadline; INFINITY where
 * it does not within the outlook. days[outlook->draws].
 *
 * A level: by linear interpolation between starts of months; for a draw that falls at
 * times the mean of three of them, so that no single month decides. A pace: the mean of
 * three months, between their middles. Trailing: the sum of twelve months, between starts
 * of months. A calendar year: the last day of the first whose sum reaches the level.
 */
void es_target_crossings(const struct es_outlook *outlook, const struct es_target *target,
                         double days[]);

/*
 * The whole answer.
 *
 * Required growth speeds up time after the as-of date: a draw that crosses at c needs
 * k = (c - t0) / (deadline - t0), 0 when it has already crossed; a root where a sum is
 * measured. ES_ERR_ARGUMENT if the level is not positive, or `per` does not suit the
 * nature.
 */
enum es_status es_target_ask(const struct es_outlook *outlook,
                             const struct es_target *target, double limit,
                             struct es_target_answer *answer, struct es_arena *arena,
                             struct es_error *err);

#endif
