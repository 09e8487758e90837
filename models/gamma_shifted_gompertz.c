/*
 * gamma_shifted_gompertz.c: y(t) = K (1 - e) / (1 + b e)^a with e = exp(-r (t - s)),
 * 0 before s
 *
 * Each one adopts by a shifted Gompertz law whose propensity differs between people by a
 * gamma law of shape a: for a = 1 it is the model of Bass with b = q/p, r = p + q.
 *
 * Source: Bemmaor (1994), Modeling the diffusion of new durable goods: word-of-mouth
 * effect versus consumer heterogeneity, in Laurent, Lilien and Pras (eds), Research
 * Traditions in Marketing, Kluwer, Boston, 201-223.
 */
#include "curve.h"
#include "models.h"
#include "search.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { CEILING, RATE, CONTAGION, SHAPE, START, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [CONTAGION] = {"contagion", "b", ES_DIM_NUMBER, "q/p of Bass; 0: none", 0.0,
                   INFINITY},
    [SHAPE] = {"shape", "a", ES_DIM_NUMBER, "likeness of people, 1 for Bass", 0.0, 1e3},
    [START] = {"start", "s", ES_DIM_TIME, "time when growth starts", -INFINITY, INFINITY},
};

ES_INLINE double gamma_shifted_gompertz_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING], rate = es_tame(theta[RATE]);
    const double contagion = es_tame(theta[CONTAGION]), shape = theta[SHAPE];
    const double since = es_tame(t - theta[START]);
    const bool started = since > 0.0;
    const double age = started ? since : 0.0;
    const double e = es_exp(-rate * age);
    const double log_crowd = es_log1p(contagion * e);
    const double held = es_exp(-shape * log_crowd);
    const double share = (1.0 - e) * held;

    if (grad != NULL) {
        const double crowd = 1.0 + contagion * e;
        const double pace =
            started ? held * (e * (1.0 + (1.0 - e) * (shape * contagion / crowd))) : 0.0;
        grad[CEILING] = share;
        grad[RATE] = ceiling * (pace * age);
        grad[CONTAGION] = -ceiling * (share * shape * e / crowd);
        grad[SHAPE] = -ceiling * (share * log_crowd);
        grad[START] = -ceiling * (pace * rate);
    }
    return ceiling * share;
}
ES_CURVE(gamma_shifted_gompertz)

static double gamma_shifted_gompertz_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    return es_search_time(&es_model_gamma_shifted_gompertz, theta, y, theta[START],
                          INFINITY);
}

/* The share at time x, in rates, by known = {contagion, shape, share to be reached}. */
static double share_above(double x, const double known[])
{
    const double e = exp(-x);
    return -expm1(-x) * exp(-known[1] * log1p(known[0] * e)) - known[2];
}

/* r (t - s) when the share is reached. */
static double way_to(double share, double contagion, double shape)
{
    const double known[] = {contagion, shape, share};
    return es_search_root(share_above, known, 0.0, 1e4);
}

/* By how much the duration asked for, in times to the midpoint, exceeds that of the
 * contagion exp(x), which falls as x grows. known = {duration, shape}. */
static double excess(double x, const double known[])
{
    const double contagion = exp(x), shape = known[1];
    return known[0] * way_to(0.5, contagion, shape) -
           (way_to(0.9, contagion, shape) - way_to(0.1, contagion, shape));
}

static void gamma_shifted_gompertz_place(const struct es_landmarks *landmarks,
                                         double theta[])
{
    const double lead = landmarks->midpoint_years - landmarks->launch_years;
    const double shape = landmarks->shape;
    const double known[] = {landmarks->duration_years / lead, shape};
    const double contagion =
        lead > 0.0 ? exp(es_search_root(excess, known, -40.0, 200.0)) : NAN;
    const bool exists = contagion > exp(-40.0); /* without, see bass.c */
    theta[CEILING] = landmarks->ceiling;
    theta[RATE] = exists ? way_to(0.5, contagion, shape) / lead : NAN;
    theta[CONTAGION] = exists ? contagion : NAN;
    theta[SHAPE] = shape;
    theta[START] = exists ? landmarks->launch_years : NAN;
}

static void gamma_shifted_gompertz_spread(const struct es_span *span, const double u[],
                                          double theta[])
{
    const double contagion = es_spread_log(0.1, 1e4, u[1]);
    const double shape = es_spread_log(0.1, 10.0, u[3]);
    theta[CEILING] = 1.0;
    theta[CONTAGION] = contagion;
    theta[SHAPE] = shape;
    theta[START] = es_spread_start(span, u[2]);
    /* About the way to the middle, where (b e)^a is about 1. */
    const double way = log(2.0 + contagion * fmax(shape, 1.0));
    theta[RATE] =
        way / ((span->to_years - theta[START]) * es_spread_log(0.05, 4.0, u[0]));
}

/*
 * The pace is a multiple of e (1 + b e)^(-a-1) (1 + a b + b (1 - a) e); its derivative by
 * e vanishes with the square c2 e^2 - c1 e + c0. The smaller root is a maximum; beyond
 * the larger one the pace rises again towards e = 1, the start.
 */
static double gamma_shifted_gompertz_fastest(const double theta[])
{
    const double a = theta[SHAPE], b = theta[CONTAGION];
    const double c0 = 1.0 + a * b, c2 = b * b * (1.0 - a) * (1.0 - a);
    const double c1 = a * b * c0 - 2.0 * b * (1.0 - a);
    const double square = c1 * c1 - 4.0 * c2 * c0;
    const double e = 2.0 * c0 / (c1 + sqrt(square));
    const double start = theta[START];
    if (!(square >= 0.0 && e > 0.0 && e < 1.0)) {
        return start;
    }
    const double peak = start - log(e) / theta[RATE];
    const double at_peak = e * pow(1.0 + b * e, -a - 1.0) * (c0 + b * (1.0 - a) * e);
    const double at_start = pow(1.0 + b, -a - 1.0) * (c0 + b * (1.0 - a));
    return at_peak >= at_start ? peak : start;
}

static void gamma_shifted_gompertz_limits(const double theta[], double *past,
                                          double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_gamma_shifted_gompertz = {
    .name = "gamma_shifted_gompertz",
    .synonyms = "gsgompertz bemmaor",
    .title = "Gamma/shifted Gompertz",
    .formula = "K (1 - e) / (1 + b e)^a, e = exp(-r (t - s)), 0 before s",
    .growth = "dy/dt = K r e (1 + b e)^(-a-1) (1 + a b + b (1 - a) e)",
    .about =
        "Bass' curve for people who differ: a = 1 is Bass with b = q/p and r = p + q, "
        "a below 1 has a longer tail, and a above 1 a later and more abrupt rise. For "
        "long series only: five parameters.",
    .source =
        "Bemmaor (1994), Modeling the diffusion of new durable goods, in Laurent, "
        "Lilien and Pras (eds), Research Traditions in Marketing, Kluwer, 201-223",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .has_shape = true,
    .has_launch = true,
    .rises = true,
    .value = gamma_shifted_gompertz_value,
    .values = gamma_shifted_gompertz_values,
    .inverse = gamma_shifted_gompertz_inverse,
    .place = gamma_shifted_gompertz_place,
    .spread_count = 4,
    .spread = gamma_shifted_gompertz_spread,
    .fastest = gamma_shifted_gompertz_fastest,
    .limits = gamma_shifted_gompertz_limits,
};
