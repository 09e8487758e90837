#include "paths.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

/* Corrections of a path; each brings the misfit down by the error of the linearisation.
 */
enum { MOST_CORRECTIONS = 6 };
#define CORRECTED 1e-3 /* of ln P; a tenth of the least error of most figures */
#define MISSED 1e-2    /* a third of it */

/* a K a' and the inverse of it with the figures' own errors: the whole is given, draw by
 * draw. */
static enum es_status invert(struct es_paths *paths, struct es_error *err)
{
    const struct es_linear *linear = paths->linear;
    const size_t n = linear->n;
    for (size_t i = 0; i < n * n; i++) {
        paths->inverse[i] = linear->covariance[i] - linear->latent->whole_cov[i];
        paths->between[i] = paths->inverse[i] - linear->latent->common_cov[i];
    }
    for (size_t j = 0; j < n; j++) {
        paths->between[j * n + j] -= linear->variance[j];
    }
    gsl_matrix_view view = gsl_matrix_view_array(paths->inverse, n, n);
    if (gsl_linalg_cholesky_decomp1(&view.matrix) != 0 ||
        gsl_linalg_cholesky_invert(&view.matrix) != 0) {
        return es_fail(err, ES_ERR_FIT, "%s: the figures' covariance is singular",
                       linear->latent->problem->name);
    }
    return ES_OK;
}

/* K a' beyond the fit cells decays with the distance from the last of them. Figure by
 * figure, so that a path is moved by whole rows. */
static void extend_cross(const struct es_paths *paths)
{
    const struct es_linear *linear = paths->linear;
    const size_t n = linear->n;
    for (size_t k = 0; k < n; k++) {
        double *row = paths->cross + k * paths->cells;
        memcpy(row, linear->cross + k * linear->cells, linear->cells * sizeof row[0]);
        for (size_t m = linear->cells; m < paths->cells; m++) {
            row[m] = row[m - 1] * linear->latent->keep[m];
        }
    }
}

enum es_status es_paths_open(const struct es_linear *linear, struct es_paths *paths,
                             struct es_arena *arena, struct es_error *err)
{
    const struct es_latent *latent = linear->latent;
    const size_t n = linear->n, cells = latent->cells;
    paths->linear = linear;
    paths->cells = cells;
    ES_NEW(arena, paths->cross, cells * n, err);
    ES_NEW(arena, paths->between, n * n, err);
    ES_NEW(arena, paths->inverse, n * n, err);
    ES_NEW(arena, paths->scratch, 4 * cells + 3 * n + 1, err);
    ES_TRY(invert(paths, err));
    extend_cross(paths);
    return ES_OK;
}

static void draw_discrepancy(const struct es_paths *paths, gsl_rng *random, double w[])
{
    const double sd = paths->linear->latent->sd;
    double before = 0.0;
    for (size_t m = 0; m < paths->cells; m++) {
        const double keep = paths->linear->latent->keep[m];
        const double fresh = gsl_ran_gaussian_ziggurat(random, sd);
        before = keep * before + sqrt(1.0 - keep * keep) * fresh;
        w[m] = before;
    }
}

/* One normal number for each error that figures have in common. */
static void draw_common(const struct es_latent *latent, gsl_rng *random, double y[])
{
    const struct es_sparse_problem *problem = latent->problem;
    for (size_t e = 0; e < problem->commons; e++) {
        const double off = gsl_ran_gaussian_ziggurat(random, 1.0);
        for (size_t j = 0; j < latent->n; j++) {
            const double *common = problem->observation[j].common;
            y[j] += common != NULL ? common[e] * off : 0.0;
        }
    }
}

/* What each figure is taken to say in this draw: its value with its errors drawn, and the
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
    draw_common(latent, random, y);
}

static void accumulate(const double gain[], const double w[], size_t cells, double sums[])
{
    sums[0] = 0.0;
    for (size_t m = 0; m < cells; m++) {
        sums[m + 1] = sums[m] + gain[m] * exp(w[m]);
    }
}

/* w = w0 + K a' v over the first `cells` cells. */
static void shift(const struct es_paths *paths, const double prior_w[], const double v[],
                  size_t cells, double w[])
{
    memcpy(w, prior_w, cells * sizeof w[0]);
    for (size_t k = 0; k < paths->linear->n; k++) {
        const double *row = paths->cross + k * paths->cells;
        for (size_t m = 0; m < cells; m++) {
            w[m] += row[m] * v[k];
        }
    }
}

/* v = (a K a' + errors)^-1 misfit. */
static void weigh(const struct es_paths *paths, const double misfit[], double v[])
{
    const size_t n = paths->linear->n;
    memset(v, 0, n * sizeof v[0]);
    for (size_t k = 0; k < n; k++) {
        for (size_t j = 0; j < n; j++) {
            v[j] += paths->inverse[k * n + j] * misfit[k];
        }
    }
}

/*
 * Solves for v in w = w0 + K a' v, where v = (a K a' + errors)^-1 (y - ln P(w) + a (w -
 * w0)), until the figures move no more; ends with w over all cells.
 */
static bool meet_figures(const struct es_paths *paths, double base, const double gain[],
                         const double prior_w[], const double y[], double w[])
{
    const struct es_linear *linear = paths->linear;
    const size_t n = linear->n;
    double *sums = w + paths->cells, *misfit = sums + paths->cells + 1 + n;
    double *v = misfit + n;
    double before = INFINITY;
    memset(v, 0, n * sizeof v[0]);
    for (int round = 0; round < MOST_CORRECTIONS && before > CORRECTED; round++) {
        shift(paths, prior_w, v, linear->cells, w);
        accumulate(gain, w, linear->cells, sums);
        es_latent_measure(linear->latent, base, sums, misfit);
        before = 0.0;
        for (size_t j = 0; j < n; j++) {
            double along = 0.0; /* a (w - w0) */
            double error = linear->variance[j] * v[j];
            for (size_t k = 0; k < n; k++) {
                along += paths->between[j * n + k] * v[k];
                error += linear->latent->common_cov[j * n + k] * v[k];
            }
            /* What the last v asked for, against what the path now gives. */
            before = fmax(before, fabs(y[j] - misfit[j] - error));
            misfit[j] = y[j] - misfit[j] + along;
        }
        weigh(paths, misfit, v);
    }
    shift(paths, prior_w, v, paths->cells, w);
    return before <= MISSED;
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

enum es_met es_paths_draw(const struct es_paths *paths, const double params[],
                          size_t whole_draw, gsl_rng *random, double cumulated[])
{
    const struct es_linear *linear = paths->linear;
    const struct es_latent *latent = linear->latent;
    const size_t cells = paths->cells;
    double *gain = paths->scratch, *prior_w = gain + cells, *w = prior_w + cells;
    double *sums = w + cells, *y = sums + cells + 1;
    struct es_curve curve;

    /* In this order, so that more months ask for more random numbers at the end. */
    draw_figures(paths, whole_draw, random, y);
    draw_discrepancy(paths, random, prior_w);
    if (!es_latent_place(latent, linear->model, params, &curve)) {
        return ES_NO_CURVE;
    }
    const double base = es_latent_increments(latent, &curve, cells, gain);
    const bool met = meet_figures(paths, base, gain, prior_w, y, w);
    accumulate(gain, w, cells, sums);
    by_month(latent, base, sums, cumulated);
    return met ? ES_MET : ES_MISSED;
}

enum es_status es_paths_relinearise(const struct es_linear *mode, const double params[],
                                    struct es_paths *paths, struct es_arena *arena,
                                    struct es_error *err)
{
    struct es_linear *local;
    ES_TRY(es_linear_open(mode->latent, mode->model, &local, arena, err));
    if (!isfinite(es_linear_laplace(local, mode, params))) {
        return es_fail(err, ES_ERR_FIT, "%s: no linearisation at a draw",
                       mode->latent->problem->name);
    }
    return es_paths_open(local, paths, arena, err);
}
