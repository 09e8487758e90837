/*
 * exponential.c: y(t) = A exp(r t)
 *
 * Growth in proportion to what is there, without a ceiling: the beginning of every
 * S-curve. With a negative rate, decay.
 *
 * Source: Malthus (1798), An Essay on the Principle of Population, J. Johnson, London.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { LEVEL, RATE, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [LEVEL] = {"level", "A", ES_DIM_LEVEL, "level at t = 0", -INFINITY, INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "relative growth; below 0, decay", -INFINITY,
              INFINITY},
};

ES_INLINE double exponential_at(const double theta[], double t, double grad[])
{
    double steps = -theta[RATE] * t;
    const double growth = es_decay(&steps);
    if (grad != NULL) {
        grad[LEVEL] = growth;
        grad[RATE] = growth * t * theta[LEVEL];
    }
    return theta[LEVEL] * growth;
}
ES_CURVE(exponential)

static double exponential_inverse(const double theta[], double y)
{
    const double growth = y / theta[LEVEL];
    if (!(theta[LEVEL] * theta[RATE] > 0.0 && growth > 0.0)) {
        return NAN;
    }
    return log(growth) / theta[RATE];
}

/* Decay in the first half of the cube, growth in the second. */
static void exponential_spread(const struct es_span *span, const double u[],
                               double theta[])
{
    const double sign = u[0] < 0.5 ? -1.0 : 1.0;
    theta[LEVEL] = 1.0;
    theta[RATE] = sign * es_spread_rate_from_zero(span, fabs(2.0 * u[0] - 1.0));
}

static double exponential_slope(const double theta[], double t)
{
    return theta[RATE] * exponential_value(theta, t, NULL);
}

static double exponential_fastest(const double theta[])
{
    if (!(theta[LEVEL] * theta[RATE] > 0.0)) {
        return NAN;
    }
    return theta[RATE] > 0.0 ? INFINITY : -INFINITY;
}

static void exponential_limits(const double theta[], double *past, double *future)
{
    const double level = theta[LEVEL], rate = theta[RATE];
    const double far = level == 0.0 ? 0.0 : copysign(INFINITY, level);
    *past = rate > 0.0 ? 0.0 : rate < 0.0 ? far : level;
    *future = rate > 0.0 ? far : rate < 0.0 ? 0.0 : level;
}

static bool exponential_warp(const double theta[], double origin, double factor,
                             double warped[])
{
    const double level = theta[LEVEL] * exp(theta[RATE] * origin * (1.0 - factor));
    if (!isfinite(level)) {
        return false;
    }
    warped[LEVEL] = level;
    warped[RATE] = theta[RATE] * factor;
    return true;
}

const struct es_model es_model_exponential = {
    .name = "exponential",
    .synonyms = "malthus",
    .title = "Exponential",
    .formula = "A exp(r t)",
    .growth = "dy/dt = r y, which only quickens (for r > 0)",
    .about =
        "Growth in proportion to what is there, without a ceiling: the beginning of "
        "every S-curve, and seldom more than that. It doubles every ln(2)/r; with r "
        "below 0 it decays.",
    .source =
        "Malthus (1798), An Essay on the Principle of Population, J. Johnson, London",
    .faster = "r becomes k r, A the level at t = o (1 - k)",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .value = exponential_value,
    .values = exponential_values,
    .inverse = exponential_inverse,
    .spread_count = 1,
    .spread = exponential_spread,
    .slope = exponential_slope,
    .fastest = exponential_fastest,
    .limits = exponential_limits,
    .warp = exponential_warp,
};
