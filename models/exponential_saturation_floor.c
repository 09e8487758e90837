/*
 * exponential_saturation_floor.c: y(t) = F + (K - F) (1 - exp(-(t - s) / T)) for t > s,
 * F before
 *
 * A level that stood still until something happened at s, and has approached another one
 * since.
 *
 * Source: the step response of a system of first order; Bates and Watts (1988), Nonlinear
 * Regression Analysis and Its Applications, doi:10.1002/9780470316757.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, FLOOR, TIME_SCALE, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
                 INFINITY},
    [FLOOR] = {"floor", "F", ES_DIM_LEVEL, "level until the start", -INFINITY, INFINITY},
    [TIME_SCALE] = {"time-scale", "T", ES_DIM_DURATION,
                    "time to win 63 % of what is missing", 0.0, INFINITY},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double exponential_saturation_floor_at(const double theta[], double t,
                                                 double grad[])
{
    const double time_scale = theta[TIME_SCALE];
    const double age = es_tame((t - theta[START]) / time_scale);
    const bool started = age > 0.0;
    const double share = -es_expm1(started ? -age : 0.0);

    if (grad != NULL) {
        const double half = 0.5 * theta[CEILING] - 0.5 * theta[FLOOR];
        const double missing = started ? 1.0 - share : 0.0;
        grad[CEILING] = share;
        grad[FLOOR] = 1.0 - share;
        grad[TIME_SCALE] = -2.0 * es_tame(missing * age / time_scale) * half;
        grad[START] = -2.0 * es_tame(missing / time_scale) * half;
    }
    return theta[CEILING] * share + theta[FLOOR] * (1.0 - share);
}
ES_CURVE(exponential_saturation_floor)

static double exponential_saturation_floor_inverse(const double theta[], double y)
{
    if (!(y > theta[FLOOR] && y < theta[CEILING])) {
        return NAN;
    }
    const double share = (y - theta[FLOOR]) / (theta[CEILING] - theta[FLOOR]);
    return theta[START] - theta[TIME_SCALE] * log1p(-share);
}

/* From nothing: the floor is 0. */
static void exponential_saturation_floor_place(const struct es_landmarks *landmarks,
                                               double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[FLOOR] = 0.0;
    theta[TIME_SCALE] = landmarks->duration_years / log(9.0);
    theta[START] = landmarks->midpoint_years - theta[TIME_SCALE] * log(2.0);
}

static double exponential_saturation_floor_fastest(const double theta[])
{
    return theta[CEILING] > theta[FLOOR] ? theta[START] : NAN;
}

static void exponential_saturation_floor_limits(const double theta[], double *past,
                                                double *future)
{
    *past = theta[FLOOR];
    *future = theta[CEILING];
}

const struct es_model es_model_exponential_saturation_floor = {
    .name = "exponential_saturation_floor",
    .synonyms = "step_response",
    .title = "Exponential saturation with a floor",
    .formula = "F + (K - F) (1 - exp(-(t - s) / T)) for t > s, F before",
    .growth = "dy/dt = (K - y) / T from the start on, where it is largest",
    .about =
        "A level that stood still until something happened at s, and has approached "
        "another one since, each year by the same share of what is missing. With K "
        "below F it falls. The floor needs observations from before s.",
    .source =
        "Bates and Watts (1988), Nonlinear Regression Analysis and Its "
        "Applications, doi:10.1002/9780470316757",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .value = exponential_saturation_floor_value,
    .values = exponential_saturation_floor_values,
    .inverse = exponential_saturation_floor_inverse,
    .place = exponential_saturation_floor_place,
    .fastest = exponential_saturation_floor_fastest,
    .limits = exponential_saturation_floor_limits,
};
