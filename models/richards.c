/*
 * richards.c: y(t) = K (1 + n exp(-r (t - m)))^(-1/n)
 *
 * The S-curve whose asymmetry n is free: n = 1 is the logistic, n towards 0 the Gompertz,
 * and above 1 the end is more abrupt than the beginning. Growth is fastest at t = m.
 *
 * Source: Richards (1959), doi:10.1093/jxb/10.2.290.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, RATE, PEAK, SHAPE, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [PEAK] = {"peak", "m", ES_DIM_TIME, "time of the fastest growth", -INFINITY,
              INFINITY},
    [SHAPE] = {"shape", "n", ES_DIM_NUMBER, "asymmetry, 1 for the logistic", 1e-3, 1e3},
};

ES_INLINE double richards_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double shape = theta[SHAPE];
    const double age = t - theta[PEAK];

    /* log(1 + n exp(-r age)); before the peak the large exponential is taken out, after
     * it what the sum loses in rounding is added again. */
    const double steps = es_tame(theta[RATE] * fabs(age));
    const double decay = es_exp(-steps);
    const bool before = age < 0.0;
    const double sum = before ? decay + shape : 1.0 + shape * decay;
    const double lost = before ? steps : (shape * decay - (sum - 1.0)) / sum;
    const double delay = es_log(sum) + lost;
    const double share = es_exp(-delay / shape);

    if (grad != NULL) {
        const double slack = (before ? 1.0 : decay) / sum;
        const double pace = ceiling * share * slack;
        grad[CEILING] = share;
        grad[RATE] = pace * age;
        grad[PEAK] = -pace * theta[RATE];
        grad[SHAPE] = ceiling * share * (delay / shape - slack) / shape;
    }
    return ceiling * share;
}
ES_CURVE(richards)

/* log((y/K)^-n - 1) = log(n) - r (t - m), a straight line in t; written so that a large
 * power does not overflow. */
static double richards_straighten(double share, double shape)
{
    const double power = -shape * log(share);
    return power + log(-expm1(-power));
}

static double richards_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    const double line = richards_straighten(y / theta[CEILING], theta[SHAPE]);
    return theta[PEAK] + (log(theta[SHAPE]) - line) / theta[RATE];
}

static void richards_place(const struct es_landmarks *landmarks, double theta[])
{
    const double shape = landmarks->shape;
    theta[CEILING] = landmarks->ceiling;
    theta[RATE] = (richards_straighten(0.1, shape) - richards_straighten(0.9, shape)) /
                  landmarks->duration_years;
    theta[PEAK] = landmarks->midpoint_years +
                  (richards_straighten(0.5, shape) - log(shape)) / theta[RATE];
    theta[SHAPE] = shape;
}

static double richards_fastest(const double theta[])
{
    return theta[PEAK];
}

static void richards_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_richards = {
    .name = "richards",
    .title = "Richards",
    .formula = "K (1 + n exp(-r (t - m)))^(-1/n)",
    .growth = "dy/dt = (r/n) y (1 - (y/K)^n), largest at t = m, y = K (1 + n)^(-1/n)",
    .about =
        "The S-curve whose asymmetry n is free: n = 1 is the logistic, n towards 0 "
        "the Gompertz, and above 1 the end is more abrupt than the beginning. Few "
        "series tell n apart from the ceiling before the curve has bent.",
    .source = "Richards (1959), doi:10.1093/jxb/10.2.290",
    .has_shape = true,
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = richards_value,
    .values = richards_values,
    .inverse = richards_inverse,
    .place = richards_place,
    .fastest = richards_fastest,
    .limits = richards_limits,
};
