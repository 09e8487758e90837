/*
 * michaelis_menten.c: y(t) = K (t - s) / (T + t - s) for t > s, 0 before
 *
 * Saturation that slackens slowly: half after T, 90 % after 9 T.
 *
 * Source: Michaelis and Menten (1913), translated by Johnson and Goody (2011),
 * doi:10.1021/bi201284u.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, HALF_TIME, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [HALF_TIME] = {"half-time", "T", ES_DIM_DURATION,
                   "time from the start to half the ceiling", 0.0, INFINITY},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double michaelis_menten_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING];
    const double since = t - theta[START];
    const bool started = since > 0.0;
    const double age = started ? since : 0.0;
    const double sum = theta[HALF_TIME] + age;
    const double share = age / sum;

    if (grad != NULL) {
        const double pace = started ? (1.0 - share) / sum : 0.0;
        grad[CEILING] = share;
        grad[HALF_TIME] = -ceiling * (share / sum);
        grad[START] = -ceiling * pace;
    }
    return ceiling * share;
}
ES_CURVE(michaelis_menten)

static double michaelis_menten_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    return theta[START] + theta[HALF_TIME] * y / (theta[CEILING] - y);
}

/* 10 % after T/9, 90 % after 9 T. */
static void michaelis_menten_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[HALF_TIME] = landmarks->duration_years / (9.0 - 1.0 / 9.0);
    theta[START] = landmarks->midpoint_years - theta[HALF_TIME];
}

static double michaelis_menten_fastest(const double theta[])
{
    return theta[START];
}

static void michaelis_menten_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_michaelis_menten = {
    .name = "michaelis_menten",
    .synonyms = "hyperbola",
    .title = "Michaelis-Menten",
    .formula = "K (t - s) / (T + t - s) for t > s, 0 before",
    .growth = "dy/dt = (K - y)^2 / (K T), largest at the start",
    .about =
        "Saturation that slackens slowly: half after T, 90 % after 9 T. Made for the "
        "velocity of a reaction by the concentration; in time, for a service whose "
        "last users are slow to come.",
    .source =
        "Michaelis and Menten (1913), translated by Johnson and Goody (2011), "
        "doi:10.1021/bi201284u",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = michaelis_menten_value,
    .values = michaelis_menten_values,
    .inverse = michaelis_menten_inverse,
    .place = michaelis_menten_place,
    .fastest = michaelis_menten_fastest,
    .limits = michaelis_menten_limits,
};
