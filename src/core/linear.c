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
    ES_NEW(arena, made->left, cells * cells, err);
    ES_NEW(arena, made->white, cells * n, err);
    ES_NEW(arena, made->bend, n, err);
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

static enum es_status factorise(const struct es_linear *linear, bool bent,
                                struct es_error *err)
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

/* V = K - K a' S^-1 a K, what the figures leave of the covariance of w. */
static void fill_left(const struct es_linear *linear)
{
    const size_t n = linear->n, cells = linear->cells;
    double *white = linear->white;
    memcpy(white, linear->cross, cells * n * sizeof white[0]);
    for (size_t m = 0; m < cells; m++) {
        es_linear_whiten(linear, white + m * n);
    }
    for (size_t m = 0; m < cells; m++) {
        for (size_t k = 0; k <= m; k++) {
            double sum = es_latent_covariance(linear->latent, k, m);
            for (size_t j = 0; j < n; j++) {
                sum -= white[m * n + j] * white[k * n + j];
            }
            linear->left[m * cells + k] = sum;
            linear->left[k * cells + m] = sum;
        }
    }
}

/*
 * The second-order term of ln of a window's sum, q = (w - w0)' H (w - w0) / 2 with
 * H = diag(p) - p p', where p are the cells' shares: its mean tr(H V) / 2 and its
 * variance tr(H V H V) / 2 for w - w0 ~ N(0, V).
 */
static void second_order(const struct es_linear *linear, size_t from, size_t end,
                         double before, double *mean, double *variance)
{
    const size_t cells = linear->cells;
    const double *gain = linear->scratch, *sums = linear->scratch + cells;
    const double total = before + sums[end] - sums[from];
    double diagonal = 0.0, inner = 0.0, squares = 0.0, rows = 0.0;
    for (size_t m = from; m < end; m++) {
        const double *left = linear->left + m * cells, p = gain[m] / total;
        double row = 0.0, square = 0.0;
        for (size_t k = from; k < end; k++) {
            const double term = gain[k] / total * left[k];
            row += term;
            square += term * left[k];
        }
        diagonal += p * left[m];
        inner += p * row;
        squares += p * square;
        rows += p * row * row;
    }
    *mean += 0.5 * (diagonal - inner);
    *variance += 0.5 * (squares - 2.0 * rows + inner * inner);
}

static void fill_shift(const struct es_linear *linear, double base, size_t j)
{
    const struct es_operator *seen = &linear->latent->operator[j];
    double mean = 0.0, ref_mean = 0.0, variance = 0.0;
    second_order(linear, seen->from, seen->end, seen->level ? base : 0.0, &mean,
                 &variance);
    if (seen->ref_end > seen->ref_from) {
        second_order(linear, seen->ref_from, seen->ref_end, 0.0, &ref_mean, &variance);
    }
    linear->shift[j] = mean - ref_mean;
    for (size_t m = 0; m < linear->cells; m++) {
        linear->shift[j] -= linear->share[j * linear->cells + m] * linear->w[m];
    }
    linear->bend[j] = variance;
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
    ES_TRY(factorise(linear, false, err));
    fill_left(linear);
    for (size_t j = 0; j < linear->n; j++) {
        fill_shift(linear, base, j);
    }
    return factorise(linear, true, err);
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
