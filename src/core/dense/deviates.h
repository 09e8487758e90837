/*
 * deviates.h: the order of the draws' normal deviates, one step ahead after the other.
 *
 * The deviate of a draw is a part that stays, which wanders over the steps as an
 * autoregression, plus a part that is new at each step. Draws come in pairs of opposite
 * deviates, 2 i and 2 i + 1: what one has too high the other has too low, so that shares
 * of draws err less.
 */
#ifndef ESSOR_DENSE_DEVIATES_H
#define ESSOR_DENSE_DEVIATES_H

#include "essor/dense.h"

#include <gsl/gsl_rng.h>

struct es_dense_deviates {
    double share; /* of the variance that stays */
    double known; /* of what stays: its variance, as far as the deviates so far tell it */
    size_t draws, pairs;
    gsl_rng *random;
    double *stays;           /* [pairs] what they tell of it */
    uint64_t *place, *spare; /* [pairs] how large a deviate is, and whose */
    size_t *order;           /* [draws] by their deviates, lowest first */
};

enum es_status es_dense_deviates_open(struct es_dense_deviates *deviates, double share,
                                      size_t draws, uint64_t seed, struct es_arena *arena,
                                      struct es_error *err);
void es_dense_deviates_close(struct es_dense_deviates *deviates);

/* Goes on by a step over which the part that stays keeps the correlation `keep` with
 * itself, and puts the draws in order. */
void es_dense_deviates_step(struct es_dense_deviates *deviates, double keep);

#endif
