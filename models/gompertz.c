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

#include <math.h>

enum { CEILING, RATE, PEAK, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, 1e3},
    [PEAK] = {"peak", "m", ES_DIM_TIME, "time of the fastest growth", -2e4, 2e4},
};

ES_INLINE double gompertz_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double rate = theta[RATE];
    const double age = t - theta[PEAK];

    const double delay = es_exp(-rate * age);
    const double share = es_exp(-delay);

    if (grad != NULL) {
        /* 0 and not NaN where the delay is infinite. */
        const double pace = share > 0.0 ? delay * share : 0.0;
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

const struct es_model es_model_gompertz = {
    .name = "gompertz",
    .title = "Gompertz",
    .formula = "K exp(-exp(-r (t - m)))",
    .source = "Tjørve and Tjørve (2017), doi:10.1371/journal.pone.0178691",
    .param_count = PARAM_COUNT,
    .params = params,
    .value = gompertz_value,
    .values = gompertz_values,
    .inverse = gompertz_inverse,
    .place = gompertz_place,
};
