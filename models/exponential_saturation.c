/*
 * exponential_saturation.c: y(t) = K (1 - exp(-(t - s) / T)) for t > s, 0 before
 *
 * No slow beginning: growth is fastest at the start and slackens from then on, as each
 * year wins the same share of those who are still missing. It suits a service that
 * everyone hears of at once.
 *
 * Source: Fourt and Woodlock (1960), Journal of Marketing 25(2).
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, TIME_SCALE, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [TIME_SCALE] = {"time-scale", "T", ES_DIM_DURATION,
                    "time to win 63 % of what is missing", 0.0, INFINITY},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double exponential_saturation_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double time_scale = theta[TIME_SCALE];
    const double age = es_tame((t - theta[START]) / time_scale);
    const bool started = age > 0.0;
    const double share = -es_expm1(started ? -age : 0.0);

    if (grad != NULL) {
        const double pace = started ? ceiling * (1.0 - share) : 0.0;
        grad[CEILING] = share;
        grad[TIME_SCALE] = -pace * age / time_scale;
        grad[START] = -pace / time_scale;
    }
    return ceiling * share;
}
ES_CURVE(exponential_saturation)

/* log(1 - y/K) = -(t - s) / T, a straight line in t. */
static double exponential_saturation_straighten(double share)
{
    return log1p(-share);
}

static double exponential_saturation_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    return theta[START] -
           theta[TIME_SCALE] * exponential_saturation_straighten(y / theta[CEILING]);
}

static void exponential_saturation_place(const struct es_landmarks *landmarks,
                                         double theta[])
{
    const double duration_in_scales =
        exponential_saturation_straighten(0.1) - exponential_saturation_straighten(0.9);
    theta[CEILING] = landmarks->ceiling;
    theta[TIME_SCALE] = landmarks->duration_years / duration_in_scales;
    theta[START] = landmarks->midpoint_years +
                   theta[TIME_SCALE] * exponential_saturation_straighten(0.5);
}

static double exponential_saturation_fastest(const double theta[])
{
    return theta[START];
}

static void exponential_saturation_limits(const double theta[], double *past,
                                          double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_exponential_saturation = {
    .name = "exponential_saturation",
    .title = "Exponential saturation",
    .formula = "K (1 - exp(-(t - s) / T)) for t > s, 0 before",
    .growth = "dy/dt = (K - y) / T, largest at the start",
    .about =
        "No slow beginning: growth is fastest at the start and slackens from then on, "
        "as each year wins the same share of those who are still missing. It suits a "
        "service that everyone hears of at once.",
    .source =
        "Fourt and Woodlock (1960), Early prediction of market success for new "
        "grocery products, Journal of Marketing 25(2), 31-38",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = exponential_saturation_value,
    .values = exponential_saturation_values,
    .inverse = exponential_saturation_inverse,
    .place = exponential_saturation_place,
    .fastest = exponential_saturation_fastest,
    .limits = exponential_saturation_limits,
};
