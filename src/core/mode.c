#include "mode.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <string.h>

enum { ROUNDS = 8, ITERATIONS = 60, WIDENINGS = 20 };
#define WIDENING 0.15   /* of ln duration */
#define STANDSTILL 1e-6 /* in prior standard deviations */
#define NO_CURVE 1e6    /* a residual that turns every step away */
#define TOLERANCE 1e-10

/* Residuals whose square sum is -2 log posterior: figures, whitened, then prior. */
static int residuals(const gsl_vector *x, void *context, gsl_vector *f)
{
    const struct es_linear *linear = context;
    double params[ES_SPARSE_PARAMS] = {0}, prior[ES_SPARSE_PARAMS + 1];
    for (size_t k = 0; k < x->size; k++) {
        params[k] = gsl_vector_get(x, k);
    }
    double *r = linear->scratch + 2 * linear->cells + 1;
    const bool exists = es_linear_residuals(linear, params, r);
    if (exists) {
        es_linear_whiten(linear, r);
    }
    for (size_t j = 0; j < linear->n; j++) {
        gsl_vector_set(f, j, exists ? r[j] : NO_CURVE);
    }
    const size_t priors =
        es_prior_residuals(linear->latent, linear->model, params, prior);
    for (size_t k = 0; k < priors; k++) {
        gsl_vector_set(f, linear->n + k, prior[k]);
    }
    return GSL_SUCCESS;
}

/* Improves params in place; returns the log posterior there. */
static double climb(const struct es_linear *linear, gsl_multifit_nlinear_workspace *space,
                    double params[])
{
    const size_t p = es_param_count(linear->model);
    struct es_linear *context;
    memcpy(&context, &linear, sizeof context); /* GSL takes no pointer to const */
    gsl_multifit_nlinear_fdf fdf = {
        .f = residuals, .n = linear->n + p + 1, .p = p, .params = context};
    gsl_vector_view start = gsl_vector_view_array(params, p);
    double best[ES_SPARSE_PARAMS];
    int info;
    if (gsl_multifit_nlinear_init(&start.vector, &fdf, space) != GSL_SUCCESS) {
        return -INFINITY;
    }
    (void)gsl_multifit_nlinear_driver(ITERATIONS, TOLERANCE, TOLERANCE, 0.0, NULL, NULL,
                                      &info, space);
    for (size_t k = 0; k < p; k++) {
        best[k] = gsl_vector_get(gsl_multifit_nlinear_position(space), k);
    }
    const double density = es_linear_density(linear, best);
    if (isfinite(density)) {
        memcpy(params, best, p * sizeof best[0]);
    }
    return density;
}

/*
 * A start near the prior's centre, moved by whole standard deviations of ceiling and
 * midpoint. A curve that begins somewhere must begin before the figures: the duration
 * grows until it does.
 */
static bool start_at(const struct es_linear *linear, int ceiling, int midpoint,
                     double params[])
{
    const struct es_latent *latent = linear->latent;
    const struct es_prior *prior = &latent->prior;
    double *residual = linear->scratch + 2 * linear->cells + 1;
    memcpy(params, prior->mean, sizeof prior->mean);
    params[ES_LN_CEILING] += ceiling * prior->sd[ES_LN_CEILING];
    params[ES_MIDPOINT] = fmax(params[ES_MIDPOINT] + midpoint * prior->sd[ES_MIDPOINT],
                               latent->launch_years + 0.5);
    for (int step = 0; step < WIDENINGS; step++) {
        if (es_linear_residuals(linear, params, residual)) {
            return true;
        }
        params[ES_LN_DURATION] += WIDENING;
    }
    return false;
}

static double climb_from_everywhere(const struct es_linear *linear,
                                    gsl_multifit_nlinear_workspace *space,
                                    double params[])
{
    double best = -INFINITY;
    for (int start = 0; start < 9; start++) {
        double trial[ES_SPARSE_PARAMS];
        if (!start_at(linear, start % 3 - 1, start / 3 - 1, trial)) {
            continue;
        }
        const double density = climb(linear, space, trial);
        if (density > best) {
            best = density;
            memcpy(params, trial, sizeof trial);
        }
    }
    return best;
}

static double moved(const struct es_prior *prior, const double a[], const double b[],
                    size_t p)
{
    double most = 0.0;
    for (size_t k = 0; k < p; k++) {
        most = fmax(most, fabs(a[k] - b[k]) / prior->sd[k]);
    }
    return most;
}

static enum es_status alternate(struct es_linear *linear, struct es_mode *mode,
                                gsl_multifit_nlinear_workspace *space,
                                struct es_error *err)
{
    const size_t p = es_param_count(linear->model);
    for (int round = 0; round < ROUNDS; round++) {
        double before[ES_SPARSE_PARAMS];
        memcpy(before, mode->params, sizeof before);
        es_linear_move(linear, mode->params);
        ES_TRY(es_linear_build(linear, mode->params, err));
        mode->log_posterior = climb(linear, space, mode->params);
        if (moved(&linear->latent->prior, before, mode->params, p) < STANDSTILL) {
            break;
        }
    }
    gsl_matrix_view covariance = gsl_matrix_view_array(mode->covariance, p, p);
    if (!isfinite(mode->log_posterior) ||
        gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(space), 0.0,
                                   &covariance.matrix) != GSL_SUCCESS) {
        return es_fail(err, ES_ERR_FIT, "%s: no %s curve fits the figures",
                       linear->latent->problem->name, linear->model->title);
    }
    return ES_OK;
}

enum es_status es_mode_find(struct es_linear *linear, struct es_mode *mode,
                            struct es_error *err)
{
    const size_t p = es_param_count(linear->model);
    memset(linear->w, 0, linear->cells * sizeof linear->w[0]);
    for (size_t m = 0; m < linear->cells; m++) {
        linear->exp_w[m] = 1.0;
    }
    if (!start_at(linear, 0, 0, mode->params)) {
        return es_fail(err, ES_ERR_FIT, "%s: no %s curve reaches back to the figures",
                       linear->latent->problem->name, linear->model->title);
    }
    ES_TRY(es_linear_build(linear, mode->params, err));

    const gsl_multifit_nlinear_parameters settings =
        gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_workspace *space = gsl_multifit_nlinear_alloc(
        gsl_multifit_nlinear_trust, &settings, linear->n + p + 1, p);
    if (space == NULL) {
        return es_no_memory(err);
    }
    enum es_status status = ES_OK;
    if (isfinite(climb_from_everywhere(linear, space, mode->params))) {
        status = alternate(linear, mode, space, err);
    } else {
        status = es_fail(err, ES_ERR_FIT, "%s: no %s curve fits the figures",
                         linear->latent->problem->name, linear->model->title);
    }
    gsl_multifit_nlinear_free(space);
    return status;
}
