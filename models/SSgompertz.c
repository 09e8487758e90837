/*
 * SSgompertz.c: y(x) = Asym exp(-b2 b3^x)
 *
 * The Gompertz curve under the names that R gives it.
 *
 * Source: R Core Team, package stats, SSgompertz; the form of Winsor (1932),
 * doi:10.1073/pnas.18.1.1.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { ASYM, B2, B3, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [ASYM] = {"Asym", "Asym", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
              INFINITY},
    [B2] = {"b2", "b2", ES_DIM_NUMBER, "powers of e that are missing at x = 0", 0.0,
            INFINITY},
    [B3] = {"b3", "b3", ES_DIM_NUMBER, "share of them still missing one x later", 0.0,
            1.0},
};

/* With x' = -log(b2 b3^x), y is Asym exp(-exp(-x')). */
ES_INLINE double SSgompertz_at(const double theta[], double t, double grad[])
{
    const double b2 = theta[B2], b3 = theta[B3];
    double pace;
    const double share = es_gompertz_share(-t * es_log(b3) - es_log(b2), &pace);
    if (grad != NULL) {
        grad[ASYM] = share;
        grad[B2] = -es_tame(pace / b2) * theta[ASYM];
        grad[B3] = -es_tame(pace * t / b3) * theta[ASYM];
    }
    return theta[ASYM] * share;
}
ES_CURVE(SSgompertz)

static double SSgompertz_inverse(const double theta[], double y)
{
    const double share = y / theta[ASYM];
    if (!(theta[ASYM] > 0.0 && share > 0.0 && share < 1.0)) {
        return NAN;
    }
    return (log(-log(share)) - log(theta[B2])) / log(theta[B3]);
}

/* b3 = exp(-rate) and b2 = exp(rate peak), where the curve is steepest at `peak`. */
static void SSgompertz_spread(const struct es_span *span, const double u[],
                              double theta[])
{
    const double duration_in_rates = 3.084; /* log(log(10) / log(10/9)) */
    const double rate = fmin(duration_in_rates / es_spread_duration(span, u[1]),
                             es_spread_rate_from_zero(span, 1.0));
    const double most = 600.0; /* powers of e */
    const double peak = es_spread_midpoint(span, u[0]);
    theta[ASYM] = 1.0;
    theta[B2] = exp(fmin(fmax(rate * peak, -most), most));
    theta[B3] = exp(-fmin(rate, 100.0));
}

static double SSgompertz_slope(const double theta[], double t)
{
    const double rate = -log(theta[B3]);
    double pace;
    (void)es_gompertz_share(t * rate - log(theta[B2]), &pace);
    return theta[ASYM] * pace * rate;
}

static double SSgompertz_fastest(const double theta[])
{
    return theta[ASYM] > 0.0 ? -log(theta[B2]) / log(theta[B3]) : NAN;
}

static void SSgompertz_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[ASYM];
}

static bool SSgompertz_warp(const double theta[], double origin, double factor,
                            double warped[])
{
    const double b2 = theta[B2] * pow(theta[B3], origin * (1.0 - factor));
    const double b3 = pow(theta[B3], factor);
    if (!(b2 > 0.0 && b2 < (double)INFINITY && b3 > 0.0 && b3 < 1.0)) {
        return false;
    }
    warped[ASYM] = theta[ASYM];
    warped[B2] = b2;
    warped[B3] = b3;
    return true;
}

const struct es_model es_model_SSgompertz = {
    .name = "SSgompertz",
    .title = "Gompertz (R)",
    .formula = "Asym exp(-b2 b3^x)",
    .growth = "dy/dx = -ln(b3) y ln(Asym/y), largest where y = Asym/e (37 %)",
    .about =
        "The Gompertz curve with the parameters of R's self-starting model, which "
        "count from x = 0: the rate is -ln(b3), and growth is fastest at "
        "-ln(b2)/ln(b3). Where x is a year, count it from the first observation.",
    .source =
        "R Core Team, package stats; the form of Winsor (1932), "
        "doi:10.1073/pnas.18.1.1",
    .faster = "b2 becomes b2 b3^(o (1 - k)), b3 becomes b3^k; Asym stays",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ASYM,
    .rises = true,
    .value = SSgompertz_value,
    .values = SSgompertz_values,
    .inverse = SSgompertz_inverse,
    .spread_count = 2,
    .spread = SSgompertz_spread,
    .slope = SSgompertz_slope,
    .fastest = SSgompertz_fastest,
    .limits = SSgompertz_limits,
    .warp = SSgompertz_warp,
};
