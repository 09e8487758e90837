/*
 * SSweibull.c: y(x) = Asym - Drop exp(-exp(lrc) x^pwr) for x > 0, Asym - Drop before
 *
 * The Weibull growth curve under the names that R gives it.
 *
 * Source: Ratkowsky (1983), Nonlinear Regression Modeling, Marcel Dekker, New York; R
 * Core Team, package stats, SSweibull.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { ASYM, DROP, LRC, PWR, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [ASYM] = {"Asym", "Asym", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
              INFINITY},
    [DROP] = {"Drop", "Drop", ES_DIM_LEVEL, "from the level at x = 0 up to Asym",
              -INFINITY, INFINITY},
    [LRC] = {"lrc", "lrc", ES_DIM_NUMBER, "natural logarithm of the rate", -INFINITY,
             INFINITY},
    [PWR] = {"pwr", "pwr", ES_DIM_NUMBER, "power of x", 0.0, 1e3},
};

ES_INLINE double SSweibull_at(const double theta[], double t, double grad[])
{
    const bool started = t > 0.0;
    const double log_x = es_log(started ? t : 1.0);
    double pace;
    const double share = es_gompertz_share(-theta[LRC] - theta[PWR] * log_x, &pace);
    const double missing = started ? share : 1.0;
    if (grad != NULL) {
        grad[ASYM] = 1.0;
        grad[DROP] = -missing;
        grad[LRC] = started ? pace * theta[DROP] : 0.0;
        grad[PWR] = started ? pace * log_x * theta[DROP] : 0.0;
    }
    return theta[ASYM] - theta[DROP] * missing;
}
ES_CURVE(SSweibull)

static double SSweibull_inverse(const double theta[], double y)
{
    const double missing = (theta[ASYM] - y) / theta[DROP];
    if (!(theta[DROP] > 0.0 && missing > 0.0 && missing < 1.0)) {
        return NAN;
    }
    return exp((log(-log(missing)) - theta[LRC]) / theta[PWR]);
}

/* The x where 63 % of the drop is won, beside the farthest x. */
static void SSweibull_spread(const struct es_span *span, const double u[], double theta[])
{
    const double scale = es_spread_reach(span) * es_spread_log(0.05, 10.0, u[0]);
    theta[ASYM] = theta[DROP] = 1.0;
    theta[PWR] = es_spread_log(0.3, 10.0, u[1]);
    theta[LRC] = -theta[PWR] * log(scale);
}

static double SSweibull_slope(const double theta[], double t)
{
    double pace;
    if (!(t > 0.0)) {
        return 0.0;
    }
    (void)es_gompertz_share(-theta[LRC] - theta[PWR] * log(t), &pace);
    return theta[DROP] * pace * theta[PWR] / t;
}

static double SSweibull_fastest(const double theta[])
{
    const double power = theta[PWR];
    if (!(theta[DROP] > 0.0)) {
        return NAN;
    }
    return power > 1.0 ? exp((log1p(-1.0 / power) - theta[LRC]) / power) : 0.0;
}

static void SSweibull_limits(const double theta[], double *past, double *future)
{
    *past = theta[ASYM] - theta[DROP];
    *future = theta[ASYM];
}

/* Growth starts at x = 0, and has to start there still. */
static bool SSweibull_warp(const double theta[], double origin, double factor,
                           double warped[])
{
    if (origin * (1.0 - factor) != 0.0) {
        return false;
    }
    warped[ASYM] = theta[ASYM];
    warped[DROP] = theta[DROP];
    warped[LRC] = theta[LRC] + theta[PWR] * log(factor);
    warped[PWR] = theta[PWR];
    return true;
}

const struct es_model es_model_SSweibull = {
    .name = "SSweibull",
    .title = "Weibull growth (R)",
    .formula = "Asym - Drop exp(-exp(lrc) x^pwr) for x > 0",
    .growth = "dy/dx = pwr exp(lrc) x^(pwr-1) (Asym - y), largest at x = 0 for pwr <= 1",
    .about =
        "Growth from Asym - Drop to Asym with the parameters of R's self-starting "
        "model. An S-curve for pwr above 1, saturation from the start for pwr = 1.",
    .source =
        "Ratkowsky (1983), Nonlinear Regression Modeling, Marcel Dekker, New York; "
        "R Core Team, package stats",
    .faster = "for o = 0 alone, lrc becomes lrc + pwr ln k; Asym, Drop, pwr stay",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ASYM,
    .rises = true,
    .value = SSweibull_value,
    .values = SSweibull_values,
    .inverse = SSweibull_inverse,
    .spread_count = 2,
    .spread = SSweibull_spread,
    .slope = SSweibull_slope,
    .fastest = SSweibull_fastest,
    .limits = SSweibull_limits,
    .warp = SSweibull_warp,
};
