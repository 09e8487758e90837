/*
 * norton_bass.c: y(t) = m1 F(t - s1) + m2 F(t - s2)
 * with F(a) = (1 - e) / (1 + (q/p) e), e = exp(-(p + q) a), 0 for a <= 0
 *
 * Two generations of a product together: the second one takes users from the first and
 * adds m2 of its own. Those who change cancel in the sum.
 *
 * Source: Norton and Bass (1987), doi:10.1287/mnsc.33.9.1069.
 */
#include "curve.h"
#include "models.h"
#include "search.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { FIRST, SECOND, INNOVATION, IMITATION, START1, START2, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [FIRST] = {"market1", "m1", ES_DIM_LEVEL, "market of the first generation", 0.0,
               INFINITY},
    [SECOND] = {"market2", "m2", ES_DIM_LEVEL, "what the second one adds to it", 0.0,
                INFINITY},
    [INNOVATION] = {"innovation", "p", ES_DIM_RATE, "adoption by oneself", 0.0, INFINITY},
    [IMITATION] = {"imitation", "q", ES_DIM_RATE, "adoption because others have", 0.0,
                   INFINITY},
    [START1] = {"start1", "s1", ES_DIM_TIME, "launch of the first generation", -INFINITY,
                INFINITY},
    [START2] = {"start2", "s2", ES_DIM_TIME, "launch of the second generation", -INFINITY,
                INFINITY},
};

ES_INLINE double norton_bass_at(const double theta[], double t, double grad[])
{
    const double p = theta[INNOVATION], q = theta[IMITATION];
    struct es_bass_slope one, two;
    const double share1 = es_bass_share(p, q, t - theta[START1], &one);
    const double share2 = es_bass_share(p, q, t - theta[START2], &two);
    if (grad != NULL) {
        grad[FIRST] = share1;
        grad[SECOND] = share2;
        grad[INNOVATION] =
            es_tame(theta[FIRST] * one.by_p) + es_tame(theta[SECOND] * two.by_p);
        grad[IMITATION] =
            es_tame(theta[FIRST] * one.by_q) + es_tame(theta[SECOND] * two.by_q);
        grad[START1] = -theta[FIRST] * one.by_age;
        grad[START2] = -theta[SECOND] * two.by_age;
    }
    return theta[FIRST] * share1 + theta[SECOND] * share2;
}
ES_CURVE(norton_bass)

static double norton_bass_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[FIRST] + theta[SECOND])) {
        return NAN;
    }
    return es_search_time(&es_model_norton_bass, theta, y, -INFINITY, INFINITY);
}

/* The second launch lies among the observations, or soon after the first. */
static void norton_bass_spread(const struct es_span *span, const double u[],
                               double theta[])
{
    const double ratio = es_spread_log(1.0, 1e4, u[1]);
    const double first = es_spread_start(span, u[2]);
    const double left = span->to_years - first;
    const double both = log(2.0 + ratio) / (left * es_spread_log(0.05, 1.5, u[0]));
    theta[FIRST] = theta[SECOND] = 1.0;
    theta[INNOVATION] = both / (1.0 + ratio);
    theta[IMITATION] = both * ratio / (1.0 + ratio);
    theta[START1] = first;
    theta[START2] = first + left * es_spread_between(0.05, 0.9, u[3]);
}

/* The earlier or the later wave, or where they overlap. */
static double norton_bass_fastest(const double theta[])
{
    const struct es_model *model = &es_model_norton_bass;
    const double p = theta[INNOVATION], q = theta[IMITATION];
    const double peak = q > p ? log(q / p) / (p + q) : 0.0;
    const double early = fmin(theta[START1], theta[START2]);
    const double late = fmax(theta[START1], theta[START2]);
    const double before = es_search_steepest(model, theta, early, late);
    const double after = es_search_steepest(model, theta, late, late + peak);
    return es_model_slope(model, theta, before) >= es_model_slope(model, theta, after)
               ? before
               : after;
}

static void norton_bass_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[FIRST] + theta[SECOND];
}

const struct es_model es_model_norton_bass = {
    .name = "norton_bass",
    .title = "Norton-Bass, two generations",
    .formula = "m1 F(t - s1) + m2 F(t - s2), F the share of bass with p and q",
    .growth = "dy/dt = m1 F'(t - s1) + m2 F'(t - s2), F' = (p + q F) (1 - F)",
    .about =
        "Two generations of a product with the same p and q, seen together: the "
        "second one takes users over and adds m2. Those who change from one to the "
        "other cancel in the sum.",
    .source = "Norton and Bass (1987), doi:10.1287/mnsc.33.9.1069",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .rises = true,
    .value = norton_bass_value,
    .values = norton_bass_values,
    .inverse = norton_bass_inverse,
    .spread_count = 4,
    .spread = norton_bass_spread,
    .fastest = norton_bass_fastest,
    .limits = norton_bass_limits,
};
