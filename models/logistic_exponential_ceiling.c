/*
 * logistic_exponential_ceiling.c: y(t) = K exp(g (t - m)) / (1 + exp(-r (t - m)))
 *
 * A logistic share of a ceiling that itself grows by a share g a year: the solution of
 * dy/dt = (r + g) y (1 - y/C(t)) for the ceiling C(t) = K (1 + g/r) exp(g (t - m)).
 *
 * Source: the moving limits of Meyer and Ausubel (1999), Carrying capacity: a model with
 * logistically varying limits, Technological Forecasting and Social Change 61(3),
 * 209-214.
 */
#include "curve.h"
#include "models.h"
#include "search.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { CEILING, TREND, RATE, MIDPOINT, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "ceiling at the midpoint", 0.0, INFINITY},
    [TREND] = {"trend", "g", ES_DIM_RATE, "relative growth of the ceiling", -INFINITY,
               INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [MIDPOINT] = {"midpoint", "m", ES_DIM_TIME, "time at half of the ceiling", -INFINITY,
                  INFINITY},
};

ES_INLINE double logistic_exponential_ceiling_at(const double theta[], double t,
                                                 double grad[])
{
    const double rate = es_tame(theta[RATE]), trend = es_tame(theta[TREND]);
    const double age = es_tame(t - theta[MIDPOINT]);
    const double steps = es_tame(rate * age);

    /* One exponent for the ceiling and the share: one may vanish where the other grows.
     */
    const double odds = es_exp(-fabs(steps));
    const double missing = (steps < 0.0 ? 1.0 : odds) / (1.0 + odds);
    double down = -es_tame(trend * age) - (steps < 0.0 ? steps : 0.0);
    const double level = es_decay(&down) / (1.0 + odds);

    if (grad != NULL) {
        const double ceiling = theta[CEILING];
        grad[CEILING] = level;
        grad[TREND] = ceiling * es_tame(level * age);
        grad[RATE] = ceiling * es_tame(level * (missing * age));
        grad[MIDPOINT] = -ceiling * es_tame(level * (trend + missing * rate));
    }
    return theta[CEILING] * level;
}
ES_CURVE(logistic_exponential_ceiling)

/*
 * The slope is y (g + r (1 - S)) with the logistic share S; its derivative vanishes where
 * 2 S^2 - (2 w + 1) S + w^2 = 0 with w = (g + r) / r, of which the smaller root is the
 * maximum.
 */
static double logistic_exponential_ceiling_fastest(const double theta[])
{
    const double w = 1.0 + theta[TREND] / theta[RATE];
    if (theta[TREND] > 0.0) {
        return INFINITY;
    }
    if (!(w > 0.0)) {
        return NAN;
    }
    const double share = 2.0 * w * w / (2.0 * w + 1.0 + sqrt(1.0 + 4.0 * w * (1.0 - w)));
    return theta[MIDPOINT] + (log(share) - log1p(-share)) / theta[RATE];
}

/* Rises for ever, or until g + r (1 - S) = 0. */
static double logistic_exponential_ceiling_inverse(const double theta[], double y)
{
    const struct es_model *model = &es_model_logistic_exponential_ceiling;
    const double w = 1.0 + theta[TREND] / theta[RATE]; /* S at the turn */
    if (!(y > 0.0 && w > 0.0)) {
        return NAN;
    }
    const double turn =
        w < 1.0 ? theta[MIDPOINT] + (log(w) - log1p(-w)) / theta[RATE] : INFINITY;
    return es_search_time(model, theta, y, -INFINITY, turn);
}

/* The ceiling changes by up to some powers of e over the span, mostly upwards. */
static void logistic_exponential_ceiling_spread(const struct es_span *span,
                                                const double u[], double theta[])
{
    const double length = span->to_years - span->from_years;
    theta[CEILING] = 1.0;
    theta[TREND] = es_spread_between(-0.7, 2.0, u[2]) / length;
    theta[RATE] = log(81.0) / es_spread_duration(span, u[1]);
    theta[MIDPOINT] = es_spread_midpoint(span, u[0]);
}

static void logistic_exponential_ceiling_limits(const double theta[], double *past,
                                                double *future)
{
    const double both = theta[TREND] + theta[RATE];
    *past = both > 0.0 ? 0.0 : both < 0.0 ? INFINITY : theta[CEILING];
    *future = theta[TREND] > 0.0 ? INFINITY : theta[TREND] < 0.0 ? 0.0 : theta[CEILING];
}

const struct es_model es_model_logistic_exponential_ceiling = {
    .name = "logistic_exponential_ceiling",
    .title = "Logistic, exponential ceiling",
    .formula = "K exp(g (t - m)) / (1 + exp(-r (t - m)))",
    .growth = "dy/dt = y (g + r (1 - S)), where S is the logistic share",
    .about =
        "A logistic share of a ceiling that itself grows by a share g a year, or "
        "shrinks for g below 0. In the end the curve follows the ceiling. With g = 0 "
        "it is the logistic.",
    .source =
        "Meyer and Ausubel (1999), Carrying capacity: a model with logistically "
        "varying limits, Technological Forecasting and Social Change 61(3), 209-214",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .value = logistic_exponential_ceiling_value,
    .values = logistic_exponential_ceiling_values,
    .inverse = logistic_exponential_ceiling_inverse,
    .spread_count = 3,
    .spread = logistic_exponential_ceiling_spread,
    .fastest = logistic_exponential_ceiling_fastest,
    .limits = logistic_exponential_ceiling_limits,
};
