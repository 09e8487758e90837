#include "answer.h"

#include "algebra.h"
#include "coordinate.h"
#include "diagnostics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#define FULL_RANK 1e-10
#define FELT 1e-11   /* of y: what a parameter's own size must at least do to the curve */
#define DOUBTFUL 0.3 /* half width of an interval, as half_width measures it */
#define EXACT 1e-26  /* of the sum of squares of y: what rounding leaves */
#define TWO_PI 6.283185307179586

enum es_status es_answer_allot(const struct es_task *task, struct es_regression *answer,
                               struct es_arena *arena, struct es_error *err)
{
    ES_NEW(arena, answer->estimate, task->p, err);
    ES_NEW(arena, answer->covariance, task->p * task->p, err);
    ES_NEW(arena, answer->fitted, task->n, err);
    ES_NEW(arena, answer->residual, task->n, err);
    ES_NEW(arena, answer->robust_weight, task->n, err);
    return ES_OK;
}

bool es_answer_unjudged(const struct es_answering *answering)
{
    return !(answering->solver->task->sd > 0.0) &&
           answering->counted <= answering->moving;
}

bool es_answer_exact(const struct es_answering *answering)
{
    return answering->answer->rss <= EXACT * answering->solver->size;
}

/* -- the observations -----------------------------------------------------------------
 */

static void tell_residuals(const struct es_answering *answering)
{
    const struct es_solver *solver = answering->solver;
    struct es_regression *answer = answering->answer;
    const bool squares = answering->options->loss == ES_LOSS_SQUARES;
    answer->rss = 0.0;
    for (size_t i = 0; i < solver->n; i++) {
        answer->fitted[i] = solver->curve[i];
        answer->residual[i] = solver->task->y[i] - solver->curve[i];
        answer->robust_weight[i] = squares ? 1.0 : answering->robust->weight[i];
        answer->rss += solver->miss[i] * solver->miss[i];
    }
}

/* Minus twice the logarithms of the weights' square roots: what they add to -2 log L. */
static double weights_share(const struct es_task *task)
{
    double sum = 0.0;
    for (size_t i = 0; i < task->n && task->weight != NULL; i++) {
        sum -= task->weight[i] > 0.0 ? log(task->weight[i]) : 0.0;
    }
    return sum;
}

static void tell_likelihood(const struct es_answering *answering)
{
    struct es_regression *answer = answering->answer;
    const struct es_task *task = answering->solver->task;
    const double n = (double)answering->counted, rss = answer->rss;
    const double deviance = task->sd > 0.0 ? n * log(TWO_PI * task->sd * task->sd) +
                                                 rss / (task->sd * task->sd)
                                           : n * (log(TWO_PI * rss / n) + 1.0);
    const double k = (double)answering->moving + (task->sd > 0.0 ? 0.0 : 1.0);
    const bool told = answering->options->loss == ES_LOSS_SQUARES &&
                      !es_answer_unjudged(answering) &&
                      (task->sd > 0.0 || !es_answer_exact(answering));
    answer->log_likelihood = told ? -0.5 * (deviance + weights_share(task)) : NAN;
    answer->aic = 2.0 * (k - answer->log_likelihood);
    answer->aicc = n > k + 1.0 ? answer->aic + 2.0 * k * (k + 1.0) / (n - k - 1.0) : NAN;
    answer->bic = k * log(n) - 2.0 * answer->log_likelihood;
}

static void tell_tests(const struct es_answering *answering, double work[])
{
    const struct es_solver *solver = answering->solver;
    size_t n = 0;
    answering->answer->tests = (struct es_residual_tests){NAN, NAN, NAN};
    if (answering->options->loss != ES_LOSS_SQUARES || es_answer_unjudged(answering) ||
        es_answer_exact(answering)) {
        return;
    }
    for (size_t i = 0; i < solver->n; i++) {
        const size_t at = solver->task->order != NULL ? solver->task->order[i] : i;
        if (solver->root[at] > 0.0) {
            work[n++] = -solver->miss[at];
        }
    }
    answering->answer->tests = es_diagnostics(work, n);
}

/* -- the parameters -------------------------------------------------------------------
 */

/* Whether a parameter does anything at all. Columns of unit length would hide that. */
static bool is_felt(const struct es_answering *answering, size_t at)
{
    const struct es_solver *solver = answering->solver;
    const double theta = fabs(answering->best->theta[solver->column[at]]);
    return solver->length[at] * fmax(theta, 1e-3) > FELT * sqrt(solver->size);
}

/* Singular values of R with unit columns, which are those of the Jacobian; the parameters
 * that do nothing are taken off the rank. */
static void tell_health(const struct es_answering *answering)
{
    struct es_solver *solver = answering->solver;
    struct es_health *health = &answering->answer->health;
    const size_t m = solver->free;
    double value[ES_REGRESSION_MOST_PARAMS] = {0}, last[ES_REGRESSION_MOST_PARAMS];
    for (size_t k = 0; k < m; k++) {
        for (size_t i = 0; i < m; i++) {
            solver->small[k * m + i] = i <= k ? solver->qr[k * solver->rows + i] : 0.0;
        }
    }
    memset(health, 0, sizeof *health);
    es_algebra_singular(solver->small, solver->smaller, m, value, last);
    size_t apart = 0, felt = 0;
    for (size_t k = 0; k < m; k++) {
        apart += value[k] > FULL_RANK * value[0];
        felt += is_felt(answering, k);
        health->flat[solver->column[k]] = last[k];
    }
    health->rank = apart < felt ? apart : felt;
    health->condition = m > 0 ? value[0] / value[m - 1] : 1.0;
    health->gradient = answering->best->gradient;
}

/* covariance = variance (J'J)^-1, of the parameters that move. */
static void tell_covariance(const struct es_answering *answering, double variance)
{
    struct es_solver *solver = answering->solver;
    const size_t m = solver->free, p = solver->p;
    double *inverse = solver->small; /* rows of R^-1: by solving R' */
    double *covariance = answering->answer->covariance;
    memset(inverse, 0, m * m * sizeof inverse[0]);
    memset(covariance, 0, p * p * sizeof covariance[0]);
    for (size_t k = 0; k < m; k++) {
        inverse[k * m + k] = 1.0;
        es_algebra_solve_r(solver->qr, solver->rows, m, inverse + k * m);
    }
    for (size_t j = 0; j < m; j++) {
        for (size_t k = 0; k < m; k++) {
            double sum = 0.0;
            for (size_t i = 0; i < m; i++) {
                sum += inverse[i * m + j] * inverse[i * m + k];
            }
            covariance[solver->column[j] * p + solver->column[k]] =
                variance * sum / (solver->length[j] * solver->length[k]);
        }
    }
}

static void tell_estimate(const struct es_answering *answering, size_t k)
{
    const struct es_solver *solver = answering->solver;
    const struct es_unknown *unknown = &solver->task->unknown[k];
    const double variance = answering->answer->covariance[k * solver->p + k];
    const bool known = answering->answer->converged && !unknown->fixed &&
                       !answering->best->held[k] && isfinite(variance);
    struct es_estimate *estimate = &answering->answer->estimate[k];
    *estimate = (struct es_estimate){.name = unknown->name,
                                     .value = answering->best->theta[k],
                                     .std_error = known ? sqrt(variance) : NAN,
                                     .profile_low = NAN,
                                     .profile_high = NAN,
                                     .fixed = unknown->fixed,
                                     .at_bound = answering->best->held[k]};
    const double reach = answering->quantile * estimate->std_error;
    estimate->wald_low = estimate->value - reach;
    estimate->wald_high = estimate->value + reach;
}

/* What takes the place of the residuals' variance in covariances. */
static double variance_of(const struct es_answering *answering)
{
    const struct es_task *task = answering->solver->task;
    if (task->sd > 0.0) {
        return task->sd * task->sd;
    }
    const bool squares = answering->options->loss == ES_LOSS_SQUARES;
    const double freedom = (double)answering->counted - (double)answering->moving;
    if (!squares && answering->robust->scale > 0.0 && freedom > 0.0) {
        return es_robust_variance(answering->solver, answering->robust,
                                  answering->counted, answering->moving);
    }
    return freedom > 0.0 ? answering->answer->rss / freedom : NAN;
}

/* The weighted standard deviation of y. */
static double spread_of(const struct es_answering *answering)
{
    const struct es_task *task = answering->solver->task;
    double weights = 0.0, sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < task->n; i++) {
        const double weight = task->weight != NULL ? task->weight[i] : 1.0;
        weights += weight;
        sum += weight > 0.0 ? weight * task->y[i] : 0.0;
    }
    for (size_t i = 0; i < task->n; i++) {
        const double weight = task->weight != NULL ? task->weight[i] : 1.0;
        const double away = task->y[i] - sum / weights;
        squares += weight > 0.0 ? weight * away * away : 0.0;
    }
    return sqrt(squares);
}

/* With the Jacobian as it is: what half_width weighs intervals by. */
static void tell_felt(struct es_answering *answering)
{
    const struct es_solver *solver = answering->solver;
    const double spread = spread_of(answering);
    memset(answering->felt, 0, sizeof answering->felt);
    for (size_t at = 0; at < solver->free; at++) {
        answering->felt[solver->column[at]] = solver->length[at] / spread;
    }
}

static double residual_sd(const struct es_answering *answering)
{
    if (answering->options->loss != ES_LOSS_SQUARES) {
        return answering->robust->scale;
    }
    const double freedom = (double)answering->counted - (double)answering->moving;
    return freedom > 0.0 ? sqrt(answering->answer->rss / freedom) : NAN;
}

void es_answer_fill(struct es_answering *answering, double work[])
{
    struct es_solver *solver = answering->solver;
    struct es_regression *answer = answering->answer;
    const struct es_descent *best = answering->best;
    const bool squares = answering->options->loss == ES_LOSS_SQUARES;
    es_solver_free(solver, best->held);
    (void)es_solver_evaluate(solver, best->theta, true);
    tell_residuals(answering);
    tell_likelihood(answering);
    tell_tests(answering, work);
    answer->residual_sd = residual_sd(answering);
    answer->n = answering->counted;
    answer->p = answering->moving;
    answer->params = solver->p;

    if (!squares) { /* covariances are those of the task's own weights */
        es_solver_weigh(solver, NULL);
        (void)es_solver_evaluate(solver, best->theta, true);
    }
    es_solver_factor(solver);
    tell_covariance(answering, variance_of(answering));
    tell_health(answering);
    tell_felt(answering);
    if (!squares) {
        es_solver_weigh(solver, answering->robust->weight);
    }
    answer->converged = best->converged && answer->health.rank == solver->free;
    es_solver_free(solver, NULL);
    for (size_t k = 0; k < solver->p; k++) {
        tell_estimate(answering, k);
    }
}

/* -- what the data determine ----------------------------------------------------------
 */

/* Half the width of parameter k's interval. Where it has ends, on the scale of the
 * search: a part of itself for one that is positive. Where it has none, as a part of
 * itself (no moment and no zero but for rounding is), or of what it does to the curve
 * against the spread of y, whichever is more. */
static double half_width(const struct es_answering *answering, size_t k)
{
    const struct es_unknown *unknown = &answering->solver->task->unknown[k];
    const struct es_estimate *estimate = &answering->answer->estimate[k];
    if (!isfinite(unknown->lower) && !isfinite(unknown->upper)) {
        const double half = answering->quantile * estimate->std_error;
        const bool has_size = !unknown->moment && !es_answer_exact(answering);
        const double own = has_size ? half / fabs(estimate->value) : 0.0;
        const double moved = half * answering->felt[k];
        return isfinite(own + moved) ? fmax(own, moved) : INFINITY;
    }
    double slope;
    const double x = es_coordinate_of(unknown, estimate->value);
    (void)es_coordinate_theta(unknown, x, &slope);
    const double width = answering->quantile * estimate->std_error / slope;
    return isnan(width) ? INFINITY : width;
}

/* The rise of the weighted sum of squares that one tau^2 of parameter k is: the residual
 * variance, or for a robust loss what makes the profile agree with Wald nearby. */
static double profile_variance(const struct es_answering *answering, size_t k)
{
    struct es_solver *solver = answering->solver;
    const struct es_task *task = solver->task;
    const struct es_regression *answer = answering->answer;
    if (answering->options->loss == ES_LOSS_SQUARES) {
        return task->sd > 0.0 ? task->sd * task->sd
                              : answer->residual_sd * answer->residual_sd;
    }
    bool held[ES_REGRESSION_MOST_PARAMS];
    memcpy(held, answering->best->held, sizeof held);
    es_solver_free(solver, held);
    (void)es_solver_evaluate(solver, answering->best->theta, true);
    es_solver_factor(solver);
    double row[ES_REGRESSION_MOST_PARAMS] = {0};
    size_t at = 0;
    for (size_t j = 0; j < solver->free; j++) {
        at = solver->column[j] == k ? j : at;
    }
    row[at] = 1.0;
    es_algebra_solve_rt(solver->qr, solver->rows, solver->free, row);
    const double unscaled = es_algebra_norm(solver->free, row) / solver->length[at];
    es_solver_free(solver, NULL);
    const double ratio = answer->estimate[k].std_error / unscaled;
    return ratio * ratio;
}

static enum es_status determine(struct es_answering *answering,
                                struct es_profile *profile, size_t k)
{
    struct es_estimate *estimate = &answering->answer->estimate[k];
    const bool asked = answering->options->profile;
    const struct es_unknown *unknown = &answering->solver->task->unknown[k];
    const bool doubtful = !(half_width(answering, k) < DOUBTFUL);
    estimate->determined = answering->answer->converged && !estimate->at_bound;
    profile->variance = profile_variance(answering, k);
    if (!(profile->variance > 0.0)) {
        estimate->determined = estimate->determined && !doubtful;
        return ES_OK;
    }
    if (!asked && !(estimate->determined && doubtful)) {
        return ES_OK;
    }
    double low, high;
    ES_TRY(es_profile_end(profile, k, -1, estimate->std_error, &low));
    ES_TRY(es_profile_end(profile, k, 1, estimate->std_error, &high));
    estimate->determined = estimate->determined && isfinite(low) && isfinite(high);
    estimate->profile_low = !asked ? NAN : isfinite(low) ? low : unknown->lower;
    estimate->profile_high = !asked ? NAN : isfinite(high) ? high : unknown->upper;
    return ES_OK;
}

enum es_status es_answer_determine(struct es_answering *answering,
                                   struct es_descent *better)
{
    struct es_regression *answer = answering->answer;
    struct es_profile profile = {.solver = answering->solver,
                                 .best = answering->best,
                                 .quantile = answering->quantile,
                                 .rough = !answering->options->profile,
                                 .better = *answering->best};
    const int ceiling = answering->solver->task->ceiling;
    enum es_status status = ES_OK;
    for (size_t k = 0; k < answering->solver->p && status == ES_OK; k++) {
        if (!answer->estimate[k].fixed) {
            status = determine(answering, &profile, k);
        }
    }
    answer->ceiling_determined = ceiling == ES_NO_PARAM ||
                                 answer->estimate[ceiling].fixed ||
                                 answer->estimate[ceiling].determined;
    *better = es_profile_found_better(&profile) ? profile.better : *answering->best;
    return status;
}
