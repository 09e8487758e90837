/*
 * logistic.c: y(t) = K / (1 + exp(-r (t - m)))
 *
 * The symmetric S-curve: the second half takes as long as the first. It suits a service
 * whose users bring the next ones.
 *
 * Source: Verhulst (1838), as reviewed by Tsoularis and Wallace (2002),
 * doi:10.1016/S0025-5564(02)00096-2.
 */
#include "curve.h"
#include "models.h"

#include <math.h>

enum { CEILING, RATE, MIDPOINT, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the early growth", 0.0, 1e3},
    [MIDPOINT] = {"midpoint", "m", ES_DIM_TIME, "time at half the ceiling", -2e4, 2e4},
};

ES_INLINE double logistic_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double rate = theta[RATE];
    const double age = t - theta[MIDPOINT];

    /* The smaller of share and 1 - share over the larger: never overflows. */
    const double odds = es_exp(-rate * fabs(age));
    const double share = (age < 0.0 ? odds : 1.0) / (1.0 + odds);

    if (grad != NULL) {
        const double pace = odds / ((1.0 + odds) * (1.0 + odds));
        grad[CEILING] = share;
        grad[RATE] = ceiling * pace * age;
        grad[MIDPOINT] = -ceiling * pace * rate;
    }
    return ceiling * share;
}
ES_CURVE(logistic)

/* log(y / (K - y)) = r (t - m), a straight line in t. */
static double logistic_straighten(double share)
{
    return log(share) - log1p(-share);
}

static double logistic_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    return theta[MIDPOINT] + logistic_straighten(y / theta[CEILING]) / theta[RATE];
}

static void logistic_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[RATE] =
        (logistic_straighten(0.9) - logistic_straighten(0.1)) / landmarks->duration_years;
    theta[MIDPOINT] = landmarks->midpoint_years;
}

const struct es_model es_model_logistic = {
    .name = "logistic",
    .title = "Logistic",
    .formula = "K / (1 + exp(-r (t - m)))",
    .source =
        "Verhulst (1838); Tsoularis and Wallace (2002), "
        "doi:10.1016/S0025-5564(02)00096-2",
    .param_count = PARAM_COUNT,
    .params = params,
    .value = logistic_value,
    .values = logistic_values,
    .inverse = logistic_inverse,
    .place = logistic_place,
};
