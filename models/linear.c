/*
 * linear.c: y(t) = a + b t
 *
 * The straight line: the same gain every year. What a curve has to beat.
 *
 * Source: Draper and Smith (1998), Applied Regression Analysis,
 * doi:10.1002/9781118625590.
 */
#include "curve.h"
#include "models.h"

#include <math.h>

enum { INTERCEPT, GAIN, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [INTERCEPT] = {"intercept", "a", ES_DIM_LEVEL, "level at t = 0", -INFINITY, INFINITY},
    [GAIN] = {"gain", "b", ES_DIM_LEVEL_PER_YEAR, "gain per year", -INFINITY, INFINITY},
};

ES_INLINE double linear_at(const double theta[], double t, double grad[])
{
    if (grad != NULL) {
        grad[INTERCEPT] = 1.0;
        grad[GAIN] = t;
    }
    return theta[INTERCEPT] + theta[GAIN] * t;
}
ES_CURVE(linear)

static double linear_inverse(const double theta[], double y)
{
    return theta[GAIN] > 0.0 ? (y - theta[INTERCEPT]) / theta[GAIN] : NAN;
}

/* Both parameters are levels, so that there is nothing to try. */
static void linear_spread(const struct es_span *span, const double u[], double theta[])
{
    (void)span;
    (void)u;
    theta[INTERCEPT] = theta[GAIN] = 1.0;
}

static double linear_slope(const double theta[], double t)
{
    (void)t;
    return theta[GAIN];
}

static double linear_fastest(const double theta[])
{
    (void)theta;
    return NAN;
}

static void linear_limits(const double theta[], double *past, double *future)
{
    const double gain = theta[GAIN];
    *past = gain == 0.0 ? theta[INTERCEPT] : copysign(INFINITY, -gain);
    *future = gain == 0.0 ? theta[INTERCEPT] : copysign(INFINITY, gain);
}

static bool linear_warp(const double theta[], double origin, double factor,
                        double warped[])
{
    warped[INTERCEPT] = theta[INTERCEPT] + theta[GAIN] * origin * (1.0 - factor);
    warped[GAIN] = theta[GAIN] * factor;
    return true;
}

const struct es_model es_model_linear = {
    .name = "linear",
    .title = "Straight line",
    .formula = "a + b t",
    .growth = "dy/dt = b, the same at all times",
    .about =
        "The same gain every year, without beginning or end. It is what a curve has "
        "to beat, and over a short stretch it often is hard to beat.",
    .source =
        "Draper and Smith (1998), Applied Regression Analysis, "
        "doi:10.1002/9781118625590",
    .faster = "b becomes k b, a the level at t = o (1 - k)",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .rises = true,
    .value = linear_value,
    .values = linear_values,
    .inverse = linear_inverse,
    .spread = linear_spread,
    .slope = linear_slope,
    .fastest = linear_fastest,
    .limits = linear_limits,
    .warp = linear_warp,
};
