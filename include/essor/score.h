/*
 * score.h: how well a distribution met what came true.
 */
#ifndef ESSOR_SCORE_H
#define ESSOR_SCORE_H

#include <stddef.h>

struct es_score {
    double crps_log;  /* CRPS of the logarithm (Gneiting and Raftery 2007,
                         doi:10.1198/016214506000001437) */
    double error_log; /* |ln median - ln actual| */
    double pit;       /* share of draws below the actual value */
    int in80, in95;   /* whether the central interval holds it */
};

/* Scores the draws values[n] > 0, which are sorted in place, against actual > 0. */
struct es_score es_score_draws(double values[], size_t n, double actual);

#endif
