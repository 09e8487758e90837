/*
 * bass.c: y(t) = M (1 - e) / (1 + (q/p) e) with e = exp(-(p + q) (t - s)), 0 before s
 *
 * Each year a share p of those who are left adopts by itself and a share q y/M because
 * others have.
 *
 * Source: Bass (1969), doi:10.1287/mnsc.15.5.215.
 */
#include "curve.h"
#include "models.h"
#include "search.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { MARKET, INNOVATION, IMITATION, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [MARKET] = {"market", "M", ES_DIM_LEVEL, "level approached in the end", 0.0,
                INFINITY},
    [INNOVATION] = {"innovation", "p", ES_DIM_RATE, "adoption by oneself", 0.0, INFINITY},
    [IMITATION] = {"imitation", "q", ES_DIM_RATE, "adoption because others have", 0.0,
                   INFINITY},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double bass_at(const double theta[], double t, double grad[])
{
    const double market = theta[MARKET];
    struct es_bass_slope slope;
    const double share =
        es_bass_share(theta[INNOVATION], theta[IMITATION], t - theta[START], &slope);
    if (grad != NULL) {
        grad[MARKET] = share;
        grad[INNOVATION] = market * slope.by_p;
        grad[IMITATION] = market * slope.by_q;
        grad[START] = -market * slope.by_age;
    }
    return market * share;
}
ES_CURVE(bass)

/* (p + q) (t - s) when the share is reached; `ratio` is q/p. */
static double bass_straighten(double share, double ratio)
{
    return log1p(ratio * share) - log1p(-share);
}

static double bass_inverse(const double theta[], double y)
{
    const double p = theta[INNOVATION], q = theta[IMITATION];
    if (!(y > 0.0 && y < theta[MARKET])) {
        return NAN;
    }
    return theta[START] + bass_straighten(y / theta[MARKET], q / p) / (p + q);
}

/* By how much the duration asked for, in times to the midpoint, exceeds that of the ratio
 * exp(x), which falls as x grows. */
static double excess(double x, const double known[])
{
    const double ratio = exp(x);
    return known[0] * bass_straighten(0.5, ratio) -
           (bass_straighten(0.9, ratio) - bass_straighten(0.1, ratio));
}

static void bass_place(const struct es_landmarks *landmarks, double theta[])
{
    const double lead = landmarks->midpoint_years - landmarks->launch_years;
    const double known[] = {landmarks->duration_years / lead};
    const double ratio =
        lead > 0.0 ? exp(es_search_root(excess, known, -40.0, 700.0)) : NAN;
    const double both = bass_straighten(0.5, ratio) / lead;
    /* Without imitation the middle 80 % take 3.17 times the way to the middle. */
    const bool exists = ratio > exp(-40.0);
    theta[MARKET] = landmarks->ceiling;
    theta[INNOVATION] = exists ? both / (1.0 + ratio) : NAN;
    theta[IMITATION] = exists ? both * (ratio / (1.0 + ratio)) : NAN;
    theta[START] = exists ? landmarks->launch_years : NAN;
}

static void bass_spread(const struct es_span *span, const double u[], double theta[])
{
    const double ratio = es_spread_log(0.1, 1e4, u[1]);
    theta[MARKET] = 1.0;
    theta[START] = es_spread_start(span, u[2]);
    const double way = bass_straighten(0.5, ratio);
    const double both =
        way / ((span->to_years - theta[START]) * es_spread_log(0.05, 4.0, u[0]));
    theta[INNOVATION] = both / (1.0 + ratio);
    theta[IMITATION] = both * ratio / (1.0 + ratio);
}

static double bass_fastest(const double theta[])
{
    const double p = theta[INNOVATION], q = theta[IMITATION];
    return theta[START] + (q > p ? log(q / p) / (p + q) : 0.0);
}

static void bass_limits(const double theta[], double *past, double *future)
{
    *past = 0.0;
    *future = theta[MARKET];
}

const struct es_model es_model_bass = {
    .name = "bass",
    .title = "Bass",
    .formula = "M (1 - e) / (1 + (q/p) e), e = exp(-(p + q) (t - s)), 0 before s",
    .growth = "dy/dt = (p + q y/M) (M - y), largest ln(q/p)/(p + q) after s if q > p",
    .about =
        "Each year a share p of those who are left adopts by itself, and a share "
        "q y/M because others have. Typical per year: p = 0.03, q = 0.4. Before the "
        "peak of the adoptions M is hardly determined.",
    .source = "Bass (1969), doi:10.1287/mnsc.15.5.215",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = MARKET,
    .has_launch = true,
    .rises = true,
    .value = bass_value,
    .values = bass_values,
    .inverse = bass_inverse,
    .place = bass_place,
    .spread_count = 3,
    .spread = bass_spread,
    .fastest = bass_fastest,
    .limits = bass_limits,
};
