/*
 * SSbiexp.c: y(x) = A1 exp(-exp(lrc1) x) + A2 exp(-exp(lrc2) x)
 *
 * The sum of two exponential decays under the names that R gives it.
 *
 * Source: Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, appendix C,
 * doi:10.1007/b98882.
 */
#include "curve.h"
#include "models.h"
#include "search.h"
#include "share.h"
#include "spread.h"

#include <math.h>

enum { A1, LRC1, A2, LRC2, PARAM_COUNT };

static const struct es_param params[PARAM_COUNT] = {
    [A1] = {"A1", "A1", ES_DIM_LEVEL, "first part of the level at x = 0", -INFINITY,
            INFINITY},
    [LRC1] = {"lrc1", "lrc1", ES_DIM_NUMBER, "natural logarithm of its rate", -INFINITY,
              INFINITY},
    [A2] = {"A2", "A2", ES_DIM_LEVEL, "second part of the level at x = 0", -INFINITY,
            INFINITY},
    [LRC2] = {"lrc2", "lrc2", ES_DIM_NUMBER, "natural logarithm of its rate", -INFINITY,
              INFINITY},
};

ES_INLINE double SSbiexp_at(const double theta[], double t, double grad[])
{
    double steps1 = es_tame(es_exp(theta[LRC1])) * t;
    double steps2 = es_tame(es_exp(theta[LRC2])) * t;
    const double left1 = es_decay(&steps1), left2 = es_decay(&steps2);
    if (grad != NULL) {
        grad[A1] = left1;
        grad[LRC1] = -(steps1 * left1) * theta[A1];
        grad[A2] = left2;
        grad[LRC2] = -(steps2 * left2) * theta[A2];
    }
    /* Two infinities of opposite sign would have no sum. */
    return es_tame(theta[A1] * left1) + es_tame(theta[A2] * left2);
}
ES_CURVE(SSbiexp)

/* The two decays, the faster first. */
struct decays {
    double fast, slow;       /* rates */
    double of_fast, of_slow; /* levels at x = 0 */
};

static struct decays sorted(const double theta[])
{
    const int fast = theta[LRC1] >= theta[LRC2] ? A1 : A2, slow = A1 + A2 - fast;
    return (struct decays){
        .fast = exp(theta[fast + 1]),
        .slow = exp(theta[slow + 1]),
        .of_fast = theta[fast],
        .of_slow = theta[slow],
    };
}

/* Where the derivative of that order is 0, for levels of opposite sign. */
static double turn(const struct decays *decays, int order)
{
    const double by_level = log(-decays->of_fast / decays->of_slow);
    const double by_rate = order * (log(decays->fast) - log(decays->slow));
    return (by_level + by_rate) / (decays->fast - decays->slow);
}

/* With levels of opposite sign the curve rises up to its turn (the faster decay is of a
 * negative level) or from it; with two negative ones, always. */
static double SSbiexp_inverse(const double theta[], double y)
{
    const struct es_model *model = &es_model_SSbiexp;
    const struct decays decays = sorted(theta);
    if (decays.of_fast <= 0.0 && decays.of_slow <= 0.0) {
        return es_search_time(model, theta, y, -INFINITY, INFINITY);
    }
    if (decays.of_fast >= 0.0 && decays.of_slow >= 0.0) {
        return NAN;
    }
    const double turns = turn(&decays, 1);
    return decays.of_fast < 0.0 ? es_search_time(model, theta, y, -INFINITY, turns)
                                : es_search_time(model, theta, y, turns, INFINITY);
}

static void SSbiexp_spread(const struct es_span *span, const double u[], double theta[])
{
    const double fast = es_spread_rate_from_zero(span, u[0]);
    theta[A1] = theta[A2] = 1.0;
    theta[LRC1] = log(fast);
    theta[LRC2] = log(fast / es_spread_log(1.3, 300.0, u[1]));
}

static double SSbiexp_slope(const double theta[], double t)
{
    const double rate1 = exp(theta[LRC1]), rate2 = exp(theta[LRC2]);
    double steps1 = rate1 * t, steps2 = rate2 * t;
    return -theta[A1] * rate1 * es_decay(&steps1) - theta[A2] * rate2 * es_decay(&steps2);
}

static double SSbiexp_fastest(const double theta[])
{
    const struct decays decays = sorted(theta);
    if (decays.of_fast < 0.0) {
        return -INFINITY;
    }
    if (!(decays.of_slow < 0.0)) {
        return NAN;
    }
    return decays.of_fast > 0.0 ? turn(&decays, 2) : -INFINITY;
}

static void SSbiexp_limits(const double theta[], double *past, double *future)
{
    const struct decays decays = sorted(theta);
    const double sum = decays.of_fast + decays.of_slow;
    const double first = decays.fast == decays.slow ? sum
                         : decays.of_fast != 0.0    ? decays.of_fast
                                                    : decays.of_slow;
    *past = first == 0.0 ? 0.0 : copysign(INFINITY, first);
    *future = 0.0;
}

static bool SSbiexp_warp(const double theta[], double origin, double factor,
                         double warped[])
{
    const double shift = origin * (1.0 - factor);
    const double first = theta[A1] * exp(-exp(theta[LRC1]) * shift);
    const double second = theta[A2] * exp(-exp(theta[LRC2]) * shift);
    if (!(isfinite(first) && isfinite(second))) {
        return false;
    }
    warped[A1] = first;
    warped[LRC1] = theta[LRC1] + log(factor);
    warped[A2] = second;
    warped[LRC2] = theta[LRC2] + log(factor);
    return true;
}

const struct es_model es_model_SSbiexp = {
    .name = "SSbiexp",
    .title = "Two exponential decays (R)",
    .formula = "A1 exp(-exp(lrc1) x) + A2 exp(-exp(lrc2) x)",
    .growth = "dy/dx = -A1 exp(lrc1 - exp(lrc1) x) - A2 exp(lrc2 - exp(lrc2) x)",
    .about =
        "What leaves two compartments, a fast and a slow one, such as a drug in the "
        "blood; with A1 below 0 it is taken up first. The parameters are those of R's "
        "self-starting model; the two terms may change places.",
    .source =
        "Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, "
        "doi:10.1007/b98882",
    .faster = "lrc1 and lrc2 gain ln k, A1 and A2 become the parts at x = o (1 - k)",
    .param_count = PARAM_COUNT,
    .params = params,
    .ceiling = ES_NO_PARAM,
    .value = SSbiexp_value,
    .values = SSbiexp_values,
    .inverse = SSbiexp_inverse,
    .spread_count = 2,
    .spread = SSbiexp_spread,
    .slope = SSbiexp_slope,
    .fastest = SSbiexp_fastest,
    .limits = SSbiexp_limits,
    .warp = SSbiexp_warp,
};
