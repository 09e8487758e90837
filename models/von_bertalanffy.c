/*
 * von_bertalanffy.c: y(t) = K (1 - exp(-r (t - s)))^3 for t > s, 0 before
 *
 * The growth of a mass: what is taken up goes with the surface, what is lost with the
 * mass. Fastest at 8/27 (30 %) of the ceiling.
 *
 * Source: von Bertalanffy (1957), doi:10.1086/401873.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, RATE, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double von_bertalanffy_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING], rate = theta[RATE];
    const double since = t - theta[START];
    const double age = since > 0.0 ? since : 0.0;
    const double length = -es_expm1(-rate * age); /* beside its ceiling */
    const double share = length * length * length;

    if (grad != NULL) {
        const double pace = 3.0 * length * length * (1.0 - length);
        grad[CEILING] = share;
        grad[RATE] = ceiling * pace * age;
        grad[START] = -ceiling * pace * rate;
    }
    return ceiling * share;
}
ES_CURVE(von_bertalanffy)

/* log(1 - (y/K)^(1/3)) = -r (t - s), a straight line in t. */
static double von_bertalanffy_straighten(double share)
{
    return log1p(-cbrt(share));
}

static double von_bertalanffy_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    return theta[START] - von_bertalanffy_straighten(y / theta[CEILING]) / theta[RATE];
}

static void von_bertalanffy_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[RATE] = (von_bertalanffy_straighten(0.1) - von_bertalanffy_straighten(0.9)) /
                  landmarks->duration_years;
    theta[START] =
        landmarks->midpoint_years + von_bertalanffy_straighten(0.5) / theta[RATE];
}

static double von_bertalanffy_fastest(const double theta[])
{
    return theta[START] + log(3.0) / theta[RATE];
}

static void von_bertalanffy_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_von_bertalanffy = {
    .name = "von_bertalanffy",
    .synonyms = "bertalanffy",
    .title = "Von Bertalanffy",
    .formula = "K (1 - exp(-r (t - s)))^3 for t > s, 0 before",
    .growth = "dy/dt = 3 r ((y/K)^(2/3) - y/K) K, largest at y = 8/27 K, ln(3)/r after s",
    .about =
        "The growth of a mass: what is taken up goes with the surface, what is lost "
        "with the mass. It starts at s, is fastest at 30 % of the ceiling and ends "
        "slowly. The length of the same body follows monomolecular.",
    .source = "von Bertalanffy (1957), doi:10.1086/401873",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = von_bertalanffy_value,
    .values = von_bertalanffy_values,
    .inverse = von_bertalanffy_inverse,
    .place = von_bertalanffy_place,
    .fastest = von_bertalanffy_fastest,
    .limits = von_bertalanffy_limits,
};
