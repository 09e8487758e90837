/*
 * log_logistic.c: y(t) = K / (1 + ((t - l) / s)^-c) for t > l, 0 before
 *
 * Growth that starts at a known launch and whose late part drags on: the time since the
 * launch counts by its ratios, so that the way from 50 to 90 % takes longer than the way
 * from 10 to 50 %.
 *
 * Source: Fisk (1961), doi:10.2307/1909287.
 */
#include "curve.h"
#include "models.h"

#include <math.h>

enum { CEILING, EXPONENT, SCALE, LAUNCH, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [EXPONENT] = {"exponent", "c", ES_DIM_NUMBER, "steepness of the growth", 0.0, 1e3},
    [SCALE] = {"scale", "s", ES_DIM_DURATION, "time from the launch to half the ceiling",
               1e-6, INFINITY},
    [LAUNCH] = {"launch", "l", ES_DIM_TIME, "time when growth starts", -2e4, 2e4},
};

ES_INLINE double log_logistic_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double exponent = theta[EXPONENT];
    const double age = t - theta[LAUNCH];
    const double ratio = age / theta[SCALE];
    const double started = ratio > 0.0 ? 1.0 : 0.0; /* before the launch all is 0 */

    /* The smaller of share and 1 - share over the larger: never overflows. */
    const double log_ratio = es_log(ratio > 0.0 ? ratio : 1.0);
    const double odds = started * es_exp(-exponent * fabs(log_ratio));
    const double share = (log_ratio < 0.0 ? odds : started) / (1.0 + odds);

    if (grad != NULL) {
        const double pace = ceiling * odds / ((1.0 + odds) * (1.0 + odds));
        grad[CEILING] = share;
        grad[EXPONENT] = pace * log_ratio;
        grad[SCALE] = -pace * exponent / theta[SCALE];
        grad[LAUNCH] = -pace * exponent / (ratio > 0.0 ? age : 1.0);
    }
    return ceiling * share;
}
ES_CURVE(log_logistic)

/* log(y / (K - y)) = c log((t - l) / s), a straight line in the log of the age. */
static double log_logistic_straighten(double share)
{
    return log(share) - log1p(-share);
}

static double log_logistic_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    const double log_ratio =
        log_logistic_straighten(y / theta[CEILING]) / theta[EXPONENT];
    return theta[LAUNCH] + theta[SCALE] * exp(log_ratio);
}

/* 10 % is reached at age s 9^(-1/c) and 90 % at age s 9^(1/c): D = 2 s sinh(log(9) / c).
 */
static void log_logistic_place(const struct es_landmarks *landmarks, double theta[])
{
    const double scale = landmarks->midpoint_years - landmarks->launch_years;
    if (!(scale > 0.0)) {
        for (int k = 0; k < PARAM_COUNT; k++) {
            theta[k] = NAN;
        }
        return;
    }
    theta[CEILING] = landmarks->ceiling;
    theta[EXPONENT] =
        log_logistic_straighten(0.9) / asinh(landmarks->duration_years / (2.0 * scale));
    theta[SCALE] = scale;
    theta[LAUNCH] = landmarks->launch_years;
}

const struct es_model es_model_log_logistic = {
    .name = "log_logistic",
    .title = "Log-logistic",
    .formula = "K / (1 + ((t - l) / s)^-c) for t > l, 0 before",
    .source = "Fisk (1961), doi:10.2307/1909287",
    .has_launch = true,
    .param_count = PARAM_COUNT,
    .params = params,
    .value = log_logistic_value,
    .values = log_logistic_values,
    .inverse = log_logistic_inverse,
    .place = log_logistic_place,
};
