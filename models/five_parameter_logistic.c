/*
 * five_parameter_logistic.c: y(t) = F + (K - F) / (1 + exp(-r (t - m)))^g
 *
 * The logistic curve between two levels with a free asymmetry g: above 1 the end drags
 * on, below 1 the beginning does.
 *
 * Source: Gottschalk and Dunn (2005), doi:10.1016/j.ab.2005.04.035.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, FLOOR, RATE, MOMENT, SHAPE, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", -INFINITY,
                 INFINITY},
    [FLOOR] = {"floor", "F", ES_DIM_LEVEL, "level in the beginning", -INFINITY, INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [MOMENT] = {"moment", "m", ES_DIM_TIME, "time at 2^-g of the way from F to K",
                -INFINITY, INFINITY},
    [SHAPE] = {"shape", "g", ES_DIM_NUMBER, "asymmetry, 1 for the logistic", 1e-3, 1e3},
};

ES_INLINE double five_parameter_logistic_at(const double theta[], double t, double grad[])
{
    const double rate = theta[RATE], shape = theta[SHAPE];
    const double age = t - theta[MOMENT];
    const double steps = es_tame(rate * age);

    /* The logarithm of 1 / (1 + exp(-steps)), whose large part is taken out. */
    const double odds = es_exp(-fabs(steps));
    const double log_base = (steps < 0.0 ? steps : 0.0) - es_log1p(odds);
    const double share = es_exp(shape * log_base);

    if (grad != NULL) {
        const double missing = (steps < 0.0 ? 1.0 : odds) / (1.0 + odds);
        const double pace = shape * share * missing;
        const double half = 0.5 * theta[CEILING] - 0.5 * theta[FLOOR];
        grad[CEILING] = share;
        grad[FLOOR] = 1.0 - share;
        grad[RATE] = 2.0 * es_tame(pace * age) * half;
        grad[MOMENT] = -2.0 * es_tame(pace * rate) * half;
        grad[SHAPE] = 2.0 * share * log_base * half;
    }
    return theta[CEILING] * share + theta[FLOOR] * (1.0 - share);
}
ES_CURVE(five_parameter_logistic)

/* -log(share^(-1/g) - 1) = r (t - m), a straight line in t; written so that a large power
 * does not overflow. */
static double five_parameter_logistic_straighten(double share, double shape)
{
    const double power = -log(share) / shape;
    return -power - log(-expm1(-power));
}

static double five_parameter_logistic_inverse(const double theta[], double y)
{
    if (!(y > theta[FLOOR] && y < theta[CEILING])) {
        return NAN;
    }
    const double share = (y - theta[FLOOR]) / (theta[CEILING] - theta[FLOOR]);
    return theta[MOMENT] +
           five_parameter_logistic_straighten(share, theta[SHAPE]) / theta[RATE];
}

/* From nothing: the floor is 0. */
static void five_parameter_logistic_place(const struct es_landmarks *landmarks,
                                          double theta[])
{
    const double shape = landmarks->shape;
    theta[CEILING] = landmarks->ceiling;
    theta[FLOOR] = 0.0;
    theta[RATE] = (five_parameter_logistic_straighten(0.9, shape) -
                   five_parameter_logistic_straighten(0.1, shape)) /
                  landmarks->duration_years;
    theta[MOMENT] = landmarks->midpoint_years -
                    five_parameter_logistic_straighten(0.5, shape) / theta[RATE];
    theta[SHAPE] = shape;
}

static double five_parameter_logistic_fastest(const double theta[])
{
    return theta[CEILING] > theta[FLOOR] ? theta[MOMENT] + log(theta[SHAPE]) / theta[RATE]
                                         : NAN;
}

static void five_parameter_logistic_limits(const double theta[], double *past,
                                           double *future)
{
    *past = theta[FLOOR];
    *future = theta[CEILING];
}

const struct es_model es_model_five_parameter_logistic = {
    .name = "five_parameter_logistic",
    .synonyms = "5pl",
    .title = "Five-parameter logistic",
    .formula = "F + (K - F) / (1 + exp(-r (t - m)))^g",
    .growth = "dy/dt = g r (y - F) (1 - ((y - F)/(K - F))^(1/g)), largest at m + ln(g)/r",
    .about =
        "The logistic curve between two levels with a free asymmetry: for g above 1 "
        "the end drags on, for g below 1 the beginning does. Of the logarithm of a "
        "dose it is the usual curve of an immunoassay.",
    .source = "Gottschalk and Dunn (2005), doi:10.1016/j.ab.2005.04.035",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .has_shape = true,
    .value = five_parameter_logistic_value,
    .values = five_parameter_logistic_values,
    .inverse = five_parameter_logistic_inverse,
    .place = five_parameter_logistic_place,
    .fastest = five_parameter_logistic_fastest,
    .limits = five_parameter_logistic_limits,
};
