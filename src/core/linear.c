#include "linear.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A curve may aim a little above what can never be exceeded, since it is only a curve. */
#define ABOVE_LIMIT_SD 0.1

size_t es_param_count(const struct es_model *model)
{
    return model->has_shape ? ES_SPARSE_PARAMS : ES_SPARSE_PARAMS - 1;
}

enum es_status es_linear_open(const struct es_latent *latent,
                              const struct es_model *model, struct es_linear **linear,
                              struct es_arena *arena, struct es_error *err)
{
    struct es_linear *made;
    ES_NEW(arena, made, 1, err);
    const size_t n = latent->n, cells = latent->fit_cells;
    made->latent = latent;
    made->model = model;
    made->n = n;
    made->cells = cells;
    ES_NEW(arena, made->w, cells, err);
    ES_NEW(arena, made->exp_w, cells, err);
    ES_NEW(arena, made->reach, latent->edges * cells, err);
    ES_NEW(arena, made->between, latent->edges * latent->edges, err);
    ES_NEW(arena, made->weight, 4 * n, err);
    ES_NEW(arena, made->cross, n * cells, err);
    ES_NEW(arena, made->variance, n, err);
    ES_NEW(arena, made->covariance, n * n, err);
    ES_NEW(arena, made->factor, n * n, err);
    ES_NEW(arena, made->left, cells * cells, err);
    ES_NEW(arena, made->white, cells * n, err);
    ES_NEW(arena, made->bend, n, err);
    ES_NEW(arena, made->mean, n, err);
    ES_NEW(arena, made->shift, n, err);
    ES_NEW(arena, made->scratch, 2 * (cells + 1) + n + latent->edges, err);
    *linear = made;
    return ES_OK;
}

/* Cumulated gains of the curve with the discrepancy of the point; gain[cells] and
 * sums[cells + 1] are the two halves of the scratch. */
static bool cumulate(const struct es_linear *linear, const double params[],
                     struct es_curve *curve, double *base)
{
    const struct es_latent *latent = linear->latent;
    double *gain = linear->scratch, *sums = linear->scratch + linear->cells;
    if (!es_latent_place(latent, linear->model, params, curve)) {
        return false;
    }
    *base = es_latent_increments(latent, curve, linear->cells, gain);
    sums[0] = 0.0;
    for (size_t m = 0; m < linear->cells; m++) {
        gain[m] *= linear->exp_w[m];
        sums[m + 1] = sums[m] + gain[m];
    }
    return true;
}

/*
 * Every a_j is a difference of sums over all cells before an edge. So K is applied once
 * for each edge, by two passes of the process's recursion, and all else follows by
 * adding.
 */
static void fill_edges(const struct es_linear *linear)
{
    const struct es_latent *latent = linear->latent;
    const size_t cells = linear->cells;
    const double *gain = linear->scratch, variance = latent->sd * latent->sd;
    for (size_t e = 0; e < latent->edges; e++) {
        double *reach = linear->reach + e * cells, run = 0.0;
        for (size_t m = 0; m < cells; m++) { /* what lies at m or before */
            run = run * latent->keep[m] + (m < latent->edge_cell[e] ? gain[m] : 0.0);
            reach[m] = run * variance;
        }
        run = 0.0;
        for (size_t m = latent->edge_cell[e]; m-- > 0;) { /* what lies after m */
            reach[m] += run * variance;
            run = (run + gain[m]) * latent->keep[m];
        }
        double sum = 0.0;
        for (size_t m = 0, f = 0; f < latent->edges; m++) {
            sum += gain[m] * reach[m];
            if (m + 1 == latent->edge_cell[f]) {
                linear->between[e * latent->edges + f++] = sum;
            }
        }
    }
}

/* What each edge of observation j counts: 1 / P, or -1 / P of the reference. */
static void fill_weights(const struct es_linear *linear, double base, size_t j)
{
    const struct es_operator *seen = &linear->latent->operator[j];
    const double *sums = linear->scratch + linear->cells;
    const double whole = (seen->level ? base : 0.0) + sums[seen->end] - sums[seen->from];
    const double ref = sums[seen->ref_end] - sums[seen->ref_from];
    for (int i = 0; i < seen->edges; i++) {
        const bool numerator = abs(seen->sign[i]) == 1;
        linear->weight[4 * j + (size_t)i] =
            numerator ? seen->sign[i] / whole : -0.5 * seen->sign[i] / ref;
    }
}

static void fill_cross(const struct es_linear *linear, size_t j)
{
    const struct es_operator *seen = &linear->latent->operator[j];
    double *row = linear->cross + j * linear->cells;
    memset(row, 0, linear->cells * sizeof row[0]);
    for (int i = 0; i < seen->edges; i++) {
        const double weight = linear->weight[4 * j + (size_t)i];
        const double *reach = linear->reach + seen->edge[i] * linear->cells;
        for (size_t m = 0; m < linear->cells; m++) {
            row[m] += weight * reach[m];
        }
    }
}

/* a_j K a_k. */
static double between(const struct es_linear *linear, size_t j, size_t k)
{
    const struct es_operator *a = &linear->latent->operator[j];
    const struct es_operator *b = &linear->latent->operator[k];
    const size_t edges = linear->latent->edges;
    double sum = 0.0;
    for (int i = 0; i < a->edges; i++) {
        for (int l = 0; l < b->edges; l++) {
            sum += linear->weight[4 * j + (size_t)i] * linear->weight[4 * k + (size_t)l] *
                   linear->between[a->edge[i] * edges + b->edge[l]];
        }
    }
    return sum;
}

/* S = a K a' + whole + the figures' errors, their own and those in common. */
static void fill_covariance(const struct es_linear *linear)
{
    const size_t n = linear->n;
    double *covariance = linear->covariance;
    for (size_t i = 0; i < n * n; i++) {
        covariance[i] = linear->latent->whole_cov[i] + linear->latent->common_cov[i];
    }
    for (size_t j = 0; j < n; j++) {
        for (size_t k = 0; k < j; k++) {
            const double shared = between(linear, j, k);
            covariance[j * n + k] += shared;
            covariance[k * n + j] += shared;
        }
        covariance[j * n + j] += between(linear, j, j) + linear->variance[j];
    }
}

/* shift_j = c_j - a_j w0. */
static void fill_shift(const struct es_linear *linear)
{
    const struct es_latent *latent = linear->latent;
    const double *gain = linear->scratch;
    double *before = linear->scratch + 2 * linear->cells + 1; /* [edges] sums of gain w */
    double sum = 0.0;
    for (size_t m = 0, e = 0; e < latent->edges; m++) {
        sum += gain[m] * linear->w[m];
        if (m + 1 == latent->edge_cell[e]) {
            before[e++] = sum;
        }
    }
    for (size_t j = 0; j < linear->n; j++) {
        const struct es_operator *seen = &latent->operator[j];
        linear->shift[j] = linear->mean[j];
        for (int i = 0; i < seen->edges; i++) {
            linear->shift[j] -= linear->weight[4 * j + (size_t)i] * before[seen->edge[i]];
        }
    }
}

/* Speed of the path at a bound, per year. */
static double speed_at(const struct es_linear *linear, const struct es_curve *curve,
                       size_t bound)
{
    const struct es_latent *latent = linear->latent;
    const double t = latent->bound_years[bound];
    const size_t cell = bound < linear->cells ? bound : linear->cells - 1;
    if (latent->problem->nature == ES_FLOW_SERIES) {
        return es_curve_at(curve, t) * linear->exp_w[cell];
    }
    const double half_month = 1.0 / 24.0;
    return (es_curve_at(curve, t + half_month) - es_curve_at(curve, t - half_month)) /
           (2.0 * half_month) * linear->exp_w[cell];
}

/* d ln P_j / dt when the window is moved. */
static double drift(const struct es_linear *linear, const struct es_curve *curve,
                    double base, size_t j)
{
    const struct es_operator *seen = &linear->latent->operator[j];
    const double *sums = linear->scratch + linear->cells;
    const double gained = sums[seen->end] - sums[seen->from];
    if (seen->level) {
        return speed_at(linear, curve, seen->end) / (base + gained);
    }
    return (speed_at(linear, curve, seen->end) - speed_at(linear, curve, seen->from)) /
           gained;
}

/* The factor of S, with the second-order terms or without. */
static enum es_status factorise(const struct es_linear *linear, bool bent,
                                struct es_error *err)
{
    const size_t n = linear->n;
    memcpy(linear->factor, linear->covariance, n * n * sizeof linear->factor[0]);
    for (size_t j = 0; bent && j < n; j++) {
        linear->factor[j * n + j] += linear->bend[j];
    }
    gsl_matrix_view factor = gsl_matrix_view_array(linear->factor, n, n);
    if (gsl_linalg_cholesky_decomp1(&factor.matrix) != 0) {
        return es_fail(err, ES_ERR_FIT, "%s: the figures' covariance is singular",
                       linear->latent->problem->name);
    }
    return ES_OK;
}

/* Everything that follows from theta(params) and linear->w, but for the errors and the
 * second order; false if there is no such curve. */
static bool follow(struct es_linear *linear, const double params[],
                   struct es_curve *curve, double *base)
{
    for (size_t m = 0; m < linear->cells; m++) {
        linear->exp_w[m] = exp(linear->w[m]);
    }
    if (!cumulate(linear, params, curve, base)) {
        return false;
    }
    fill_edges(linear);
    for (size_t j = 0; j < linear->n; j++) {
        fill_weights(linear, *base, j);
        fill_cross(linear, j);
    }
    return true;
}

enum es_status es_linear_build(struct es_linear *linear, const double params[],
                               struct es_error *err)
{
    const struct es_latent *latent = linear->latent;
    struct es_curve curve;
    double base = 0.0;
    if (!follow(linear, params, &curve, &base)) {
        return es_fail(err, ES_ERR_FIT, "%s: no %s curve has these parameters",
                       latent->problem->name, linear->model->title);
    }
    for (size_t j = 0; j < linear->n; j++) {
        const struct es_observation *seen = &latent->problem->observation[j];
        const double moved = seen->date_sd_days / 365.25 * drift(linear, &curve, base, j);
        linear->variance[j] = seen->sd_log * seen->sd_log + moved * moved;
        if (!isfinite(linear->variance[j])) {
            return es_fail(err, ES_ERR_FIT, "%s: the %s curve misses a figure's window",
                           latent->problem->name, linear->model->title);
        }
    }
    fill_covariance(linear);
    ES_TRY(factorise(linear, false, err));
    es_linear_bend(linear, base);
    fill_shift(linear);
    return factorise(linear, true, err);
}

bool es_linear_residuals(const struct es_linear *linear, const double params[],
                         double residual[])
{
    const struct es_latent *latent = linear->latent;
    struct es_curve curve;
    double base = 0.0;
    if (!cumulate(linear, params, &curve, &base)) {
        return false;
    }
    es_latent_measure(latent, base, linear->scratch + linear->cells, residual);
    for (size_t j = 0; j < linear->n; j++) {
        residual[j] = latent->ln_y[j] - residual[j] - linear->shift[j];
        if (!isfinite(residual[j])) {
            return false;
        }
    }
    return true;
}

void es_linear_whiten(const struct es_linear *linear, double residual[])
{
    gsl_matrix_const_view factor =
        gsl_matrix_const_view_array(linear->factor, linear->n, linear->n);
    gsl_vector_view r = gsl_vector_view_array(residual, linear->n);
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &factor.matrix, &r.vector);
}

void es_linear_solve(const struct es_linear *linear, double x[])
{
    gsl_matrix_const_view factor =
        gsl_matrix_const_view_array(linear->factor, linear->n, linear->n);
    gsl_vector_view r = gsl_vector_view_array(x, linear->n);
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &factor.matrix, &r.vector);
    gsl_blas_dtrsv(CblasLower, CblasTrans, CblasNonUnit, &factor.matrix, &r.vector);
}

size_t es_prior_residuals(const struct es_latent *latent, const struct es_model *model,
                          const double params[], double residual[])
{
    const struct es_prior *prior = &latent->prior;
    const size_t p = es_param_count(model);
    for (size_t k = 0; k < p; k++) {
        residual[k] = (params[k] - prior->mean[k]) / prior->sd[k];
    }
    const double above = params[ES_LN_CEILING] - log(latent->problem->limit);
    residual[p] = fmax(0.0, above) / ABOVE_LIMIT_SD;
    return p + 1;
}

static double prior_density(const struct es_linear *linear, const double params[])
{
    double residual[ES_SPARSE_PARAMS + 1], sum = 0.0;
    const size_t n = es_prior_residuals(linear->latent, linear->model, params, residual);
    for (size_t k = 0; k < n; k++) {
        sum += residual[k] * residual[k];
    }
    return -0.5 * sum;
}

double es_linear_density(const struct es_linear *linear, const double params[])
{
    double *residual = linear->scratch + 2 * linear->cells + 1;
    if (!es_linear_residuals(linear, params, residual)) {
        return -INFINITY;
    }
    es_linear_whiten(linear, residual);
    double sum = 0.0;
    for (size_t j = 0; j < linear->n; j++) {
        sum += residual[j] * residual[j];
    }
    return prior_density(linear, params) - 0.5 * sum;
}

/* The linearisation at theta(params) and linear->w, with the errors and second-order
 * terms as they are. */
static bool relinearise(struct es_linear *linear, const double params[])
{
    struct es_curve curve;
    double base = 0.0;
    if (!follow(linear, params, &curve, &base)) {
        return false;
    }
    fill_covariance(linear);
    fill_shift(linear);
    return factorise(linear, true, NULL) == ES_OK;
}

double es_linear_laplace(struct es_linear *linear, const struct es_linear *mode,
                         const double params[])
{
    const size_t n = linear->n;
    double *residual = linear->scratch + 2 * linear->cells + 1;
    memcpy(linear->w, mode->w, linear->cells * sizeof linear->w[0]);
    memcpy(linear->mean, mode->mean, n * sizeof linear->mean[0]);
    memcpy(linear->bend, mode->bend, n * sizeof linear->bend[0]);
    memcpy(linear->variance, mode->variance, n * sizeof linear->variance[0]);
    if (!relinearise(linear, params)) {
        return -INFINITY;
    }
    es_linear_move(linear, params);
    if (!relinearise(linear, params) || !es_linear_residuals(linear, params, residual)) {
        return -INFINITY;
    }
    es_linear_whiten(linear, residual);
    double sum = 0.0;
    for (size_t j = 0; j < n; j++) {
        sum += residual[j] * residual[j] + 2.0 * log(linear->factor[j * n + j]);
    }
    return prior_density(linear, params) - 0.5 * sum;
}

void es_linear_move(struct es_linear *linear, const double params[])
{
    double *residual = linear->scratch + 2 * linear->cells + 1;
    if (!es_linear_residuals(linear, params, residual)) {
        return;
    }
    es_linear_solve(linear, residual);
    memset(linear->w, 0, linear->cells * sizeof linear->w[0]);
    for (size_t k = 0; k < linear->n; k++) {
        const double *row = linear->cross + k * linear->cells;
        for (size_t m = 0; m < linear->cells; m++) {
            linear->w[m] += row[m] * residual[k];
        }
    }
}
