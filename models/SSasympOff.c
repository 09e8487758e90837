/*
 * SSasympOff.c: y(x) = Asym (1 - exp(-exp(lrc) (x - c0)))
 *
 * Exponential approach to a level from 0 at x = c0, under the names that R gives it.
 *
 * Source: Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, appendix C,
 * doi:10.1007/b98882.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { ASYM, LRC, C0, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [ASYM] = {"Asym", "Asym", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
              INFINITY},
    [LRC] = {"lrc", "lrc", ES_DIM_NUMBER, "natural logarithm of the rate", -INFINITY,
             INFINITY},
    [C0] = {"c0", "c0", ES_DIM_TIME, "x where y is 0", -INFINITY, INFINITY},
};

ES_INLINE double SSasympOff_at(const double theta[], double t, double grad[])
{
    const double rate = es_tame(es_exp(theta[LRC]));
    double steps = rate * (t - theta[C0]);
    const double missing = es_decay(&steps), won = es_won(steps);
    if (grad != NULL) {
        grad[ASYM] = won;
        grad[LRC] = steps * missing * theta[ASYM];
        grad[C0] = -es_tame(missing * rate) * theta[ASYM];
    }
    return theta[ASYM] * won;
}
ES_CURVE(SSasympOff)

static double SSasympOff_inverse(const double theta[], double y)
{
    if (!(theta[ASYM] > 0.0 && y < theta[ASYM])) {
        return NAN;
    }
    return theta[C0] - log1p(-y / theta[ASYM]) / exp(theta[LRC]);
}

/* 1 - y/Asym falls from 0.9 to 0.1 over the duration. */
static void SSasympOff_place(const struct es_landmarks *landmarks, double theta[])
{
    const double rate = log(9.0) / landmarks->duration_years;
    theta[ASYM] = landmarks->ceiling;
    theta[LRC] = log(rate);
    theta[C0] = landmarks->midpoint_years - log(2.0) / rate;
}

static double SSasympOff_fastest(const double theta[])
{
    return theta[ASYM] > 0.0 ? -INFINITY : NAN;
}

static void SSasympOff_limits(const double theta[], double *past, double *future)
{
    *past = theta[ASYM] == 0.0 ? 0.0 : copysign(INFINITY, -theta[ASYM]);
    *future = theta[ASYM];
}

static bool SSasympOff_warp(const double theta[], double origin, double factor,
                            double warped[])
{
    warped[ASYM] = theta[ASYM];
    warped[LRC] = theta[LRC] + log(factor);
    warped[C0] = origin + (theta[C0] - origin) / factor;
    return true;
}

const struct es_model es_model_SSasympOff = {
    .name = "SSasympOff",
    .title = "Asymptotic regression, offset (R)",
    .formula = "Asym (1 - exp(-exp(lrc) (x - c0)))",
    .growth = "dy/dx = exp(lrc) (Asym - y), which only slackens",
    .about =
        "Each x wins the same share of what is still missing, from 0 at x = c0; "
        "before c0 the curve is negative. The parameters are those of R's "
        "self-starting model.",
    .source =
        "Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, "
        "doi:10.1007/b98882",
    .faster = "lrc becomes lrc + ln k, c0 becomes o + (c0 - o)/k; Asym stays",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ASYM,
    .rises = true,
    .value = SSasympOff_value,
    .values = SSasympOff_values,
    .inverse = SSasympOff_inverse,
    .place = SSasympOff_place,
    .fastest = SSasympOff_fastest,
    .limits = SSasympOff_limits,
    .warp = SSasympOff_warp,
};
