/*
 * gompertz_floor.c: y(t) = F + (K - F) exp(-exp(-r (t - m)))
 *
 * The Gompertz curve that starts from a level other than nothing.
 *
 * Source: Zwietering, Jongenburger, Rombouts and van 't Riet (1990),
 * doi:10.1128/aem.56.6.1875-1881.1990.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, FLOOR, RATE, PEAK, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
                 INFINITY},
    [FLOOR] = {"floor", "F", ES_DIM_LEVEL, "level in the beginning", -INFINITY, INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [PEAK] = {"peak", "m", ES_DIM_TIME, "time of the fastest growth", -INFINITY,
              INFINITY},
};

ES_INLINE double gompertz_floor_at(const double theta[], double t, double grad[])
{
    const double rate = theta[RATE];
    const double age = t - theta[PEAK];
    double pace;
    const double share = es_gompertz_share(rate * age, &pace);

    if (grad != NULL) {
        const double half = 0.5 * theta[CEILING] - 0.5 * theta[FLOOR];
        grad[CEILING] = share;
        grad[FLOOR] = 1.0 - share;
        grad[RATE] = 2.0 * es_tame(pace * age) * half;
        grad[PEAK] = -2.0 * es_tame(pace * rate) * half;
    }
    return theta[CEILING] * share + theta[FLOOR] * (1.0 - share);
}
ES_CURVE(gompertz_floor)

/* log(-log(share)) = r m - r t, a straight line in t. */
static double gompertz_floor_straighten(double share)
{
    return log(-log(share));
}

static double gompertz_floor_inverse(const double theta[], double y)
{
    if (!(y > theta[FLOOR] && y < theta[CEILING])) {
        return NAN;
    }
    const double share = (y - theta[FLOOR]) / (theta[CEILING] - theta[FLOOR]);
    return theta[PEAK] - gompertz_floor_straighten(share) / theta[RATE];
}

/* From nothing: the floor is 0. */
static void gompertz_floor_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[FLOOR] = 0.0;
    theta[RATE] = (gompertz_floor_straighten(0.1) - gompertz_floor_straighten(0.9)) /
                  landmarks->duration_years;
    theta[PEAK] =
        landmarks->midpoint_years + gompertz_floor_straighten(0.5) / theta[RATE];
}

static double gompertz_floor_fastest(const double theta[])
{
    return theta[CEILING] > theta[FLOOR] ? theta[PEAK] : NAN;
}

static void gompertz_floor_limits(const double theta[], double *past, double *future)
{
    *past = theta[FLOOR];
    *future = theta[CEILING];
}

const struct es_model es_model_gompertz_floor = {
    .name = "gompertz_floor",
    .title = "Gompertz with a floor",
    .formula = "F + (K - F) exp(-exp(-r (t - m)))",
    .growth = "dy/dt = r (y - F) ln((K - F)/(y - F)), largest at t = m, 37 % of the way",
    .about =
        "The Gompertz curve between two levels: for what was there before the growth "
        "began, as the logarithm of a number of bacteria. The floor needs "
        "observations from before the rise.",
    .source =
        "Zwietering, Jongenburger, Rombouts and van 't Riet (1990), "
        "doi:10.1128/aem.56.6.1875-1881.1990",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .value = gompertz_floor_value,
    .values = gompertz_floor_values,
    .inverse = gompertz_floor_inverse,
    .place = gompertz_floor_place,
    .fastest = gompertz_floor_fastest,
    .limits = gompertz_floor_limits,
};
