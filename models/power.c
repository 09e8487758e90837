/*
 * power.c: y(t) = A (t - s)^c for t > s, 0 before
 *
 * Growth by ratios of the time since the start, without a ceiling.
 *
 * Source: Huxley and Teissier (1936), doi:10.1038/137780b0.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { LEVEL, EXPONENT, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [LEVEL] = {"level", "A", ES_DIM_LEVEL, "level one year after the start", -INFINITY,
               INFINITY},
    [EXPONENT] = {"exponent", "c", ES_DIM_NUMBER, "below 1 growth slackens", 0.0, 1e3},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double power_at(const double theta[], double t, double grad[])
{
    const double age = t - theta[START];
    const bool started = age > 0.0;
    const double log_age = es_log(started ? age : 1.0);
    double steps = -theta[EXPONENT] * log_age;
    const double growth = started ? es_decay(&steps) : 0.0;
    if (grad != NULL) {
        grad[LEVEL] = growth;
        grad[EXPONENT] = growth * log_age * theta[LEVEL];
        const double pace = started ? theta[EXPONENT] * growth / age : 0.0;
        grad[START] = -es_tame(pace) * theta[LEVEL];
    }
    return theta[LEVEL] * growth;
}
ES_CURVE(power)

static double power_inverse(const double theta[], double y)
{
    const double growth = y / theta[LEVEL];
    if (!(theta[LEVEL] > 0.0 && growth > 0.0)) {
        return NAN;
    }
    return theta[START] + pow(growth, 1.0 / theta[EXPONENT]);
}

static void power_spread(const struct es_span *span, const double u[], double theta[])
{
    theta[LEVEL] = 1.0;
    theta[EXPONENT] = es_spread_log(0.05, 20.0, u[0]);
    theta[START] = es_spread_start(span, u[1]);
}

static double power_fastest(const double theta[])
{
    if (!(theta[LEVEL] > 0.0)) {
        return NAN;
    }
    return theta[EXPONENT] > 1.0 ? INFINITY : theta[START];
}

static void power_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[LEVEL] == 0.0 ? 0.0 : copysign(INFINITY, theta[LEVEL]);
}

static bool power_warp(const double theta[], double origin, double factor,
                       double warped[])
{
    const double level = theta[LEVEL] * pow(factor, theta[EXPONENT]);
    if (!isfinite(level)) {
        return false;
    }
    warped[LEVEL] = level;
    warped[EXPONENT] = theta[EXPONENT];
    warped[START] = origin + (theta[START] - origin) / factor;
    return true;
}

const struct es_model es_model_power = {
    .name = "power",
    .synonyms = "allometric",
    .title = "Power",
    .formula = "A (t - s)^c for t > s, 0 before",
    .growth = "dy/dt = c y / (t - s), which quickens for c > 1 and slackens below",
    .about =
        "Growth by ratios of the time since the start: twice the time gives 2^c "
        "times the level. It has no ceiling, but for c below 1 ever slower growth.",
    .source = "Huxley and Teissier (1936), doi:10.1038/137780b0",
    .faster = "A becomes A k^c, s becomes o + (s - o)/k; c stays",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .rises = true,
    .value = power_value,
    .values = power_values,
    .inverse = power_inverse,
    .spread_count = 2,
    .spread = power_spread,
    .fastest = power_fastest,
    .limits = power_limits,
    .warp = power_warp,
};
