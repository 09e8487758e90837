/*
 * mirrored_gompertz.c: y(t) = K (1 - exp(-exp(r (t - m))))
 *
 * The Gompertz curve turned by half a turn: a long slow beginning, fastest growth at t =
 * m, when 63 % has been reached, then an abrupt end. It suits a service that an
 * obligation completes.
 *
 * Source: the distribution of smallest values in Gumbel (1958), Statistics of Extremes.
 */
#include "curve.h"
#include "models.h"

#include <math.h>

enum { CEILING, RATE, PEAK, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the early growth", 0.0, INFINITY},
    [PEAK] = {"peak", "m", ES_DIM_TIME, "time of the fastest growth", -INFINITY,
              INFINITY},
};

ES_INLINE double mirrored_gompertz_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double rate = theta[RATE];
    const double age = t - theta[PEAK];

    const double pressure = es_exp(rate * age);
    const double share = -es_expm1(-pressure);

    if (grad != NULL) {
        const double missing = es_exp(-pressure);
        const double pace = missing > 0.0 ? pressure * missing : 0.0;
        grad[CEILING] = share;
        grad[RATE] = ceiling * pace * age;
        grad[PEAK] = -ceiling * pace * rate;
    }
    return ceiling * share;
}
ES_CURVE(mirrored_gompertz)

/* log(-log(1 - y/K)) = r (t - m), a straight line in t. */
static double mirrored_gompertz_straighten(double share)
{
    return log(-log1p(-share));
}

static double mirrored_gompertz_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    return theta[PEAK] + mirrored_gompertz_straighten(y / theta[CEILING]) / theta[RATE];
}

static void mirrored_gompertz_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[RATE] =
        (mirrored_gompertz_straighten(0.9) - mirrored_gompertz_straighten(0.1)) /
        landmarks->duration_years;
    theta[PEAK] =
        landmarks->midpoint_years - mirrored_gompertz_straighten(0.5) / theta[RATE];
}

static double mirrored_gompertz_fastest(const double theta[])
{
    return theta[PEAK];
}

static void mirrored_gompertz_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_mirrored_gompertz = {
    .name = "mirrored_gompertz",
    .title = "Mirrored Gompertz",
    .formula = "K (1 - exp(-exp(r (t - m))))",
    .growth = "dy/dt = -r (K - y) ln(1 - y/K), largest at t = m, where y = 0.63 K",
    .about =
        "The Gompertz curve turned by half a turn: a long slow beginning, then an "
        "abrupt end, as where an obligation completes a service. Fastest when 63 % "
        "have been reached.",
    .source =
        "Gumbel (1958), Statistics of Extremes, Columbia University Press, New "
        "York: the law of smallest values",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = mirrored_gompertz_value,
    .values = mirrored_gompertz_values,
    .inverse = mirrored_gompertz_inverse,
    .place = mirrored_gompertz_place,
    .fastest = mirrored_gompertz_fastest,
    .limits = mirrored_gompertz_limits,
};
