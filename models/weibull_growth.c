/*
 * weibull_growth.c: y(t) = K (1 - exp(-((t - s) / T)^c)) for t > s, 0 before
 *
 * Growth from a start whose steepness c is free: up to 1 it is fastest at the start, at
 * 3.6 nearly symmetric, and above that its end is the more abrupt part.
 *
 * Source: Yang, Kozak and Smith (1978), doi:10.1139/x78-062.
 */
#include "curve.h"
#include "models.h"
#include "search.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { CEILING, EXPONENT, TIME_SCALE, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [EXPONENT] = {"exponent", "c", ES_DIM_NUMBER, "steepness of the growth", 0.0, 1e3},
    [TIME_SCALE] = {"time-scale", "T", ES_DIM_DURATION, "time from the start to 63 %",
                    0.0, INFINITY},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double weibull_growth_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING], exponent = theta[EXPONENT];
    const double age = t - theta[START];
    const double ratio = es_tame(age / theta[TIME_SCALE]);
    const bool started = ratio > 0.0;
    const double log_ratio = es_log(started ? ratio : 1.0);
    const double hazard = es_exp(exponent * log_ratio); /* cumulative */
    const double share = started ? -es_expm1(-hazard) : 0.0;

    if (grad != NULL) {
        const double missing = started ? es_exp(-hazard) : 0.0;
        const double pace = missing > 0.0 ? ceiling * (hazard * missing) : 0.0;
        grad[CEILING] = share;
        grad[EXPONENT] = pace * log_ratio;
        grad[TIME_SCALE] = -pace * exponent / theta[TIME_SCALE];
        grad[START] = -pace * exponent / (started ? age : 1.0);
    }
    return ceiling * share;
}
ES_CURVE(weibull_growth)

/* -log(1 - y/K) = ((t - s) / T)^c. */
static double weibull_growth_straighten(double share)
{
    return -log1p(-share);
}

static double weibull_growth_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    const double hazard = weibull_growth_straighten(y / theta[CEILING]);
    return theta[START] + theta[TIME_SCALE] * exp(log(hazard) / theta[EXPONENT]);
}

/* By how much the duration asked for, in times to the midpoint, exceeds that of the
 * exponent exp(x), which falls as x grows. */
static double excess(double x, const double known[])
{
    const double power = exp(-x);
    const double middle = weibull_growth_straighten(0.5);
    return known[0] - (pow(weibull_growth_straighten(0.9) / middle, power) -
                       pow(weibull_growth_straighten(0.1) / middle, power));
}

static void weibull_growth_place(const struct es_landmarks *landmarks, double theta[])
{
    const double lead = landmarks->midpoint_years - landmarks->launch_years;
    const double known[] = {landmarks->duration_years / lead};
    const double exponent =
        lead > 0.0 ? exp(es_search_root(excess, known, log(1e-2), log(1e3))) : NAN;
    const double middle = weibull_growth_straighten(0.5);
    theta[CEILING] = landmarks->ceiling;
    theta[EXPONENT] = exponent;
    theta[TIME_SCALE] = lead * pow(middle, -1.0 / exponent);
    theta[START] = lead > 0.0 ? landmarks->launch_years : NAN;
}

static void weibull_growth_spread(const struct es_span *span, const double u[],
                                  double theta[])
{
    theta[CEILING] = 1.0;
    theta[EXPONENT] = es_spread_log(0.3, 10.0, u[0]);
    theta[START] = es_spread_start(span, u[1]);
    theta[TIME_SCALE] = (span->to_years - theta[START]) * es_spread_log(0.05, 10.0, u[2]);
}

static double weibull_growth_fastest(const double theta[])
{
    const double c = theta[EXPONENT];
    return theta[START] + theta[TIME_SCALE] * (c > 1.0 ? exp(log1p(-1.0 / c) / c) : 0.0);
}

static void weibull_growth_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_weibull_growth = {
    .name = "weibull_growth",
    .synonyms = "weibull janoschek",
    .title = "Weibull growth",
    .formula = "K (1 - exp(-((t - s) / T)^c)) for t > s, 0 before",
    .growth = "dy/dt = (c/T) ((t - s)/T)^(c-1) (K - y), largest at s for c <= 1",
    .about =
        "Growth from a start whose steepness is free: c = 1 is exponential "
        "saturation, c = 3.6 nearly symmetric, and above that the end is more abrupt "
        "than the beginning.",
    .source = "Yang, Kozak and Smith (1978), doi:10.1139/x78-062",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .has_launch = true,
    .rises = true,
    .value = weibull_growth_value,
    .values = weibull_growth_values,
    .inverse = weibull_growth_inverse,
    .place = weibull_growth_place,
    .spread_count = 3,
    .spread = weibull_growth_spread,
    .fastest = weibull_growth_fastest,
    .limits = weibull_growth_limits,
};
