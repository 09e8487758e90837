#include "essor/target.h"

#include "essor/date.h"

#include <math.h>
#include <string.h>

static const char *const pers[] = {"none", "month", "year"};

/* The limits of the states, as probabilities. */
#define SURELY_REACHED 0.9
#define LIKELY 0.75
#define UNLIKELY 0.25

const char *es_per_name(enum es_per per)
{
    return pers[per];
}

bool es_per_parse(const char *name, enum es_per *per)
{
    for (int i = 0; i < 3; i++) {
        if (strcmp(name, pers[i]) == 0) {
            *per = (enum es_per)i;
            return true;
        }
    }
    return false;
}

/* The quantity that the target speaks of, at knot i. */
static double knot_value(const struct es_outlook *outlook, size_t draw, size_t i,
                         enum es_per per)
{
    return es_outlook_knot(outlook, draw, i) / (per == ES_EACH_MONTH ? 12.0 : 1.0);
}

static double first_crossing(const struct es_outlook *outlook, size_t draw, double level,
                             enum es_per per)
{
    const size_t knots = es_outlook_knots(outlook);
    double before = -INFINITY;
    for (size_t i = 0; i < knots; i++) {
        const double value = knot_value(outlook, draw, i, per);
        if (value >= level) {
            const double day = es_outlook_knot_day(outlook, i);
            if (i == 0) {
                return day;
            }
            const double earlier = es_outlook_knot_day(outlook, i - 1);
            return earlier + (day - earlier) * (level - before) / (value - before);
        }
        before = value;
    }
    return INFINITY;
}

void es_target_crossings(const struct es_outlook *outlook, double level, enum es_per per,
                         double days[])
{
    for (size_t d = 0; d < outlook->draws; d++) {
        days[d] = first_crossing(outlook, d, level, per);
    }
}

/* The draw's value on the as-of date, by linear interpolation between knots. */
static double value_on(const struct es_outlook *outlook, size_t draw, enum es_per per,
                       double day)
{
    const size_t knots = es_outlook_knots(outlook);
    size_t i = 0;
    while (i + 1 < knots && es_outlook_knot_day(outlook, i + 1) < day) {
        i++;
    }
    const double here = knot_value(outlook, draw, i, per);
    if (i + 1 == knots || day <= es_outlook_knot_day(outlook, i)) {
        return here;
    }
    const double part =
        (day - es_outlook_knot_day(outlook, i)) /
        (es_outlook_knot_day(outlook, i + 1) - es_outlook_knot_day(outlook, i));
    return here + part * (knot_value(outlook, draw, i + 1, per) - here);
}

static struct es_target_span span_of(double values[], size_t n)
{
    static const double levels[] = {0.1, 0.5, 0.9};
    double q[3] = {NAN, NAN, NAN};
    if (n > 0) {
        es_quantiles(values, n, levels, 3, q);
    }
    return (struct es_target_span){q[0], q[1], q[2]};
}

/* Growth factors that bring each draw to the target by the deadline. */
static void required_growth(const double days[], size_t n, double from_day,
                            double deadline_day, double factors[])
{
    for (size_t d = 0; d < n; d++) {
        factors[d] = fmax(0.0, (days[d] - from_day) / (deadline_day - from_day));
    }
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

static enum es_target_state state_of(const struct es_target_answer *answer,
                                     bool deadline_ahead)
{
    if (answer->p_reached >= SURELY_REACHED) {
        return ES_TARGET_REACHED;
    }
    const double p = deadline_ahead ? answer->p_by_deadline : 1.0 - answer->p_never;
    if (p >= LIKELY) {
        return ES_TARGET_LIKELY;
    }
    return p < UNLIKELY ? ES_TARGET_UNLIKELY : ES_TARGET_OPEN;
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

enum es_status es_target_ask(const struct es_outlook *outlook,
                             const struct es_target *target, double limit,
                             struct es_target_answer *answer, struct es_arena *arena,
                             struct es_error *err)
{
    ES_TRY(check(outlook, target, err));
    const size_t n = outlook->draws;
    double *days, *scratch;
    ES_NEW(arena, days, n, err);
    ES_NEW(arena, scratch, n, err);
    es_target_crossings(outlook, target->level, target->per, days);

    /* A day is over at the start of the next one. */
    const double now = outlook->as_of_day + 1.0, deadline = target->deadline_day + 1.0;
    const bool has_deadline = target->deadline_day != ES_NO_DAY;
    const bool ahead = has_deadline && deadline > now;

    struct es_target_answer found = {
        .p_reached = share_until(days, n, now),
        .p_by_deadline = has_deadline ? share_until(days, n, deadline) : NAN,
        .p_never = 1.0 - share_until(days, n, INFINITY),
        .horizon_day = es_outlook_end_day(outlook) - 1,
        .required = {NAN, NAN, NAN},
        .above_limit = target->level > limit,
    };
    if (ahead) {
        required_growth(days, n, now, deadline, scratch);
        found.required = span_of(scratch, n);
    }
    for (size_t d = 0; d < n; d++) {
        scratch[d] = value_on(outlook, d, target->per, now);
    }
    found.current = span_of(scratch, n);
    found.date_if_reached = span_of(scratch, finite_only(days, n, scratch));
    found.date = span_of(days, n);
    found.state = state_of(&found, ahead);
    *answer = found;
    return ES_OK;
}
