/*
 * bass_rate.c: y(t) = M (p + q)^2 / p e / (1 + (q/p) e)^2
 * with e = exp(-(p + q) (t - s)), 0 before s
 *
 * The adoptions per year of the model of Bass, where these and not their sum are
 * observed. After the start the curve is the pulse of a logistic, which three numbers
 * describe: height, rate and peak. The four parameters are told apart by a known start.
 *
 * Source: Bass (1969), doi:10.1287/mnsc.15.5.215.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { MARKET, INNOVATION, IMITATION, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [MARKET] = {"market", "M", ES_DIM_LEVEL_YEARS, "all adoptions in the end", 0.0,
                INFINITY},
    [INNOVATION] = {"innovation", "p", ES_DIM_RATE, "adoption by oneself", 0.0, INFINITY},
    [IMITATION] = {"imitation", "q", ES_DIM_RATE, "adoption because others have", 0.0,
                   INFINITY},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double bass_rate_at(const double theta[], double t, double grad[])
{
    const double market = theta[MARKET];
    const double p = es_tame(theta[INNOVATION]), q = es_tame(theta[IMITATION]);
    const double since = t - theta[START];
    const bool started = since > 0.0;
    const double age = started ? since : 0.0;
    const double both = p + q;
    const double e = started ? es_exp(-both * age) : 0.0;

    /* Each factor is at most 2, so that none overflows where another vanishes. */
    const double sum = p + q * e;
    const double own = p / sum, drive = both * e / sum;
    const double pace = both * drive * own;

    if (grad != NULL) {
        const double aging = pace * age * (1.0 - 2.0 * own);
        grad[MARKET] = pace;
        grad[INNOVATION] =
            market * (both * drive * (1.0 - 2.0 * own) / sum + 2.0 * drive * own + aging);
        grad[IMITATION] = market * (2.0 * drive * own - 2.0 * pace * e / sum + aging);
        grad[START] = -market * (pace * (both * (1.0 - 2.0 * own)));
    }
    return market * pace;
}
ES_CURVE(bass_rate)

/*
 * On the way up. With x = e q/p the pace is a multiple of x / (1 + x)^2, which reaches
 * its maximum of 1/4 at x = 1: of the two solutions the larger one comes first.
 */
static double bass_rate_inverse(const double theta[], double y)
{
    const double p = theta[INNOVATION], q = theta[IMITATION], both = p + q;
    const double share = y / theta[MARKET] / both * (q / both); /* x / (1 + x)^2 */
    if (!(y > 0.0)) {
        return NAN;
    }
    if (y <= theta[MARKET] * p) {
        return theta[START];
    }
    if (!(q > p && share <= 0.25)) {
        return NAN;
    }
    const double x = (1.0 - 2.0 * share + sqrt(1.0 - 4.0 * share)) / (2.0 * share);
    return theta[START] - log(x * p / q) / both;
}

static void bass_rate_spread(const struct es_span *span, const double u[], double theta[])
{
    const double ratio = es_spread_log(0.1, 1e4, u[1]);
    theta[MARKET] = 1.0;
    theta[START] = es_spread_start(span, u[2]);
    const double way = log(2.0 + ratio); /* (p + q) times the way to half the market */
    const double both =
        way / ((span->to_years - theta[START]) * es_spread_log(0.05, 4.0, u[0]));
    theta[INNOVATION] = both / (1.0 + ratio);
    theta[IMITATION] = both * ratio / (1.0 + ratio);
}

/* Beside the leap at the start, which has no slope: the pace rises fastest where e q/p is
 * 2 + sqrt(3), or at once where it starts below that; never where it starts below 1. */
static double bass_rate_fastest(const double theta[])
{
    const double p = theta[INNOVATION], q = theta[IMITATION];
    const double way = log(q / p) - log(2.0 + sqrt(3.0));
    return q > p ? theta[START] + fmax(way, 0.0) / (p + q) : NAN;
}

static void bass_rate_limits(const double theta[], double *past, double *future)
{
    (void)theta;
    *past = 0.0;
    *future = 0.0;
}

const struct es_model es_model_bass_rate = {
    .name = "bass_rate",
    .title = "Bass, adoptions per year",
    .formula = "M (p+q)^2/p e / (1 + (q/p) e)^2, e = exp(-(p+q) (t-s)), 0 before s",
    .growth = "dy/dt = y (p + q) (x - 1)/(x + 1), x = (q/p) e, after a leap to M p at s",
    .about =
        "What the Bass curve gains per year, where adoptions are counted and not "
        "adopters: a leap to p M at the start, a peak of M (p + q)^2/(4 q) "
        "ln(q/p)/(p + q) later, then decline.",
    .source = "Bass (1969), doi:10.1287/mnsc.15.5.215",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .value = bass_rate_value,
    .values = bass_rate_values,
    .inverse = bass_rate_inverse,
    .spread_count = 3,
    .spread = bass_rate_spread,
    .fastest = bass_rate_fastest,
    .limits = bass_rate_limits,
};
