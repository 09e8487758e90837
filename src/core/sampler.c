#include "sampler.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#define DEGREES_OF_FREEDOM 5.0
#define STRETCH 2.0
enum { WALKERS = 40 };

/* Parameters at which the density overflows are as good as impossible. */
static double density_at(const struct es_density *density, const double params[])
{
    const double height = density->local != NULL
                              ? es_linear_laplace(density->local, density->linear, params)
                              : es_linear_density(density->linear, params);
    return isfinite(height) ? height : -INFINITY;
}

/* Lower Cholesky factor of the mode's covariance; false if it is not positive. */
static bool factor_of(const struct es_mode *mode, size_t p, double factor[])
{
    memcpy(factor, mode->covariance, p * p * sizeof factor[0]);
    gsl_matrix_view view = gsl_matrix_view_array(factor, p, p);
    return gsl_linalg_cholesky_decomp1(&view.matrix) == 0;
}

/* One Student draw around the mode; returns its log density up to a constant. */
static double propose(const struct es_mode *mode, size_t p, const double factor[],
                      gsl_rng *random, double params[])
{
    double z[ES_SPARSE_PARAMS], square = 0.0;
    const double scale =
        sqrt(DEGREES_OF_FREEDOM / gsl_ran_chisq(random, DEGREES_OF_FREEDOM));
    for (size_t k = 0; k < p; k++) {
        z[k] = gsl_ran_gaussian_ziggurat(random, 1.0) * scale;
        square += z[k] * z[k];
    }
    memset(params, 0, ES_SPARSE_PARAMS * sizeof params[0]);
    for (size_t k = 0; k < p; k++) {
        params[k] = mode->params[k];
        for (size_t i = 0; i <= k; i++) {
            params[k] += factor[k * p + i] * z[i];
        }
    }
    return -0.5 * (DEGREES_OF_FREEDOM + (double)p) * log1p(square / DEGREES_OF_FREEDOM);
}

/* Log weights to weights that sum to 1, truncated; returns their effective size. */
static double normalise(double weight[], size_t n)
{
    double most = -INFINITY, sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        most = fmax(most, weight[i]);
    }
    if (!isfinite(most)) {
        return 0.0;
    }
    for (size_t i = 0; i < n; i++) {
        weight[i] = exp(weight[i] - most);
        sum += weight[i];
    }
    const double cap = sum / (double)n * sqrt((double)n);
    double capped = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        weight[i] = fmin(weight[i], cap);
        capped += weight[i];
        squares += weight[i] * weight[i];
    }
    for (size_t i = 0; i < n; i++) {
        weight[i] /= capped;
    }
    return capped * capped / squares;
}

/* The next index of positive weight, or the same if there is none: rounding may leave the
 * sum of all weights below 1. */
static size_t next_weighted(const double weight[], size_t n, size_t at)
{
    for (size_t i = at + 1; i < n; i++) {
        if (weight[i] > 0.0) {
            return i;
        }
    }
    return at;
}

/* Systematic resampling. */
static void resample(double (*from)[ES_SPARSE_PARAMS], const double weight[],
                     size_t tries, gsl_rng *random, struct es_draws *draws)
{
    const double offset = gsl_rng_uniform_pos(random);
    size_t at = weight[0] > 0.0 ? 0 : next_weighted(weight, tries, 0);
    double reached = weight[at];
    for (size_t i = 0; i < draws->n; i++) {
        const double wanted = ((double)i + offset) / (double)draws->n;
        size_t next;
        while (reached < wanted && (next = next_weighted(weight, tries, at)) != at) {
            at = next;
            reached += weight[at];
        }
        memcpy(draws->at[i], from[at], sizeof from[at]);
    }
    gsl_ran_shuffle(random, draws->at, draws->n, sizeof draws->at[0]);
}

enum es_status es_sample_refine(const struct es_density *density, struct es_draws *draws,
                                size_t n, gsl_rng *random, struct es_arena *arena,
                                struct es_error *err)
{
    const struct es_linear *linear = density->linear;
    struct es_draws kept = {.n = n, .effective_size = draws->effective_size};
    double *weight;
    ES_NEW(arena, weight, draws->n, err);
    ES_NEW(arena, kept.at, n, err);
    for (size_t i = 0; i < draws->n; i++) {
        weight[i] =
            density_at(density, draws->at[i]) - es_linear_density(linear, draws->at[i]);
    }
    const double share = normalise(weight, draws->n) / (double)draws->n;
    if (!(share > 0.0)) {
        return es_fail(err, ES_ERR_FIT, "%s: no %s curve fits the figures",
                       linear->latent->problem->name, linear->model->title);
    }
    resample(draws->at, weight, draws->n, random, &kept);
    kept.effective_size *= share;
    *draws = kept;
    return ES_OK;
}

enum es_status es_sample_importance(const struct es_density *density,
                                    const struct es_mode *mode, size_t tries, size_t n,
                                    gsl_rng *random, struct es_draws *draws,
                                    struct es_arena *arena, struct es_error *err)
{
    const size_t p = es_param_count(density->linear->model);
    double factor[ES_SPARSE_PARAMS * ES_SPARSE_PARAMS];
    double(*tried)[ES_SPARSE_PARAMS], *weight;
    ES_NEW(arena, tried, tries, err);
    ES_NEW(arena, weight, tries, err);
    ES_NEW(arena, draws->at, n, err);
    draws->n = n;
    draws->effective_size = 0.0;
    if (!factor_of(mode, p, factor)) {
        return ES_OK; /* no proposal: an effective size of 0 sends it to the ensemble */
    }
    for (size_t i = 0; i < tries; i++) {
        const double proposed = propose(mode, p, factor, random, tried[i]);
        weight[i] = density_at(density, tried[i]) - proposed;
    }
    draws->effective_size = normalise(weight, tries);
    if (draws->effective_size > 0.0) {
        resample(tried, weight, tries, random, draws);
    }
    return ES_OK;
}

struct es_mode es_sample_moments(const struct es_draws *draws, size_t p)
{
    struct es_mode made = {0};
    const double n = (double)draws->n;
    for (size_t i = 0; i < draws->n; i++) {
        for (size_t k = 0; k < p; k++) {
            made.params[k] += draws->at[i][k] / n;
        }
    }
    for (size_t i = 0; i < draws->n; i++) {
        for (size_t k = 0; k < p * p; k++) {
            made.covariance[k] += (draws->at[i][k / p] - made.params[k / p]) *
                                  (draws->at[i][k % p] - made.params[k % p]) / n;
        }
    }
    return made;
}

/* Walkers around the mode, each where the curve exists. */
static void scatter(const struct es_density *density, const struct es_mode *mode,
                    gsl_rng *random, double (*walker)[ES_SPARSE_PARAMS], double height[])
{
    const size_t p = es_param_count(density->linear->model);
    const struct es_prior *prior = &density->linear->latent->prior;
    for (size_t i = 0; i < WALKERS; i++) {
        double width = 0.3;
        do { /* the mode itself has a finite density, so narrower must end */
            for (size_t k = 0; k < p; k++) {
                const double z = gsl_ran_gaussian_ziggurat(random, width);
                walker[i][k] = mode->params[k] + z * prior->sd[k];
            }
            height[i] = density_at(density, walker[i]);
            width *= 0.8;
        } while (!isfinite(height[i]));
    }
}

/* One stretch move of walker i along the line to a walker of the other half. */
static void stretch(const struct es_density *density, double (*walker)[ES_SPARSE_PARAMS],
                    double height[], size_t i, gsl_rng *random)
{
    const size_t p = es_param_count(density->linear->model), half = WALKERS / 2;
    const size_t other =
        (i < half ? half : 0) + (size_t)gsl_rng_uniform_int(random, half);
    const double root = sqrt(1.0 / STRETCH) +
                        gsl_rng_uniform(random) * (sqrt(STRETCH) - sqrt(1.0 / STRETCH));
    const double z = root * root;
    double trial[ES_SPARSE_PARAMS] = {0};
    for (size_t k = 0; k < p; k++) {
        trial[k] = walker[other][k] + z * (walker[i][k] - walker[other][k]);
    }
    const double there = density_at(density, trial);
    const double gain = (double)(p - 1) * log(z) + there - height[i];
    if (log(gsl_rng_uniform_pos(random)) < gain) {
        memcpy(walker[i], trial, sizeof trial);
        height[i] = there;
    }
}

/* Integrated autocorrelation time of a chain of ensemble means, in sweeps. */
static double correlation_time(const double chain[], size_t n)
{
    double mean = 0.0, variance = 0.0;
    for (size_t i = 0; i < n; i++) {
        mean += chain[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        variance += (chain[i] - mean) * (chain[i] - mean) / (double)n;
    }
    double time = -1.0;
    for (size_t lag = 0; lag + 1 < n / 2; lag += 2) {
        double pair = 0.0;
        for (size_t i = 0; i + lag + 1 < n; i++) {
            pair += (chain[i] - mean) *
                    (chain[i + lag] + chain[i + lag + 1] - 2.0 * mean) / (double)n;
        }
        if (pair <= 0.0) {
            break;
        }
        time += 2.0 * pair / variance;
    }
    return variance > 0.0 ? fmax(time, 1.0) : (double)n;
}

static double ensemble_size(const double *means, size_t kept, size_t p)
{
    double least = INFINITY;
    for (size_t k = 0; k < p; k++) {
        const double time = correlation_time(means + k * kept, kept);
        least = fmin(least, (double)(kept * WALKERS) / time);
    }
    return least;
}

enum es_status es_sample_ensemble(const struct es_density *density,
                                  const struct es_mode *mode, size_t sweeps, size_t n,
                                  gsl_rng *random, struct es_draws *draws,
                                  struct es_arena *arena, struct es_error *err)
{
    const size_t p = es_param_count(density->linear->model);
    const size_t dropped = sweeps / 3, kept = sweeps - dropped;
    double(*walker)[ES_SPARSE_PARAMS], (*chain)[ES_SPARSE_PARAMS], *height, *means;
    ES_NEW(arena, walker, WALKERS, err);
    ES_NEW(arena, height, WALKERS, err);
    ES_NEW(arena, chain, kept * WALKERS, err);
    ES_NEW(arena, means, kept * p, err);
    ES_NEW(arena, draws->at, n, err);
    draws->n = n;

    scatter(density, mode, random, walker, height);
    for (size_t sweep = 0; sweep < sweeps; sweep++) {
        for (size_t i = 0; i < WALKERS; i++) {
            stretch(density, walker, height, i, random);
        }
        if (sweep >= dropped) {
            const size_t row = sweep - dropped;
            memcpy(chain[row * WALKERS], walker, WALKERS * sizeof walker[0]);
            for (size_t i = 0; i < WALKERS * p; i++) {
                means[i % p * kept + row] += walker[i / p][i % p] / WALKERS;
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        const size_t at = (size_t)gsl_rng_uniform_int(random, kept * WALKERS);
        memcpy(draws->at[i], chain[at], sizeof chain[0]);
    }
    draws->effective_size = ensemble_size(means, kept, p);
    return ES_OK;
}
