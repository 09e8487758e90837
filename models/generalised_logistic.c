/*
 * generalised_logistic.c: y(t) = K (1 + (2^n - 1) E(-r (t - m)))^(-1/n)
 * with E(x) = (1 + (1 - g) x)^(1 / (1 - g)), which for g = 1 is exp(x)
 *
 * The solution of dy/dt ~ y^(1 + n (1 - g)) (1 - (y/K)^n)^g: both asymmetry and crowding
 * are free. For g = 1 it is the curve of Richards, for n = 1 the hyperlogistic. Growth
 * comes to an end at a finite time for g < 1, and begins at one for g > 1.
 *
 * With u = (K/y)^n - 1, the growth is du/dt ~ -u^g: hence E. Counted from the time at
 * half the ceiling, where u = 2^n - 1, no parameter has a limit that depends on another
 * one.
 *
 * Source: Turner, Bradley, Kirk and Pruitt (1976), doi:10.1016/0025-5564(76)90112-7;
 * Tsoularis and Wallace (2002), doi:10.1016/S0025-5564(02)00096-2.
 */
#include "curve.h"
#include "models.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { CEILING, RATE, MIDPOINT, SHAPE, CROWDING, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach at half the ceiling", 0.0,
              INFINITY},
    [MIDPOINT] = {"midpoint", "m", ES_DIM_TIME, "time at half the ceiling", -INFINITY,
                  INFINITY},
    [SHAPE] = {"shape", "n", ES_DIM_NUMBER, "asymmetry, 1 for the hyperlogistic", 1e-3,
               1e3},
    [CROWDING] = {"crowding", "g", ES_DIM_NUMBER, "power of what is missing, 1: Richards",
                  0.0, 2.0},
};

/* (w / (1 + w) - log(1 + w)) / w^2 from log(1 + w); by its series where that cancels. */
ES_INLINE double curvature(double w, double log_1w)
{
    const double direct = (w / (1.0 + w) - log_1w) / (w * w);
    const double series =
        -1.0 / 2.0 +
        w * (2.0 / 3.0 +
             w * (-3.0 / 4.0 +
                  w * (4.0 / 5.0 +
                       w * (-5.0 / 6.0 +
                            w * (6.0 / 7.0 + w * (-7.0 / 8.0 + w * (8.0 / 9.0)))))));
    return fabs(w) < 0.01 ? series : direct;
}

/* E(x) by its logarithm, and the derivatives of that by x and by g. */
struct stretched {
    double log_e, by_x, by_g;
};

ES_INLINE double stretch(double x, double crowding, struct stretched *e)
{
    const double w = es_tame((1.0 - crowding) * x);
    const bool inside = w > -1.0;
    const double held = inside ? w : 0.0;
    const double log_1w = es_log1p(held);
    e->log_e = x * (held == 0.0 ? 1.0 : log_1w / held);
    e->by_x = inside ? 1.0 / (1.0 + held) : 0.0;
    e->by_g = inside ? -x * x * curvature(held, log_1w) : 0.0;
    return inside ? 1.0 : 0.0;
}

/* log(2^n - 1), the logarithm of u at half the ceiling. */
ES_INLINE double log_half(double shape)
{
    const double power = shape * 0.69314718055994530942;
    return power + es_log(-es_expm1(-power));
}

ES_INLINE double generalised_logistic_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING], rate = theta[RATE], shape = theta[SHAPE];
    const double age = es_tame(t - theta[MIDPOINT]);
    const double x = es_tame(-rate * age);
    struct stretched e;
    const double inside = stretch(x, theta[CROWDING], &e);

    /* log(1 + u), where a large u is taken out; outside, all or nothing. */
    const double log_u = log_half(shape) + e.log_e;
    const double odds = es_exp(-fabs(log_u));
    const double delay = (log_u > 0.0 ? log_u : 0.0) + es_log1p(odds);
    const double grown = es_exp(-delay / shape);
    const double share = inside > 0.0 ? grown : (x < 0.0 ? 1.0 : 0.0);

    if (grad != NULL) {
        const double missing = (log_u > 0.0 ? 1.0 : odds) / (1.0 + odds);
        const double pace = inside * ceiling * share * (missing / shape);
        const double by_shape =
            delay / (shape * shape) - missing / shape * 0.69314718055994530942 /
                                          -es_expm1(-shape * 0.69314718055994530942);
        grad[CEILING] = share;
        grad[RATE] = pace * e.by_x * age;
        grad[MIDPOINT] = -pace * e.by_x * rate;
        grad[SHAPE] = inside * ceiling * share * by_shape;
        grad[CROWDING] = -pace * e.by_g;
    }
    return ceiling * share;
}
ES_CURVE(generalised_logistic)

/* The x at which E(x) is exp(log_e). */
static double unstretch(double log_e, double crowding)
{
    const double w = (1.0 - crowding) * log_e;
    return w == 0.0 ? log_e : log_e * expm1(w) / w;
}

/* -r (t - m), in powers of e, when the share is reached. */
static double generalised_logistic_straighten(double share, double shape, double crowding)
{
    const double power = -shape * log(share);
    return unstretch(power + log(-expm1(-power)) - log_half(shape), crowding);
}

static double generalised_logistic_inverse(const double theta[], double y)
{
    if (!(y > 0.0 && y < theta[CEILING])) {
        return NAN;
    }
    return theta[MIDPOINT] - generalised_logistic_straighten(
                                 y / theta[CEILING], theta[SHAPE], theta[CROWDING]) /
                                 theta[RATE];
}

static void generalised_logistic_place(const struct es_landmarks *landmarks,
                                       double theta[])
{
    const double shape = landmarks->shape;
    theta[CEILING] = landmarks->ceiling;
    theta[RATE] = (generalised_logistic_straighten(0.1, shape, 1.0) -
                   generalised_logistic_straighten(0.9, shape, 1.0)) /
                  landmarks->duration_years;
    theta[MIDPOINT] = landmarks->midpoint_years;
    theta[SHAPE] = shape;
    theta[CROWDING] = 1.0;
}

static void generalised_logistic_spread(const struct es_span *span, const double u[],
                                        double theta[])
{
    const double shape = es_spread_shape(u[2]);
    const double crowding = es_spread_between(0.3, 1.7, u[3]);
    theta[CEILING] = 1.0;
    theta[RATE] = (generalised_logistic_straighten(0.1, shape, crowding) -
                   generalised_logistic_straighten(0.9, shape, crowding)) /
                  es_spread_duration(span, u[1]);
    theta[MIDPOINT] = es_spread_midpoint(span, u[0]);
    theta[SHAPE] = shape;
    theta[CROWDING] = crowding;
}

/* Where u = n g / (1 + n (1 - g)); at the beginning, where that is not positive. */
static double generalised_logistic_fastest(const double theta[])
{
    const double shape = theta[SHAPE], crowding = theta[CROWDING];
    const double power = 1.0 + shape * (1.0 - crowding);
    const double x =
        power > 0.0 ? unstretch(log(shape * crowding / power) - log_half(shape), crowding)
                    : 1.0 / (crowding - 1.0);
    return theta[MIDPOINT] - x / theta[RATE];
}

static void generalised_logistic_limits(const double theta[], double *past,
                                        double *future)
{
    *past = 0.0;
    *future = theta[CEILING];
}

const struct es_model es_model_generalised_logistic = {
    .name = "generalised_logistic",
    .synonyms = "generalized_logistic generic hyperlogistic",
    .title = "Generalised logistic",
    .formula = "K (1 + (2^n - 1) (1 - (1-g) r (t-m))^(1/(1-g)))^(-1/n)",
    .growth =
        "dy/dt ~ y^(1 + n (1-g)) (1 - (y/K)^n)^g, largest at (y/K)^n = "
        "(1 + n (1-g))/(1+n)",
    .about =
        "Both how growth begins and how it ends are free: g = 1 is Richards' curve, "
        "n = 1 the hyperlogistic. Below g = 1 growth ends at a finite time, above it "
        "begins at one. For long series only: five parameters.",
    .source =
        "Turner, Bradley, Kirk and Pruitt (1976), doi:10.1016/0025-5564(76)90112-7; "
        "Tsoularis and Wallace (2002), doi:10.1016/S0025-5564(02)00096-2",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .has_shape = true,
    .rises = true,
    .value = generalised_logistic_value,
    .values = generalised_logistic_values,
    .inverse = generalised_logistic_inverse,
    .place = generalised_logistic_place,
    .spread_count = 4,
    .spread = generalised_logistic_spread,
    .fastest = generalised_logistic_fastest,
    .limits = generalised_logistic_limits,
};
