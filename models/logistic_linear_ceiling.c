/*
 * logistic_linear_ceiling.c: y(t) = (K + c (t - m)) / (1 + exp(-r (t - m)))
 *
 * A logistic share of a ceiling that itself moves in a straight line.
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

enum { CEILING, GAIN, RATE, MIDPOINT, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "ceiling at the midpoint", 0.0, INFINITY},
    [GAIN] = {"gain", "c", ES_DIM_LEVEL_PER_YEAR, "what the ceiling gains per year",
              -INFINITY, INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [MIDPOINT] = {"midpoint", "m", ES_DIM_TIME, "time at half of the ceiling", -INFINITY,
                  INFINITY},
};

ES_INLINE double logistic_linear_ceiling_at(const double theta[], double t, double grad[])
{
    const double rate = theta[RATE];
    const double age = es_tame(t - theta[MIDPOINT]);
    double pace;
    const double share = es_logistic_share(rate * age, &pace);
    const double ceiling = es_tame(theta[CEILING] + theta[GAIN] * age);
    if (grad != NULL) {
        grad[CEILING] = share;
        grad[GAIN] = share * age;
        grad[RATE] = ceiling * (pace * age);
        grad[MIDPOINT] = -es_tame(ceiling * (pace * rate)) - es_tame(theta[GAIN]) * share;
    }
    return ceiling * share;
}
ES_CURVE(logistic_linear_ceiling)

/* Where (q + |z|) tanh |z| = 1, with z = r (t - m) / 2 and q = r K / (2 |c|): there the
 * slope is the largest, after the midpoint if the ceiling rises and before if it falls.
 */
static double beyond(double z, const double known[])
{
    return (known[0] + z) * tanh(z) - 1.0;
}

static double logistic_linear_ceiling_fastest(const double theta[])
{
    const double known[] = {0.5 * theta[RATE] * theta[CEILING] / fabs(theta[GAIN])};
    const double z =
        known[0] < (double)INFINITY ? es_search_root(beyond, known, 0.0, 1.2) : 0.0;
    return theta[MIDPOINT] + copysign(2.0 * z / theta[RATE], theta[GAIN]);
}

/*
 * With c > 0 the level dips below 0 in the far past, with c < 0 it passes a maximum: it
 * rises between the time when r (K + c a) (1 - share) = -c, of which there is one, and
 * for ever, or from the far past until then.
 */
static double turn_excess(double a, const double known[])
{
    const double share = 1.0 / (1.0 + exp(-known[2] * a));
    const double slope = known[1] + known[2] * (known[0] + known[1] * a) * (1.0 - share);
    return known[1] > 0.0 ? slope : -slope;
}

static double logistic_linear_ceiling_inverse(const double theta[], double y)
{
    const struct es_model *model = &es_model_logistic_linear_ceiling;
    const double gain = theta[GAIN], zero = -theta[CEILING] / gain;
    if (!(y > 0.0)) {
        return NAN;
    }
    if (gain >= 0.0) {
        return es_search_time(model, theta, y,
                              gain > 0.0 ? theta[MIDPOINT] + zero : -INFINITY, INFINITY);
    }
    const double turn = es_search_root(turn_excess, theta, fmin(0.0, zero), zero);
    return es_search_time(model, theta, y, -INFINITY, theta[MIDPOINT] + turn);
}

static void logistic_linear_ceiling_spread(const struct es_span *span, const double u[],
                                           double theta[])
{
    theta[CEILING] = theta[GAIN] = 1.0;
    theta[RATE] = log(81.0) / es_spread_duration(span, u[1]);
    theta[MIDPOINT] = es_spread_midpoint(span, u[0]);
}

static void logistic_linear_ceiling_limits(const double theta[], double *past,
                                           double *future)
{
    *past = 0.0;
    *future = theta[GAIN] == 0.0 ? theta[CEILING] : copysign(INFINITY, theta[GAIN]);
}

const struct es_model es_model_logistic_linear_ceiling = {
    .name = "logistic_linear_ceiling",
    .title = "Logistic, ceiling in a line",
    .formula = "(K + c (t - m)) / (1 + exp(-r (t - m)))",
    .growth = "dy/dt = r y (1 - S) + c S, where S is the logistic share",
    .about =
        "A logistic share of a ceiling that itself gains c per year, such as a "
        "population that grows. In the end the curve follows the ceiling and goes on "
        "rising. With c = 0 it is the logistic.",
    .source =
        "Meyer and Ausubel (1999), Carrying capacity: a model with logistically "
        "varying limits, Technological Forecasting and Social Change 61(3), 209-214",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .value = logistic_linear_ceiling_value,
    .values = logistic_linear_ceiling_values,
    .inverse = logistic_linear_ceiling_inverse,
    .spread_count = 2,
    .spread = logistic_linear_ceiling_spread,
    .fastest = logistic_linear_ceiling_fastest,
    .limits = logistic_linear_ceiling_limits,
};
