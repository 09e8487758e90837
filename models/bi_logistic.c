/*
 * bi_logistic.c: y(t) = K1 / (1 + exp(-ln(81) (t - m1) / d1))
 *                     + K2 / (1 + exp(-ln(81) (t - m2) / d2))
 *
 * Two waves of logistic growth, one after the other or overlapping.
 *
 * Source: Meyer (1994), Bi-logistic growth, Technological Forecasting and Social Change
 * 47(1), 89-102.
 */
#include "curve.h"
#include "models.h"
#include "search.h"
#include "share.h"
#include "spread.h"

#include <math.h>

#define LN_81 4.39444915467243877 /* the way from 10 to 90 % */

enum { FIRST, DURATION1, MIDPOINT1, SECOND, DURATION2, MIDPOINT2, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [FIRST] = {"wave1", "K1", ES_DIM_LEVEL, "what the first wave adds", 0.0, INFINITY},
    [DURATION1] = {"duration1", "d1", ES_DIM_DURATION, "of it, from 10 to 90 %", 0.0,
                   INFINITY},
    [MIDPOINT1] = {"midpoint1", "m1", ES_DIM_TIME, "time when half of it is done",
                   -INFINITY, INFINITY},
    [SECOND] = {"wave2", "K2", ES_DIM_LEVEL, "what the second wave adds", 0.0, INFINITY},
    [DURATION2] = {"duration2", "d2", ES_DIM_DURATION, "of it, from 10 to 90 %", 0.0,
                   INFINITY},
    [MIDPOINT2] = {"midpoint2", "m2", ES_DIM_TIME, "time when half of it is done",
                   -INFINITY, INFINITY},
};

/* One wave; grad is {by level, by duration, by midpoint}, or NULL. */
ES_INLINE double wave_at(double level, double duration, double age, double grad[])
{
    const double x = es_tame(LN_81 * age / duration);
    double pace;
    const double share = es_logistic_share(x, &pace);
    if (grad != NULL) {
        grad[0] = share;
        grad[1] = -level * (pace * x / duration);
        grad[2] = -level * (pace * LN_81 / duration);
    }
    return level * share;
}

ES_INLINE double bi_logistic_at(const double theta[], double t, double grad[])
{
    return wave_at(theta[FIRST], theta[DURATION1], t - theta[MIDPOINT1],
                   grad != NULL ? grad + FIRST : NULL) +
           wave_at(theta[SECOND], theta[DURATION2], t - theta[MIDPOINT2],
                   grad != NULL ? grad + SECOND : NULL);
}
ES_CURVE(bi_logistic)

static double bi_logistic_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[FIRST] + theta[SECOND])) {
        return NAN;
    }
    return es_search_time(&es_model_bi_logistic, theta, y, -INFINITY, INFINITY);
}

/* Two midpoints about the span and two durations beside it. */
static void bi_logistic_spread(const struct es_span *span, const double u[],
                               double theta[])
{
    const double length = span->to_years - span->from_years;
    const double first = es_spread_between(-0.5, 0.9, u[0]);
    const double second = es_spread_between(first, 1.5, u[1]);
    theta[FIRST] = theta[SECOND] = 1.0;
    theta[DURATION1] = length * es_spread_log(0.03, 3.0, u[2]);
    theta[DURATION2] = length * es_spread_log(0.03, 3.0, u[3]);
    theta[MIDPOINT1] = span->from_years + length * first;
    theta[MIDPOINT2] = span->from_years + length * second;
}

/* In one of the two waves, or between them where they overlap. */
static double bi_logistic_fastest(const double theta[])
{
    const struct es_model *model = &es_model_bi_logistic;
    double best = NAN, most = -INFINITY;
    for (int k = MIDPOINT1; k <= MIDPOINT2; k += MIDPOINT2 - MIDPOINT1) {
        const double other = theta[MIDPOINT1 + MIDPOINT2 - k];
        const double reach = theta[k - 1] * copysign(1.0, other - theta[k]);
        const double end =
            fabs(reach) < fabs(other - theta[k]) ? theta[k] + reach : other;
        const double t =
            es_search_steepest(model, theta, fmin(theta[k], end), fmax(theta[k], end));
        const double slope = es_model_slope(model, theta, t);
        if (slope > most) {
            most = slope;
            best = t;
        }
    }
    return best;
}

static void bi_logistic_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[FIRST] + theta[SECOND];
}

const struct es_model es_model_bi_logistic = {
    .name = "bi_logistic",
    .synonyms = "bilogistic loglet",
    .title = "Bi-logistic, two waves",
    .formula = "K1/(1 + exp(-ln(81) (t-m1)/d1)) + K2/(1 + exp(-ln(81) (t-m2)/d2))",
    .growth = "dy/dt = r1 y1 (1 - y1/K1) + r2 y2 (1 - y2/K2), r = ln(81)/d",
    .about =
        "Two waves of logistic growth, one after the other or at the same time: a "
        "second use, technique or obligation on top of the first. While the second "
        "wave has not bent, its size is not determined.",
    .source =
        "Meyer (1994), Bi-logistic growth, Technological Forecasting and Social "
        "Change 47(1), 89-102",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .rises = true,
    .value = bi_logistic_value,
    .values = bi_logistic_values,
    .inverse = bi_logistic_inverse,
    .spread_count = 4,
    .spread = bi_logistic_spread,
    .fastest = bi_logistic_fastest,
    .limits = bi_logistic_limits,
};
