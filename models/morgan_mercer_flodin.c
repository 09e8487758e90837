/*
 * morgan_mercer_flodin.c: y(t) = F + (K - F) / (1 + ((t - l) / s)^-c) for t > l, F before
 *
 * The log-logistic curve that starts from a level other than nothing.
 *
 * Source: Morgan, Mercer and Flodin (1975), doi:10.1073/pnas.72.11.4327.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, FLOOR, EXPONENT, SCALE, LAUNCH, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
                 INFINITY},
    [FLOOR] = {"floor", "F", ES_DIM_LEVEL, "level until the launch", -INFINITY, INFINITY},
    [EXPONENT] = {"exponent", "c", ES_DIM_NUMBER, "steepness of the growth", 0.0, 1e3},
    [SCALE] = {"scale", "s", ES_DIM_DURATION, "time from the launch to halfway", 0.0,
               INFINITY},
    [LAUNCH] = {"launch", "l", ES_DIM_TIME, "time when growth starts", -INFINITY,
                INFINITY},
};

ES_INLINE double morgan_mercer_flodin_at(const double theta[], double t, double grad[])
{
    struct es_hill_slope slope;
    const double share =
        es_hill_share(theta[EXPONENT], theta[SCALE], t - theta[LAUNCH], &slope);
    if (grad != NULL) {
        const double half = 0.5 * theta[CEILING] - 0.5 * theta[FLOOR];
        grad[CEILING] = share;
        grad[FLOOR] = 1.0 - share;
        grad[EXPONENT] = 2.0 * slope.by_exponent * half;
        grad[SCALE] = 2.0 * es_tame(slope.by_scale) * half;
        grad[LAUNCH] = -2.0 * es_tame(slope.by_age) * half;
    }
    return theta[CEILING] * share + theta[FLOOR] * (1.0 - share);
}
ES_CURVE(morgan_mercer_flodin)

static double morgan_mercer_flodin_inverse(const double theta[], double y)
{
    if (!(y > theta[FLOOR] && y < theta[CEILING])) {
        return NAN;
    }
    const double log_odds = log(y - theta[FLOOR]) - log(theta[CEILING] - y);
    return theta[LAUNCH] + theta[SCALE] * exp(log_odds / theta[EXPONENT]);
}

/* From nothing: the floor is 0. Half is reached at age s, 10 and 90 % at s 9^(-1/c) and
 * s 9^(1/c). */
static void morgan_mercer_flodin_place(const struct es_landmarks *landmarks,
                                       double theta[])
{
    const double lead = landmarks->midpoint_years - landmarks->launch_years;
    const double scale = lead > 0.0 ? lead : NAN;
    theta[CEILING] = landmarks->ceiling;
    theta[FLOOR] = 0.0;
    theta[EXPONENT] = log(9.0) / asinh(landmarks->duration_years / (2.0 * scale));
    theta[SCALE] = scale;
    theta[LAUNCH] = landmarks->midpoint_years - scale;
}

static double morgan_mercer_flodin_fastest(const double theta[])
{
    const double c = theta[EXPONENT];
    const double ratio = c > 1.0 ? exp((log(c - 1.0) - log(c + 1.0)) / c) : 0.0;
    return theta[CEILING] > theta[FLOOR] ? theta[LAUNCH] + theta[SCALE] * ratio : NAN;
}

static void morgan_mercer_flodin_limits(const double theta[], double *past,
                                        double *future)
{
    *past = theta[FLOOR];
    *future = theta[CEILING];
}

const struct es_model es_model_morgan_mercer_flodin = {
    .name = "morgan_mercer_flodin",
    .synonyms = "mmf log_logistic_floor",
    .title = "Morgan-Mercer-Flodin",
    .formula = "F + (K - F) / (1 + ((t - l) / s)^-c) for t > l, F before",
    .growth = "dy/dt = c (y - F) (K - y) / ((K - F) (t - l)), largest at l for c <= 1",
    .about =
        "The log-logistic curve that starts from a level F: made for what nutrition "
        "does to an animal. Its late part drags on by powers of the time since the "
        "launch. With K below F it falls.",
    .source = "Morgan, Mercer and Flodin (1975), doi:10.1073/pnas.72.11.4327",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .has_launch = true,
    .value = morgan_mercer_flodin_value,
    .values = morgan_mercer_flodin_values,
    .inverse = morgan_mercer_flodin_inverse,
    .place = morgan_mercer_flodin_place,
    .fastest = morgan_mercer_flodin_fastest,
    .limits = morgan_mercer_flodin_limits,
};
