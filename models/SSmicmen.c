/*
 * SSmicmen.c: y(x) = Vm x / (K + x) for x > 0, 0 before
 *
 * The curve of Michaelis and Menten under the names that R gives it.
 *
 * Source: Bates and Watts (1988), Nonlinear Regression Analysis and Its Applications,
 * doi:10.1002/9780470316757.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>
#include <stdbool.h>

enum { VM, K, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [VM] = {"Vm", "Vm", ES_DIM_LEVEL, "level approached in the end", -INFINITY, INFINITY},
    [K] = {"K", "K", ES_DIM_DURATION, "x at half of Vm", 0.0, INFINITY},
};

ES_INLINE double SSmicmen_at(const double theta[], double t, double grad[])
{
    const double x = t > 0.0 ? t : 0.0;
    const double sum = theta[K] + x;
    const double share = x / sum;
    if (grad != NULL) {
        grad[VM] = share;
        grad[K] = -es_tame(share / sum) * theta[VM];
    }
    return theta[VM] * share;
}
ES_CURVE(SSmicmen)

static double SSmicmen_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[VM])) {
        return NAN;
    }
    return theta[K] * y / (theta[VM] - y);
}

static void SSmicmen_spread(const struct es_span *span, const double u[], double theta[])
{
    theta[VM] = 1.0;
    theta[K] = es_spread_reach(span) * es_spread_log(1e-3, 30.0, u[0]);
}

static double SSmicmen_slope(const double theta[], double t)
{
    const double sum = theta[K] + t;
    return t > 0.0 ? theta[VM] * (theta[K] / sum) / sum : 0.0;
}

static double SSmicmen_fastest(const double theta[])
{
    return theta[VM] > 0.0 ? 0.0 : NAN;
}

static void SSmicmen_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[VM];
}

/* The curve is 0 at x = 0, and has to be so still. */
static bool SSmicmen_warp(const double theta[], double origin, double factor,
                          double warped[])
{
    if (origin * (1.0 - factor) != 0.0) {
        return false;
    }
    warped[VM] = theta[VM];
    warped[K] = theta[K] / factor;
    return true;
}

const struct es_model es_model_SSmicmen = {
    .name = "SSmicmen",
    .title = "Michaelis-Menten (R)",
    .formula = "Vm x / (K + x) for x > 0, 0 before",
    .growth = "dy/dx = (Vm - y)^2 / (K Vm), largest at x = 0",
    .about =
        "Saturation that slackens slowly: 90 % of Vm takes x = 9 K. Made for the "
        "velocity of a reaction by the concentration x; the parameters are those of "
        "R's self-starting model.",
    .source =
        "Bates and Watts (1988), Nonlinear Regression Analysis and Its "
        "Applications, doi:10.1002/9780470316757",
    .faster = "for o = 0 alone, K becomes K/k; Vm stays",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = VM,
    .rises = true,
    .value = SSmicmen_value,
    .values = SSmicmen_values,
    .inverse = SSmicmen_inverse,
    .spread_count = 1,
    .spread = SSmicmen_spread,
    .slope = SSmicmen_slope,
    .fastest = SSmicmen_fastest,
    .limits = SSmicmen_limits,
    .warp = SSmicmen_warp,
};
