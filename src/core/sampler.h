/* sampler.h: draws from the posterior of a family's parameters. */
#ifndef ESSOR_CORE_SAMPLER_H
#define ESSOR_CORE_SAMPLER_H

#include "mode.h"

#include <gsl/gsl_rng.h>

/* The log posterior density to draw from. */
struct es_density {
    const struct es_linear *linear; /* built at the mode */
    struct es_linear *local; /* workspace of es_linear_laplace; NULL: es_linear_density */
};

struct es_draws {
    size_t n;
    double (*at)[ES_SPARSE_PARAMS]; /* [n], equal weights */
    double effective_size;
};

/*
 * Importance resampling: `tries` proposals from a Student t (5 degrees of freedom) around
 * the mode, weights truncated at mean x sqrt(tries) (Ionides 2008,
 * doi:10.1198/106186008X320456), then systematic resampling of `n`, in random order.
 * effective_size is that of the weights.
 */
enum es_status es_sample_importance(const struct es_density *density,
                                    const struct es_mode *mode, size_t tries, size_t n,
                                    gsl_rng *random, struct es_draws *draws,
                                    struct es_arena *arena, struct es_error *err);

/* Mean and covariance of draws of p parameters, as a place to propose from: a skew
 * posterior has them far from its mode. */
struct es_mode es_sample_moments(const struct es_draws *draws, size_t p);

/*
 * Affine-invariant ensemble (Goodman and Weare 2010, doi:10.2140/camcos.2010.5.65): 40
 * walkers, `sweeps` sweeps of which the first third is dropped; `n` draws at random from
 * the rest. effective_size by the initial positive sequence (Geyer 1992,
 * doi:10.1214/ss/1177011137) of the ensemble's mean, the least over the parameters.
 */
enum es_status es_sample_ensemble(const struct es_density *density,
                                  const struct es_mode *mode, size_t sweeps, size_t n,
                                  gsl_rng *random, struct es_draws *draws,
                                  struct es_arena *arena, struct es_error *err);

/*
 * Moves draws from es_linear_density to es_linear_laplace (density->local must be there)
 * by a second resampling, to `n` of them; effective_size shrinks by the evenness of the
 * weights.
 */
enum es_status es_sample_refine(const struct es_density *density, struct es_draws *draws,
                                size_t n, gsl_rng *random, struct es_arena *arena,
                                struct es_error *err);

#endif
