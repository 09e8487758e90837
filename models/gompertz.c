/*
 * gompertz.c: y(t) = K exp(-exp(-r (t - m)))
 *
 * An S-curve that is not symmetric: growth is fastest at t = m, when only K/e (37 %) has
 * been reached, and slackens slowly after. It suits a service that spreads quickly among
 * its first users and wins the last ones late.
 *
 * Source: Tjørve and Tjørve (2017), doi:10.1371/journal.pone.0178691, form of type I.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, RATE, PEAK, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [PEAK] = {"peak", "m", ES_DIM_TIME, "time of the fastest growth", -INFINITY,
              INFINITY},
};

ES_INLINE double gompertz_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double rate = theta[RATE];
    const double age = t - theta[PEAK];

    double pace;
    const double share = es_gompertz_share(rate * age, &pace);

    if (grad != NULL) {
        grad[CEILING] = share;
        grad[RATE] = ceiling * pace * age;
        grad[PEAK] = -ceiling * pace * rate;
    }
    return ceiling * share;
}
ES_CURVE(gompertz)

/* log(-log(y/K)) = r m - r t, a straight line in t. */
static double gompertz_straighten(double share)
{
    return log(-log(share));
}

static double gompertz_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    return theta[PEAK] - gompertz_straighten(y / theta[CEILING]) / theta[RATE];
}

static void gompertz_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[RATE] =
        (gompertz_straighten(0.1) - gompertz_straighten(0.9)) / landmarks->duration_years;
    theta[PEAK] = landmarks->midpoint_years + gompertz_straighten(0.5) / theta[RATE];
}

static double gompertz_fastest(const double theta[])
{
    return theta[PEAK];
}

static void gompertz_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_gompertz = {
    .name = "gompertz",
    .title = "Gompertz",
    .formula = "K exp(-exp(-r (t - m)))",
    .growth = "dy/dt = r y ln(K/y), largest at t = m, where y = K/e (37 %)",
    .about =
        "An S-curve that is not symmetric: it spreads quickly among the first users "
        "and wins the last ones late. From 10 to 90 % it takes 3.1/r, and more than "
        "half of that comes after the middle.",
    .source = "Tjørve and Tjørve (2017), doi:10.1371/journal.pone.0178691",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = gompertz_value,
    .values = gompertz_values,
    .inverse = gompertz_inverse,
    .place = gompertz_place,
    .fastest = gompertz_fastest,
    .limits = gompertz_limits,
};
