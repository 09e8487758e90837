/*
 * SSfpl.c: y(x) = A + (B - A) / (1 + exp((xmid - x) / scal))
 *
 * The logistic curve between two levels under the names that R gives it.
 *
 * Source: Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, appendix C,
 * doi:10.1007/b98882.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { LEFT, RIGHT, XMID, SCAL, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [LEFT] = {"A", "A", ES_DIM_LEVEL, "level in the beginning", -INFINITY, INFINITY},
    [RIGHT] = {"B", "B", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
               INFINITY},
    [XMID] = {"xmid", "xmid", ES_DIM_TIME, "x halfway between A and B", -INFINITY,
              INFINITY},
    [SCAL] = {"scal", "scal", ES_DIM_DURATION, "from halfway to 73 % of the way", 0.0,
              INFINITY},
};

ES_INLINE double SSfpl_at(const double theta[], double t, double grad[])
{
    const double scal = theta[SCAL];
    const double ratio = es_tame((t - theta[XMID]) / scal);
    double pace;
    const double share = es_logistic_share(ratio, &pace);
    if (grad != NULL) {
        /* Half of B - A, which is finite for any two levels. */
        const double half = 0.5 * theta[RIGHT] - 0.5 * theta[LEFT];
        grad[LEFT] = 1.0 - share;
        grad[RIGHT] = share;
        grad[XMID] = -2.0 * es_tame(pace / scal) * half;
        grad[SCAL] = -2.0 * es_tame(pace * ratio / scal) * half;
    }
    return theta[LEFT] * (1.0 - share) + theta[RIGHT] * share;
}
ES_CURVE(SSfpl)

static double SSfpl_inverse(const double theta[], double y)
{
    const double share = (y - theta[LEFT]) / (theta[RIGHT] - theta[LEFT]);
    if (!(theta[RIGHT] > theta[LEFT] && share > 0.0 && share < 1.0)) {
        return NAN;
    }
    return theta[XMID] + theta[SCAL] * (log(share) - log1p(-share));
}

static void SSfpl_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[LEFT] = 0.0;
    theta[RIGHT] = landmarks->ceiling;
    theta[XMID] = landmarks->midpoint_years;
    theta[SCAL] = landmarks->duration_years / log(81.0);
}

static double SSfpl_fastest(const double theta[])
{
    return theta[RIGHT] > theta[LEFT] ? theta[XMID] : NAN;
}

static void SSfpl_limits(const double theta[], double *past, double *future)
{
    *past = theta[LEFT];
    *future = theta[RIGHT];
}

const struct es_model es_model_SSfpl = {
    .name = "SSfpl",
    .title = "Four-parameter logistic (R)",
    .formula = "A + (B - A) / (1 + exp((xmid - x) / scal))",
    .growth = "dy/dx = (y - A) (B - y) / ((B - A) scal), largest at xmid, halfway",
    .about =
        "The logistic curve between two free levels, with the parameters of R's "
        "self-starting model. Of the logarithm of a dose it is the usual curve of a "
        "bioassay; with B below A it falls.",
    .source =
        "Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, "
        "doi:10.1007/b98882",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = RIGHT,
    .value = SSfpl_value,
    .values = SSfpl_values,
    .inverse = SSfpl_inverse,
    .place = SSfpl_place,
    .fastest = SSfpl_fastest,
    .limits = SSfpl_limits,
};
