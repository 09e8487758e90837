/*
 * SSasympOrig.c: y(x) = Asym (1 - exp(-exp(lrc) x))
 *
 * Exponential approach to a level from 0 at x = 0, under the names that R gives it.
 *
 * Source: Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, appendix C,
 * doi:10.1007/b98882.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { ASYM, LRC, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [ASYM] = {"Asym", "Asym", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
              INFINITY},
    [LRC] = {"lrc", "lrc", ES_DIM_NUMBER, "natural logarithm of the rate", -INFINITY,
             INFINITY},
};

ES_INLINE double SSasympOrig_at(const double theta[], double t, double grad[])
{
    double steps = es_tame(es_exp(theta[LRC])) * t;
    const double missing = es_decay(&steps), won = es_won(steps);
    if (grad != NULL) {
        grad[ASYM] = won;
        grad[LRC] = steps * missing * theta[ASYM];
    }
    return theta[ASYM] * won;
}
ES_CURVE(SSasympOrig)

static double SSasympOrig_inverse(const double theta[], double y)
{
    if (!(theta[ASYM] > 0.0 && y < theta[ASYM])) {
        return NAN;
    }
    return -log1p(-y / theta[ASYM]) / exp(theta[LRC]);
}

static void SSasympOrig_spread(const struct es_span *span, const double u[],
                               double theta[])
{
    theta[ASYM] = 1.0;
    theta[LRC] = log(es_spread_log(0.02, 100.0, u[0]) / es_spread_reach(span));
}

static double SSasympOrig_slope(const double theta[], double t)
{
    const double rate = exp(theta[LRC]);
    double steps = rate * t;
    return rate * es_decay(&steps) * theta[ASYM];
}

static double SSasympOrig_fastest(const double theta[])
{
    return theta[ASYM] > 0.0 ? -INFINITY : NAN;
}

static void SSasympOrig_limits(const double theta[], double *past, double *future)
{
    *past = theta[ASYM] == 0.0 ? 0.0 : copysign(INFINITY, -theta[ASYM]);
    *future = theta[ASYM];
}

/* The curve is 0 at x = 0, and has to be so still. */
static bool SSasympOrig_warp(const double theta[], double origin, double factor,
                             double warped[])
{
    if (origin * (1.0 - factor) != 0.0) {
        return false;
    }
    warped[ASYM] = theta[ASYM];
    warped[LRC] = theta[LRC] + log(factor);
    return true;
}

const struct es_model es_model_SSasympOrig = {
    .name = "SSasympOrig",
    .title = "Asymptotic regression, origin (R)",
    .formula = "Asym (1 - exp(-exp(lrc) x))",
    .growth = "dy/dx = exp(lrc) (Asym - y), which only slackens",
    .about =
        "Each x wins the same share of what is still missing, from 0 at x = 0. With "
        "two parameters the least demanding of the curves with a ceiling, named as in "
        "R's self-starting model.",
    .source =
        "Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, "
        "doi:10.1007/b98882",
    .faster = "for o = 0 alone, lrc becomes lrc + ln k; Asym stays",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ASYM,
    .rises = true,
    .value = SSasympOrig_value,
    .values = SSasympOrig_values,
    .inverse = SSasympOrig_inverse,
    .spread_count = 1,
    .spread = SSasympOrig_spread,
    .slope = SSasympOrig_slope,
    .fastest = SSasympOrig_fastest,
    .limits = SSasympOrig_limits,
    .warp = SSasympOrig_warp,
};
