/*
 * share.h: how large a share of its ceiling a curve has reached, for the forms that
 * several families have in common.
 *
 * Free of branches and of NaN, as the bodies of the curves that call them (curve.h).
 */
#ifndef ESSOR_SHARE_H
#define ESSOR_SHARE_H

#include "elementary.h"

#include <math.h>
#include <stdbool.h>

/* Farther than any time or rate that means something, and finite when multiplied. */
#define ES_FAR 1e100
#define ES_NEAR 1e-300 /* so near to 0 that its inverse is finite */

/* x, but not beyond ES_FAR on either side. */
ES_INLINE double es_tame(double x)
{
    const double below = x < ES_FAR ? x : ES_FAR;
    return below > -ES_FAR ? below : -ES_FAR;
}

/* exp(-steps), but finite where steps is far below 0: exp(600) at most. `steps` may be
 * infinite and is brought within what was used. */
ES_INLINE double es_decay(double *steps)
{
    const double used = *steps > -600.0 ? *steps : -600.0;
    *steps = used < ES_FAR ? used : ES_FAR;
    return es_exp(-*steps);
}

/* 1 - exp(-steps) with all its digits, of `steps` as es_decay leaves them: a level far
 * above what is seen multiplies what a difference from 1 would have lost. */
ES_INLINE double es_won(double steps)
{
    return -es_expm1(-steps);
}

/* 1 / (1 + exp(-x)), and its derivative by x. */
ES_INLINE double es_logistic_share(double x, double *pace)
{
    /* The smaller of share and 1 - share over the larger: never overflows. */
    const double odds = es_exp(-fabs(x));
    const double larger = 1.0 / (1.0 + odds), smaller = odds * larger;
    *pace = smaller * larger;
    return x < 0.0 ? smaller : larger;
}

/* exp(-exp(-x)), and its derivative by x. */
ES_INLINE double es_gompertz_share(double x, double *pace)
{
    const double delay = es_exp(-x);
    const double share = es_exp(-delay);
    *pace = share > 0.0 ? delay * share : 0.0; /* delay may be infinite */
    return share;
}

/* 1 / (1 + (age / scale)^-exponent), 0 up to age 0, and its derivatives. */
struct es_hill_slope {
    double by_exponent, by_scale, by_age;
};

ES_INLINE double es_hill_share(double exponent, double scale, double age,
                               struct es_hill_slope *slope)
{
    const double ratio = es_tame(age / scale);
    const bool started = ratio > 0.0;
    const double log_ratio = es_log(started ? ratio : 1.0);
    double pace;
    const double share = es_logistic_share(exponent * log_ratio, &pace);
    slope->by_exponent = started ? pace * log_ratio : 0.0;
    slope->by_scale = started ? -pace * exponent / scale : 0.0;
    slope->by_age = started ? pace * exponent / age : 0.0;
    return started ? share : 0.0;
}

/* The share of adopters in the model of Bass: (1 - e) / (1 + (q/p) e) with
 * e = exp(-(p + q) age), 0 up to age 0; and its derivatives. */
struct es_bass_slope {
    double by_p, by_q, by_age;
};

ES_INLINE double es_bass_share(double innovation, double imitation, double age,
                               struct es_bass_slope *slope)
{
    const bool started = age > 0.0;
    const double a = started ? age : 0.0;
    const double p = es_tame(innovation > ES_NEAR ? innovation : ES_NEAR);
    const double q = es_tame(imitation), both = p + q;
    const double e = es_exp(-both * a);
    /* One division, which takes longer than all the rest but exp. */
    const double inverse = 1.0 / (p + q * e);

    /* Each factor is at most 2, so that none overflows where another vanishes. */
    const double own = p * inverse, others = q * e * inverse, share = own * (1.0 - e);
    const double drive = both * e * inverse;
    const double aging = a * own * drive;
    slope->by_p = (1.0 - e) * others * inverse + aging;
    slope->by_q = aging - share * (e * inverse);
    slope->by_age = started ? both * own * drive : 0.0;
    return share;
}

#endif
