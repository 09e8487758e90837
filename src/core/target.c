#include "essor/target.h"

#include "core/required.h"
#include "essor/date.h"

#include <math.h>
#include <string.h>

/* The limits of the states, as probabilities. */
#define SURE 0.9
#define EVEN 0.5
#define HARDLY 0.1

static const char *const pers[] = {"none", "month", "year"};
static const char *const measures[] = {"pace", "trailing", "year"};

/* The index of a word among three, -1 if it is none. */
static int find(const char *const words[3], const char *word)
{
    int found = -1;
    for (int i = 0; i < 3 && found < 0; i++) {
        found = strcmp(word, words[i]) == 0 ? i : -1;
    }
    return found;
}

const char *es_per_name(enum es_per per)
{
    return pers[per];
}

bool es_per_parse(const char *name, enum es_per *per)
{
    const int found = find(pers, name);
    *per = found >= 0 ? (enum es_per)found : *per;
    return found >= 0;
}

const char *es_measured_name(enum es_measured measured)
{
    return measures[measured];
}

bool es_measured_parse(const char *name, enum es_measured *measured)
{
    const int found = find(measures, name);
    *measured = found >= 0 ? (enum es_measured)found : *measured;
    return found >= 0;
}

const char *es_target_state_name(enum es_target_state state)
{
    static const char *const names[ES_TARGET_STATES] = {
        "reached", "ahead", "on course", "at risk", "out of reach", "missed"};
    return names[state];
}

void es_target_crossings(const struct es_outlook *outlook, const struct es_target *target,
                         double days[])
{
    const struct es_gauge gauge = es_gauge_of(outlook, target);
    es_gauge_crossings(&gauge, target->level, days);
}

static const struct es_target_span unknown = {NAN, NAN, NAN};

static struct es_target_span span_of(double values[], size_t n)
{
    static const double levels[] = {0.1, 0.5, 0.9};
    double q[3] = {NAN, NAN, NAN};
    if (n > 0) {
        es_quantiles(values, n, levels, 3, q);
    }
    return (struct es_target_span){q[0], q[1], q[2]};
}

static size_t finite_only(const double days[], size_t n, double out[])
{
    size_t count = 0;
    for (size_t d = 0; d < n; d++) {
        if (isfinite(days[d])) {
            out[count++] = days[d];
        }
    }
    return count;
}

static double share_until(const double days[], size_t n, double end)
{
    size_t count = 0;
    for (size_t d = 0; d < n; d++) {
        count += days[d] < end ? 1 : 0;
    }
    return (double)count / (double)n;
}

/* Without a deadline the horizon stands in for it. */
static void judge(struct es_target_answer *answer, bool has_deadline, bool ahead)
{
    answer->p_state = answer->p_reached;
    if (answer->p_reached >= SURE) {
        answer->state = ES_TARGET_REACHED;
        return;
    }
    const double p = has_deadline ? answer->p_by_deadline : 1.0 - answer->p_never;
    answer->p_state = p;
    if (has_deadline && !ahead) {
        answer->state = p < EVEN ? ES_TARGET_MISSED : ES_TARGET_ON_COURSE;
    } else {
        answer->state = ahead && p >= SURE ? ES_TARGET_AHEAD
                        : p >= EVEN        ? ES_TARGET_ON_COURSE
                        : p >= HARDLY      ? ES_TARGET_AT_RISK
                                           : ES_TARGET_OUT_OF_REACH;
    }
}

static enum es_status check(const struct es_outlook *outlook,
                            const struct es_target *target, struct es_error *err)
{
    if (!(target->level > 0.0) || isinf(target->level)) {
        return es_fail(err, ES_ERR_ARGUMENT, "target %s: the level must be above zero",
                       target->id);
    }
    const bool is_level = target->per == ES_PER_NONE;
    if (is_level != (outlook->nature == ES_STOCK_SERIES)) {
        return es_fail(err, ES_ERR_ARGUMENT, "target %s: a %s needs per = %s, not %s",
                       target->id, is_level ? "flow" : "stock",
                       is_level ? "year or month" : "none", es_per_name(target->per));
    }
    return ES_OK;
}

/* Quantiles of what one draw after the other needs, and has. */
static void weigh_effort(const struct es_gauge *gauge, const struct es_target *target,
                         const double days[], const struct es_stretch *stretch,
                         double scratch[], struct es_target_answer *answer)
{
    const size_t n = gauge->outlook->draws;
    for (size_t d = 0; d < n; d++) {
        scratch[d] = es_required_growth(gauge, d, target->level, days[d], stretch);
    }
    answer->required = span_of(scratch, n);
    for (size_t d = 0; d < n; d++) {
        scratch[d] = es_required_pace(gauge, d, target->level, stretch);
    }
    /* a window that is over is so in every draw */
    answer->required_pace = isnan(scratch[0]) ? unknown : span_of(scratch, n);
}

enum es_status es_target_ask(const struct es_outlook *outlook,
                             const struct es_target *target, double limit,
                             struct es_target_answer *answer, struct es_arena *arena,
                             struct es_error *err)
{
    ES_TRY(check(outlook, target, err));
    struct es_gauge gauge = es_gauge_of(outlook, target);
    const size_t n = outlook->draws;
    double *days, *scratch;
    ES_NEW(arena, days, n, err);
    ES_NEW(arena, scratch, n, err);
    ES_TRY(es_gauge_lay(&gauge, arena, err));
    es_gauge_crossings(&gauge, target->level, days);

    /* A day is over at the start of the next one. */
    const double now = outlook->as_of_day + 1.0;
    const struct es_stretch stretch = {now, target->deadline_day + 1.0,
                                       es_gauge_at(&gauge, now)};
    const bool has_deadline = target->deadline_day != ES_NO_DAY;
    const bool ahead = has_deadline && stretch.deadline > stretch.now;

    struct es_target_answer found = {
        .p_reached = share_until(days, n, stretch.now),
        .p_by_deadline = has_deadline ? share_until(days, n, stretch.deadline) : NAN,
        .p_never = 1.0 - share_until(days, n, INFINITY),
        .horizon_day = es_outlook_end_day(outlook) - 1,
        .required = unknown,
        .required_pace = unknown,
        .above_limit = target->level > limit,
    };
    if (ahead) {
        weigh_effort(&gauge, target, days, &stretch, scratch, &found);
    }
    for (size_t d = 0; d < n; d++) {
        scratch[d] = es_gauge_now(&gauge, d, &stretch.present);
    }
    found.current = span_of(scratch, n);
    ES_TRY(es_present_paces(&gauge, now, scratch, arena, err));
    found.present_pace = span_of(scratch, n);
    found.date_if_reached = span_of(scratch, finite_only(days, n, scratch));
    found.date = span_of(days, n);
    judge(&found, has_deadline, ahead);
    *answer = found;
    return ES_OK;
}
