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

#include <math.h>

enum { CEILING, TIME_SCALE, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [TIME_SCALE] = {"time-scale", "T", ES_DIM_DURATION,
                    "time to win 63 % of what is missing", 1e-6, INFINITY},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -2e4, 2e4},
};

ES_INLINE double exponential_saturation_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double time_scale = theta[TIME_SCALE];
    const double since = t - theta[START];
    const double age = (since > 0.0 ? since : 0.0) / time_scale;

    const double share = -es_expm1(-age);

    if (grad != NULL) {
        const double missing = age > 0.0 ? 1.0 - share : 0.0;
        grad[CEILING] = share;
        grad[TIME_SCALE] = -ceiling * missing * age / time_scale;
        grad[START] = -ceiling * missing / time_scale;
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

const struct es_model es_model_exponential_saturation = {
    .name = "exponential_saturation",
    .title = "Exponential saturation",
    .formula = "K (1 - exp(-(t - s) / T)) for t > s, 0 before",
    .source = "Fourt and Woodlock (1960), Journal of Marketing 25(2)",
    .param_count = PARAM_COUNT,
    .params = params,
    .value = exponential_saturation_value,
    .values = exponential_saturation_values,
    .inverse = exponential_saturation_inverse,
    .place = exponential_saturation_place,
};
