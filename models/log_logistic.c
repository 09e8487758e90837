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
#include "share.h"

#include <math.h>

enum { CEILING, EXPONENT, SCALE, LAUNCH, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [EXPONENT] = {"exponent", "c", ES_DIM_NUMBER, "steepness of the growth", 0.0, 1e3},
    [SCALE] = {"scale", "s", ES_DIM_DURATION, "time from the launch to half the ceiling",
               0.0, INFINITY},
    [LAUNCH] = {"launch", "l", ES_DIM_TIME, "time when growth starts", -INFINITY,
                INFINITY},
};

ES_INLINE double log_logistic_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    struct es_hill_slope slope;
    const double share =
        es_hill_share(theta[EXPONENT], theta[SCALE], t - theta[LAUNCH], &slope);
    if (grad != NULL) {
        grad[CEILING] = share;
        grad[EXPONENT] = ceiling * slope.by_exponent;
        grad[SCALE] = ceiling * slope.by_scale;
        grad[LAUNCH] = -ceiling * slope.by_age;
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

static double log_logistic_fastest(const double theta[])
{
    const double c = theta[EXPONENT];
    const double ratio = c > 1.0 ? exp((log(c - 1.0) - log(c + 1.0)) / c) : 0.0;
    return theta[LAUNCH] + theta[SCALE] * ratio;
}

static void log_logistic_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_log_logistic = {
    .name = "log_logistic",
    .synonyms = "hill fisk",
    .title = "Log-logistic",
    .formula = "K / (1 + ((t - l) / s)^-c) for t > l, 0 before",
    .growth = "dy/dt = c y (1 - y/K) / (t - l), largest at y = K (c-1)/(2c), or at l",
    .about =
        "Growth that starts at a launch and whose late part drags on: the time since "
        "the launch counts by its ratios, so that the way from 50 to 90 % takes longer "
        "than the way from 10 to 50 %. As a curve of a dose it is Hill's.",
    .source = "Fisk (1961), doi:10.2307/1909287",
    .has_launch = true,
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = log_logistic_value,
    .values = log_logistic_values,
    .inverse = log_logistic_inverse,
    .place = log_logistic_place,
    .fastest = log_logistic_fastest,
    .limits = log_logistic_limits,
};
