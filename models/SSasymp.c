/*
 * SSasymp.c: y(x) = Asym + (R0 - Asym) exp(-exp(lrc) x)
 *
 * Exponential approach to a level, upwards or downwards, under the names that R gives it.
 *
 * Source: Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, appendix C,
 * doi:10.1007/b98882.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { ASYM, R0, LRC, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [ASYM] = {"Asym", "Asym", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
              INFINITY},
    [R0] = {"R0", "R0", ES_DIM_LEVEL, "level at x = 0", -INFINITY, INFINITY},
    [LRC] = {"lrc", "lrc", ES_DIM_NUMBER, "natural logarithm of the rate", -INFINITY,
             INFINITY},
};

ES_INLINE double SSasymp_at(const double theta[], double t, double grad[])
{
    double steps = es_tame(es_exp(theta[LRC])) * t;
    const double missing = es_decay(&steps), won = es_won(steps);
    /* Half of R0 - Asym, which is finite for any two levels. */
    const double half = 0.5 * theta[R0] - 0.5 * theta[ASYM];
    if (grad != NULL) {
        grad[ASYM] = won;
        grad[R0] = missing;
        grad[LRC] = -2.0 * (steps * missing) * half;
    }
    /* From the nearer level, which keeps the digits of the way from there. */
    return missing < 0.5 ? theta[ASYM] + 2.0 * missing * half
                         : theta[R0] - 2.0 * won * half;
}
ES_CURVE(SSasymp)

static double SSasymp_inverse(const double theta[], double y)
{
    if (!(theta[R0] < theta[ASYM] && y < theta[ASYM])) {
        return NAN;
    }
    return -log((y - theta[ASYM]) / (theta[R0] - theta[ASYM])) / exp(theta[LRC]);
}

static void SSasymp_spread(const struct es_span *span, const double u[], double theta[])
{
    theta[ASYM] = theta[R0] = 1.0;
    theta[LRC] = log(es_spread_rate_from_zero(span, u[0]));
}

static double SSasymp_slope(const double theta[], double t)
{
    const double rate = exp(theta[LRC]);
    double steps = rate * t;
    return rate * es_decay(&steps) * (theta[ASYM] - theta[R0]);
}

static double SSasymp_fastest(const double theta[])
{
    return theta[R0] < theta[ASYM] ? -INFINITY : NAN;
}

static void SSasymp_limits(const double theta[], double *past, double *future)
{
    const double drop = theta[R0] - theta[ASYM];
    *past = drop == 0.0 ? theta[ASYM] : copysign(INFINITY, drop);
    *future = theta[ASYM];
}

static bool SSasymp_warp(const double theta[], double origin, double factor,
                         double warped[])
{
    const double steps = exp(theta[LRC]) * origin * (1.0 - factor);
    const double start = theta[ASYM] + (theta[R0] - theta[ASYM]) * exp(-steps);
    if (!isfinite(start)) {
        return false;
    }
    warped[ASYM] = theta[ASYM];
    warped[R0] = start;
    warped[LRC] = theta[LRC] + log(factor);
    return true;
}

const struct es_model es_model_SSasymp = {
    .name = "SSasymp",
    .title = "Asymptotic regression (R)",
    .formula = "Asym + (R0 - Asym) exp(-exp(lrc) x)",
    .growth = "dy/dx = exp(lrc) (Asym - y), which only slackens",
    .about =
        "Each x wins the same share of what is still missing. R0 is the level at "
        "x = 0; above Asym, the curve decays towards it. The parameters are those of "
        "R's self-starting model.",
    .source =
        "Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, "
        "doi:10.1007/b98882",
    .faster = "lrc becomes lrc + ln k, R0 the level at x = o (1 - k); Asym stays",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ASYM,
    .value = SSasymp_value,
    .values = SSasymp_values,
    .inverse = SSasymp_inverse,
    .spread_count = 1,
    .spread = SSasymp_spread,
    .slope = SSasymp_slope,
    .fastest = SSasymp_fastest,
    .limits = SSasymp_limits,
    .warp = SSasymp_warp,
};
