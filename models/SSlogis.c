/*
 * SSlogis.c: y(x) = Asym / (1 + exp((xmid - x) / scal))
 *
 * The logistic curve under the names that R gives it.
 *
 * Source: Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, appendix C,
 * doi:10.1007/b98882.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { ASYM, XMID, SCAL, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [ASYM] = {"Asym", "Asym", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
              INFINITY},
    [XMID] = {"xmid", "xmid", ES_DIM_TIME, "x at half of Asym", -INFINITY, INFINITY},
    [SCAL] = {"scal", "scal", ES_DIM_DURATION, "from half of Asym to 73 %", 0.0,
              INFINITY},
};

ES_INLINE double SSlogis_at(const double theta[], double t, double grad[])
{
    const double scal = theta[SCAL];
    const double ratio = es_tame((t - theta[XMID]) / scal);
    double pace;
    const double share = es_logistic_share(ratio, &pace);
    if (grad != NULL) {
        grad[ASYM] = share;
        grad[XMID] = -es_tame(pace / scal) * theta[ASYM];
        grad[SCAL] = -es_tame(pace * ratio / scal) * theta[ASYM];
    }
    return theta[ASYM] * share;
}
ES_CURVE(SSlogis)

static double SSlogis_inverse(const double theta[], double y)
{
    const double share = y / theta[ASYM];
    if (!(theta[ASYM] > 0.0 && share > 0.0 && share < 1.0)) {
        return NAN;
    }
    return theta[XMID] + theta[SCAL] * (log(share) - log1p(-share));
}

static void SSlogis_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[ASYM] = landmarks->ceiling;
    theta[XMID] = landmarks->midpoint_years;
    theta[SCAL] = landmarks->duration_years / log(81.0);
}

static double SSlogis_fastest(const double theta[])
{
    return theta[ASYM] > 0.0 ? theta[XMID] : NAN;
}

static void SSlogis_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[ASYM];
}

const struct es_model es_model_SSlogis = {
    .name = "SSlogis",
    .title = "Logistic (R)",
    .formula = "Asym / (1 + exp((xmid - x) / scal))",
    .growth = "dy/dx = y (1 - y/Asym) / scal, largest at xmid, where y = Asym/2",
    .about =
        "The logistic curve with the parameters of R's self-starting model: the "
        "duration scal stands in place of the rate, its inverse. From 10 to 90 % it "
        "takes 4.4 scal.",
    .source =
        "Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, "
        "doi:10.1007/b98882",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ASYM,
    .rises = true,
    .value = SSlogis_value,
    .values = SSlogis_values,
    .inverse = SSlogis_inverse,
    .place = SSlogis_place,
    .fastest = SSlogis_fastest,
    .limits = SSlogis_limits,
};
