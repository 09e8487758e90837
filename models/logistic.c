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
#include "share.h"

#include <math.h>

enum { CEILING, RATE, MIDPOINT, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the early growth", 0.0, INFINITY},
    [MIDPOINT] = {"midpoint", "m", ES_DIM_TIME, "time at half the ceiling", -INFINITY,
                  INFINITY},
};

ES_INLINE double logistic_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double rate = theta[RATE];
    const double age = t - theta[MIDPOINT];

    double pace;
    const double share = es_logistic_share(rate * age, &pace);

    if (grad != NULL) {
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

static double logistic_fastest(const double theta[])
{
    return theta[MIDPOINT];
}

static void logistic_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_logistic = {
    .name = "logistic",
    .synonyms = "verhulst",
    .title = "Logistic",
    .formula = "K / (1 + exp(-r (t - m)))",
    .growth = "dy/dt = r y (1 - y/K), largest at t = m, where y = K/2",
    .about =
        "The symmetric S-curve: those who have it bring the next ones, until few are "
        "left; the second half takes as long as the first. From 10 to 90 % it takes "
        "ln(81)/r = 4.4/r. The first curve to try.",
    .source =
        "Verhulst (1838); Tsoularis and Wallace (2002), "
        "doi:10.1016/S0025-5564(02)00096-2",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = logistic_value,
    .values = logistic_values,
    .inverse = logistic_inverse,
    .place = logistic_place,
    .fastest = logistic_fastest,
    .limits = logistic_limits,
};
