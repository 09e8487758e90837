/*
 * monomolecular.c: y(t) = K (1 - exp(-r (t - z)))
 *
 * Exponential approach to a ceiling that is under way at all times: negative before z.
 * Where nothing happens before a start, see exponential_saturation.
 *
 * Source: Mitscherlich (1909), Das Gesetz des Minimums und das Gesetz des abnehmenden
 * Bodenertrages, Landwirtschaftliche Jahrbuecher 38, 537-552.
 */
#include "curve.h"
#include "models.h"
#include "share.h"

#include <math.h>

enum { CEILING, RATE, ZERO, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [CEILING] = {"ceiling", "K", ES_DIM_LEVEL, "level approached in the end", 0.0,
                 INFINITY},
    [RATE] = {"rate", "r", ES_DIM_RATE, "speed of the approach", 0.0, INFINITY},
    [ZERO] = {"zero", "z", ES_DIM_TIME, "time when the level is 0", -INFINITY, INFINITY},
};

ES_INLINE double monomolecular_at(const double theta[], double t, double grad[])
{
    const double ceiling = theta[CEILING], rate = theta[RATE];
    const double age = t - theta[ZERO];
    double steps = rate * age;
    const double missing = es_decay(&steps), won = es_won(steps);

    if (grad != NULL) {
        const double pace = ceiling * missing;
        grad[CEILING] = won;
        grad[RATE] = pace * age;
        grad[ZERO] = -pace * rate;
    }
    return ceiling * won;
}
ES_CURVE(monomolecular)

static double monomolecular_inverse(const double theta[], double y)
{
    return y < theta[CEILING] ? theta[ZERO] - log1p(-y / theta[CEILING]) / theta[RATE]
                              : NAN;
}

/* What is missing falls from 0.9 to 0.1 over the duration. */
static void monomolecular_place(const struct es_landmarks *landmarks, double theta[])
{
    theta[CEILING] = landmarks->ceiling;
    theta[RATE] = log(9.0) / landmarks->duration_years;
    theta[ZERO] = landmarks->midpoint_years - log(2.0) / theta[RATE];
}

static double monomolecular_fastest(const double theta[])
{
    (void)theta;
    return -INFINITY;
}

static void monomolecular_limits(const double theta[], double *past, double *future)
{
    *past = -INFINITY;
    *future = theta[CEILING];
}

const struct es_model es_model_monomolecular = {
    .name = "monomolecular",
    .synonyms = "mitscherlich brody",
    .title = "Monomolecular",
    .formula = "K (1 - exp(-r (t - z)))",
    .growth = "dy/dt = r (K - y), which only slackens",
    .about =
        "Each year wins the same share of what is still missing, and has always done "
        "so: before z the curve is negative, and fits only where the observations "
        "begin after it. With a start from nothing: exponential_saturation.",
    .source =
        "Mitscherlich (1909), Das Gesetz des Minimums und das Gesetz des abnehmenden "
        "Bodenertrages, Landwirtschaftliche Jahrbuecher 38, 537-552",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = CEILING,
    .rises = true,
    .value = monomolecular_value,
    .values = monomolecular_values,
    .inverse = monomolecular_inverse,
    .place = monomolecular_place,
    .fastest = monomolecular_fastest,
    .limits = monomolecular_limits,
};
