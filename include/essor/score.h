/*
 * score.h: how well a distribution met what came true.
 */
#ifndef ESSOR_SCORE_H
#define ESSOR_SCORE_H

#include "essor/error.h"

#include <stddef.h>
#include <stdint.h>

struct es_score {
    double crps_log;  /* CRPS of the logarithm (Gneiting and Raftery 2007,
                         doi:10.1198/016214506000001437) */
    double error_log; /* |ln median - ln actual| */
    double bias_log;  /* ln median - ln actual */
    double pit;       /* share of draws below the actual value */
    int in80, in95;   /* whether the central interval holds it */
};

/* Scores the draws values[n] > 0, which are sorted in place, against actual > 0. */
struct es_score es_score_draws(double values[], size_t n, double actual);

/* Multiplies each value by exp(sd_log z), with a standard normal z of its own: what a
 * source that reads and rounds would have printed of it. */
enum es_status es_score_blur(double values[], size_t n, double sd_log, uint64_t seed,
                             struct es_error *err);

#endif
