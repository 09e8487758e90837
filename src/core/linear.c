#include "linear.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

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
    ES_NEW(arena, made->share, n * cells, err);
    ES_NEW(arena, made->cross, n * cells, err);
    ES_NEW(arena, made->variance, n, err);
    ES_NEW(arena, made->covariance, n * n, err);
    ES_NEW(arena, made->factor, n * n, err);
    ES_NEW(arena, made->left, cells, err);
    ES_NEW(arena, made->shift, n, err);
    ES_NEW(arena, made->scratch, 2 * (cells + 1) + n, err);
    *linear = made;
    return ES_OK;
}

void es_latent_smooth(const struct es_latent *latent, const double a[], size_t cells,
                      double out[], size_t stride)
{
    double run = 0.0;
    for (size_t m = 0; m < cells; m++) { /* what lies at m or before */
        const double keep = m == 0 ? 0.0 : es_latent_covariance(latent, m - 1, m);
        run = run * keep / (latent->sd * latent->sd) + a[m];
        out[m * stride] = run;
    }
    run = 0.0;
    for (size_t m = cells; m-- > 0;) { /* what lies after m */
        out[m * stride] = (out[m * stride] + run) * latent->sd * latent->sd;
        const double keep = m == 0 ? 0.0 : es_latent_covariance(latent, m - 1, m);
        run = (run + a[m]) * keep / (latent->sd * latent->sd);
    }
}

/* Cumulated gains of the curve with the discrepancy of the point; gain[cells] and
 * sums[cells + 1] are the two halves of the scratch. */
static bool cumulate(const struct es_linear *linear, const double params[],
                     double theta[], double *base)
{
    const struct es_latent *latent = linear->latent;
    double *gain = linear->scratch, *sums = linear->scratch + linear->cells;
    if (!es_latent_place(latent, linear->model, params, theta)) {
        return false;
    }
    *base = es_latent_increments(latent, linear->model, theta, linear->cells, gain);
    sums[0] = 0.0;
    for (size_t m = 0; m < linear->cells; m++) {
        gain[m] *= linear->exp_w[m];
        sums[m + 1] = sums[m] + gain[m];
    }
    return true;
}

static void fill_shares(const struct es_linear *linear, double base, size_t j)
{
    const struct es_operator *seen = &linear->latent->operator[j];
    const double *gain = linear->scratch, *sums = linear->scratch + linear->cells;
    double *share = linear->share + j * linear->cells;
    memset(share, 0, linear->cells * sizeof share[0]);
    const double whole = (seen->level ? base : 0.0) + sums[seen->end] - sums[seen->from];
    for (size_t m = seen->from; m < seen->end; m++) {
        share[m] += gain[m] / whole;
    }
    const double ref = sums[seen->ref_end] - sums[seen->ref_from];
    for (size_t m = seen->ref_from; m < seen->ref_end; m++) {
        share[m] -= gain[m] / ref;
    }
}

/* Speed of the path at a bound, per year. */
static double speed_at(const struct es_linear *linear, const double theta[], size_t bound)
{
    const struct es_latent *latent = linear->latent;
    const double t = latent->bound_years[bound];
    const size_t cell = bound < linear->cells ? bound : linear->cells - 1;
    if (latent->problem->nature == ES_FLOW_SERIES) {
        return linear->model->value(theta, t, NULL) * linear->exp_w[cell];
    }
    const double half_month = 1.0 / 24.0;
    return (linear->model->value(theta, t + half_month, NULL) -
            linear->model->value(theta, t - half_month, NULL)) /
           (2.0 * half_month) * linear->exp_w[cell];
}

/* d ln P_j / dt when the window is moved. */
static double drift(const struct es_linear *linear, const double theta[], double base,
                    size_t j)
{
    const struct es_operator *seen = &linear->latent->operator[j];
    const double *sums = linear->scratch + linear->cells;
    const double gained = sums[seen->end] - sums[seen->from];
    if (seen->level) {
        return speed_at(linear, theta, seen->end) / (base + gained);
    }
    return (speed_at(linear, theta, seen->end) - speed_at(linear, theta, seen->from)) /
           gained;
}

static enum es_status factorise(const struct es_linear *linear, struct es_error *err)
{
    const size_t n = linear->n;
    for (size_t j = 0; j < n; j++) {
        const double *share = linear->share + j * linear->cells;
        for (size_t k = 0; k < n; k++) {
            double sum = linear->latent->whole_cov[j * n + k];
            for (size_t m = 0; m < linear->cells; m++) {
                sum += share[m] * linear->cross[m * n + k];
            }
            linear->covariance[j * n + k] = sum + (j == k ? linear->variance[j] : 0.0);
        }
    }
    memcpy(linear->factor, linear->covariance, n * n * sizeof linear->factor[0]);
    gsl_matrix_view factor = gsl_matrix_view_array(linear->factor, n, n);
    if (gsl_linalg_cholesky_decomp1(&factor.matrix) != 0) {
        return es_fail(err, ES_ERR_FIT, "%s: the figures' covariance is singular",
                       linear->latent->problem->name);
    }
    return ES_OK;
}

/* |factor^-1 x|^2, where x is overwritten. */
static double explained(const struct es_linear *linear, double x[])
{
    double sum = 0.0;
    es_linear_whiten(linear, x);
    for (size_t k = 0; k < linear->n; k++) {
        sum += x[k] * x[k];
    }
    return sum;
}

static void fill_left(const struct es_linear *linear)
{
    const size_t n = linear->n;
    double *x = linear->scratch + 2 * linear->cells + 1;
    for (size_t m = 0; m < linear->cells; m++) {
        memcpy(x, linear->cross + m * n, n * sizeof x[0]);
        linear->left[m] = linear->latent->sd * linear->latent->sd - explained(linear, x);
    }
}

/* Variance of w within the cells of a window, weighted by their shares p of its sum,
 * under the posterior: sum p_m V_mm - p' V p, V = K - K a' S^-1 a K. */
static double spread_within(const struct es_linear *linear, size_t from, size_t end,
                            double before)
{
    const size_t n = linear->n;
    const double variance = linear->latent->sd * linear->latent->sd;
    const double *gain = linear->scratch, *sums = linear->scratch + linear->cells;
    double *seen = linear->scratch + 2 * linear->cells + 1; /* [n] a K p */
    const double total = before + sums[end] - sums[from];
    double diagonal = 0.0, square = 0.0, run = 0.0;
    memset(seen, 0, n * sizeof seen[0]);
    for (size_t m = from; m < end; m++) {
        const double p = gain[m] / total;
        diagonal += p * linear->left[m];
        /* p' K p, by the recursion of the process. */
        run *=
            m == from ? 0.0 : es_latent_covariance(linear->latent, m - 1, m) / variance;
        square += variance * p * (p + 2.0 * run);
        run += p;
        for (size_t k = 0; k < n; k++) {
            seen[k] += p * linear->cross[m * n + k];
        }
    }
    return diagonal - (square - explained(linear, seen));
}

static void fill_shift(const struct es_linear *linear, double base, size_t j)
{
    const struct es_operator *seen = &linear->latent->operator[j];
    double shift =
        0.5 * spread_within(linear, seen->from, seen->end, seen->level ? base : 0.0);
    if (seen->ref_end > seen->ref_from) {
        shift -= 0.5 * spread_within(linear, seen->ref_from, seen->ref_end, 0.0);
    }
    for (size_t m = 0; m < linear->cells; m++) {
        shift -= linear->share[j * linear->cells + m] * linear->w[m];
    }
    linear->shift[j] = shift;
}

enum es_status es_linear_build(struct es_linear *linear, const double params[],
                               struct es_error *err)
{
    const struct es_latent *latent = linear->latent;
    double theta[ES_MODEL_MAX_PARAMS], base = 0.0;
    for (size_t m = 0; m < linear->cells; m++) {
        linear->exp_w[m] = exp(linear->w[m]);
    }
    if (!cumulate(linear, params, theta, &base)) {
        return es_fail(err, ES_ERR_FIT, "%s: no %s curve has these parameters",
                       latent->problem->name, linear->model->title);
    }
    for (size_t j = 0; j < linear->n; j++) {
        fill_shares(linear, base, j);
        const struct es_observation *seen = &latent->problem->observation[j];
        const double moved = seen->date_sd_days / 365.25 * drift(linear, theta, base, j);
        linear->variance[j] = seen->sd_log * seen->sd_log + moved * moved;
        if (!isfinite(linear->variance[j])) {
            return es_fail(err, ES_ERR_FIT, "%s: the %s curve misses a figure's window",
                           latent->problem->name, linear->model->title);
        }
        es_latent_smooth(latent, linear->share + j * linear->cells, linear->cells,
                         linear->cross + j, linear->n);
    }
    ES_TRY(factorise(linear, err));
    fill_left(linear);
    for (size_t j = 0; j < linear->n; j++) {
        fill_shift(linear, base, j);
    }
    return ES_OK;
}

bool es_linear_residuals(const struct es_linear *linear, const double params[],
                         double residual[])
{
    const struct es_latent *latent = linear->latent;
    double theta[ES_MODEL_MAX_PARAMS], base = 0.0;
    if (!cumulate(linear, params, theta, &base)) {
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

double es_linear_density(const struct es_linear *linear, const double params[])
{
    double *residual = linear->scratch + 2 * linear->cells + 1;
    if (!es_linear_residuals(linear, params, residual)) {
        return -INFINITY;
    }
    es_linear_whiten(linear, residual);
    const struct es_prior *prior = &linear->latent->prior;
    double sum = 0.0;
    for (size_t j = 0; j < linear->n; j++) {
        sum += residual[j] * residual[j];
    }
    for (size_t k = 0; k < es_param_count(linear->model); k++) {
        const double z = (params[k] - prior->mean[k]) / prior->sd[k];
        sum += z * z;
    }
    return -0.5 * sum;
}

void es_linear_move(struct es_linear *linear, const double params[])
{
    double *residual = linear->scratch + 2 * linear->cells + 1;
    if (!es_linear_residuals(linear, params, residual)) {
        return;
    }
    es_linear_solve(linear, residual);
    for (size_t m = 0; m < linear->cells; m++) {
        double sum = 0.0;
        for (size_t k = 0; k < linear->n; k++) {
            sum += linear->cross[m * linear->n + k] * residual[k];
        }
        linear->w[m] = sum;
    }
}
