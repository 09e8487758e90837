/*
 * logistic_floor.c: y(t) = F + (K - F) / (1 + exp(-r (t - m)))
 *
 * The logistic curve that starts from a level other than nothing; with K below F it
 * falls.
 *
 * Source: De Lean, Munson and Rodbard (1978), doi:10.1152/ajpendo.1978.235.2.E97.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, FLOOR, RATE, MIDPOINT, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
                 INFINITY},
    [FLOOR] = {"floor", "F", ES_DIM_LEVEL, "level in the beginning", -INFINITY, INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [MIDPOINT] = {"midpoint", "m", ES_DIM_TIME, "time halfway between F and K", -INFINITY,
                  INFINITY},
};

ES_INLINE double logistic_floor_at(const double theta[], double t, double grad[])
{
    const double rate = theta[RATE];
    const double age = t - theta[MIDPOINT];
    double pace;
    const double share = es_logistic_share(rate * age, &pace);

    if (grad != NULL) {
        const double half = 0.5 * theta[CEILING] - 0.5 * theta[FLOOR];
        grad[CEILING] = share;
        grad[FLOOR] = 1.0 - share;
        grad[RATE] = 2.0 * es_tame(pace * age) * half;
        grad[MIDPOINT] = -2.0 * es_tame(pace * rate) * half;
    }
    return theta[CEILING] * share + theta[FLOOR] * (1.0 - share);
}
ES_CURVE(logistic_floor)

static double logistic_floor_inverse(const double theta[], double y)
{
    if (!(y > theta[FLOOR] && y < theta[CEILING])) {
        return NAN;
    }
    return theta[MIDPOINT] +
           (log(y - theta[FLOOR]) - log(theta[CEILING] - y)) / theta[RATE];
}

/* From nothing: the floor is 0. */
static void logistic_floor_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[FLOOR] = 0.0;
    theta[RATE] = log(81.0) / landmarks->duration_years;
    theta[MIDPOINT] = landmarks->midpoint_years;
}

static double logistic_floor_fastest(const double theta[])
{
    return theta[CEILING] > theta[FLOOR] ? theta[MIDPOINT] : NAN;
}

static void logistic_floor_limits(const double theta[], double *past, double *future)
{
    *past = theta[FLOOR];
    *future = theta[CEILING];
}

const struct es_model es_model_logistic_floor = {
    .name = "logistic_floor",
    .synonyms = "four_parameter_logistic 4pl",
    .title = "Logistic with a floor",
    .formula = "F + (K - F) / (1 + exp(-r (t - m)))",
    .growth = "dy/dt = r (y - F) (K - y) / (K - F), largest at t = m, halfway",
    .about =
        "The logistic curve between two levels: for what was there before the growth "
        "began. With K below F it falls. The floor needs observations from before "
        "the rise.",
    .source = "De Lean, Munson and Rodbard (1978), doi:10.1152/ajpendo.1978.235.2.E97",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .value = logistic_floor_value,
    .values = logistic_floor_values,
    .inverse = logistic_floor_inverse,
    .place = logistic_floor_place,
    .fastest = logistic_floor_fastest,
    .limits = logistic_floor_limits,
};
