#include "paths.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

/* Corrections of a path; each brings the misfit down by the error of the linearisation.
 */
enum { CORRECTIONS = 4 };

/* S = a K a' + the figures' own errors: the whole is given, draw by draw. */
static bool factor_given_whole(const struct es_linear *linear, double factor[])
{
    const size_t n = linear->n;
    for (size_t i = 0; i < n * n; i++) {
        factor[i] = linear->covariance[i] - linear->latent->whole_cov[i];
    }
    gsl_matrix_view view = gsl_matrix_view_array(factor, n, n);
    return gsl_linalg_cholesky_decomp1(&view.matrix) == 0;
}

/* K a' beyond the fit cells decays with the distance from the last of them. */
static void extend_cross(const struct es_paths *paths)
{
    const struct es_linear *linear = paths->linear;
    const size_t n = linear->n, last = linear->cells - 1;
    const double variance = linear->latent->sd * linear->latent->sd;
    memcpy(paths->gain, linear->cross, linear->cells * n * sizeof paths->gain[0]);
    for (size_t m = linear->cells; m < paths->cells; m++) {
        const double keep = es_latent_covariance(linear->latent, last, m) / variance;
        for (size_t k = 0; k < n; k++) {
            paths->gain[m * n + k] = linear->cross[last * n + k] * keep;
        }
    }
}

enum es_status es_paths_open(const struct es_linear *linear, struct es_paths *paths,
                             struct es_arena *arena, struct es_error *err)
{
    const struct es_latent *latent = linear->latent;
    const size_t n = linear->n, cells = latent->cells;
    double *factor;
    ES_NEW(arena, factor, n * n, err);
    ES_NEW(arena, paths->gain, cells * n, err);
    ES_NEW(arena, paths->keep, cells, err);
    ES_NEW(arena, paths->scratch, 4 * cells + 2 * n + 1, err);
    paths->linear = linear;
    paths->cells = cells;
    if (!factor_given_whole(linear, factor)) {
        return es_fail(err, ES_ERR_FIT, "%s: the figures' covariance is singular",
                       latent->problem->name);
    }
    extend_cross(paths);
    gsl_matrix_const_view lower = gsl_matrix_const_view_array(factor, n, n);
    for (size_t m = 0; m < cells; m++) {
        gsl_vector_view row = gsl_vector_view_array(paths->gain + m * n, n);
        gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &lower.matrix,
                       &row.vector);
        gsl_blas_dtrsv(CblasLower, CblasTrans, CblasNonUnit, &lower.matrix, &row.vector);
        paths->keep[m] =
            m == 0 ? 0.0
                   : es_latent_covariance(latent, m - 1, m) / (latent->sd * latent->sd);
    }
    return ES_OK;
}

static void draw_discrepancy(const struct es_paths *paths, gsl_rng *random, double w[])
{
    const double sd = paths->linear->latent->sd;
    double before = 0.0;
    for (size_t m = 0; m < paths->cells; m++) {
        const double keep = paths->keep[m];
        const double fresh = gsl_ran_gaussian_ziggurat(random, sd);
        before = keep * before + sqrt(1.0 - keep * keep) * fresh;
        w[m] = before;
    }
}

/* What each figure is taken to say in this draw: its value with its error drawn, and the
 * whole of the same draw. */
static void draw_figures(const struct es_paths *paths, size_t whole_draw, gsl_rng *random,
                         double y[])
{
    const struct es_linear *linear = paths->linear;
    const struct es_latent *latent = linear->latent;
    for (size_t j = 0; j < linear->n; j++) {
        y[j] = latent->ln_y[j] +
               gsl_ran_gaussian_ziggurat(random, sqrt(linear->variance[j]));
        if (latent->whole_draw[j] != NULL) {
            y[j] += latent->whole_draw[j][whole_draw];
        }
    }
}

static void accumulate(const double gain[], const double w[], size_t cells, double sums[])
{
    sums[0] = 0.0;
    for (size_t m = 0; m < cells; m++) {
        sums[m + 1] = sums[m] + gain[m] * exp(w[m]);
    }
}

/* w = w0 + G (y - ln P(w) + a (w - w0)), over the first `cells` cells. */
static void correct(const struct es_paths *paths, const double prior_w[],
                    const double misfit[], size_t cells, double w[])
{
    const size_t n = paths->linear->n;
    for (size_t m = 0; m < cells; m++) {
        double sum = prior_w[m];
        for (size_t k = 0; k < n; k++) {
            sum += paths->gain[m * n + k] * misfit[k];
        }
        w[m] = sum;
    }
}

static void misfits(const struct es_linear *linear, const double y[], const double w[],
                    const double prior_w[], double ln_p[])
{
    for (size_t j = 0; j < linear->n; j++) {
        const double *share = linear->share + j * linear->cells;
        double sum = y[j] - ln_p[j];
        for (size_t m = 0; m < linear->cells; m++) {
            sum += share[m] * (w[m] - prior_w[m]);
        }
        ln_p[j] = sum;
    }
}

static void by_month(const struct es_latent *latent, double base, const double sums[],
                     double cumulated[])
{
    const double limit = latent->problem->limit;
    double level = fmin(base, limit);
    cumulated[0] = level;
    for (size_t i = 0; i < latent->months; i++) {
        double gained = sums[latent->month_cell[i + 1]] - sums[latent->month_cell[i]];
        if (latent->problem->nature == ES_FLOW_SERIES) {
            gained = fmin(gained, limit / 12.0);
            level += gained;
        } else {
            level = fmin(limit, base + sums[latent->month_cell[i + 1]]);
        }
        cumulated[i + 1] = level;
    }
}

bool es_paths_draw(const struct es_paths *paths, const double params[], size_t whole_draw,
                   gsl_rng *random, double cumulated[])
{
    const struct es_linear *linear = paths->linear;
    const struct es_latent *latent = linear->latent;
    const size_t cells = paths->cells;
    double *gain = paths->scratch, *w = gain + cells, *prior_w = w + cells;
    double *sums = prior_w + cells, *y = sums + cells + 1, *misfit = y + linear->n;
    double theta[ES_MODEL_MAX_PARAMS];

    draw_discrepancy(paths, random, prior_w);
    draw_figures(paths, whole_draw, random, y);
    if (!es_latent_place(latent, linear->model, params, theta)) {
        return false;
    }
    const double base = es_latent_increments(latent, linear->model, theta, cells, gain);
    memcpy(w, prior_w, cells * sizeof w[0]);
    for (int round = 0; round < CORRECTIONS; round++) {
        accumulate(gain, w, linear->cells, sums);
        es_latent_measure(latent, base, sums, misfit);
        misfits(linear, y, w, prior_w, misfit);
        correct(paths, prior_w, misfit, round + 1 < CORRECTIONS ? linear->cells : cells,
                w);
    }
    accumulate(gain, w, cells, sums);
    by_month(latent, base, sums, cumulated);
    return true;
}
