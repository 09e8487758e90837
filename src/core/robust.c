#include "robust.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS_WITH_SCALE = 40, MOST_ROUNDS = 400 };
#define SETTLED 1e-10
#define LEAST_BEND 0.1 /* a mean of psi' below this is no curvature to divide by */
#define NORMAL_QUARTILE 0.67448975019608171

/* 95 % as efficient as least squares where the error is normal. */
static double bend_of(enum es_loss loss)
{
    return loss == ES_LOSS_HUBER ? 1.345 : loss == ES_LOSS_TUKEY ? 4.685 : 2.385;
}

/* psi(u) / u and psi'(u), u in units of the bend. */
static double weight_of(enum es_loss loss, double u)
{
    switch (loss) {
    case ES_LOSS_HUBER:
        return fabs(u) <= 1.0 ? 1.0 : 1.0 / fabs(u);
    case ES_LOSS_TUKEY:
        return fabs(u) < 1.0 ? (1.0 - u * u) * (1.0 - u * u) : 0.0;
    case ES_LOSS_CAUCHY:
        return 1.0 / (1.0 + u * u);
    default:
        return 1.0;
    }
}

static double slope_of(enum es_loss loss, double u)
{
    const double v = u * u;
    switch (loss) {
    case ES_LOSS_HUBER:
        return v <= 1.0 ? 1.0 : 0.0;
    case ES_LOSS_TUKEY:
        return v < 1.0 ? (1.0 - v) * (1.0 - 5.0 * v) : 0.0;
    case ES_LOSS_CAUCHY:
        return (1.0 - v) / ((1.0 + v) * (1.0 + v));
    default:
        return 1.0;
    }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool counts(const struct es_solver *solver, size_t i)
{
    return solver->task->weight == NULL || solver->task->weight[i] > 0.0;
}

/* The residual of observation i with the task's own weight. */
static double residual(const struct es_solver *solver, size_t i)
{
    const struct es_task *task = solver->task;
    const double weight = task->weight != NULL ? task->weight[i] : 1.0;
    return sqrt(weight) * (task->y[i] - solver->curve[i]);
}

static double scale_of(const struct es_solver *solver, double work[])
{
    size_t n = 0;
    for (size_t i = 0; i < solver->n; i++) {
        if (counts(solver, i)) {
            work[n++] = fabs(residual(solver, i));
        }
    }
    qsort(work, n, sizeof work[0], by_size);
    return (work[(n - 1) / 2] + work[n / 2]) / 2.0 / NORMAL_QUARTILE;
}

static void take_weights(struct es_solver *solver, struct es_robust *robust,
                         enum es_loss loss)
{
    const double bend = bend_of(loss) * robust->scale;
    for (size_t i = 0; i < solver->n; i++) {
        robust->weight[i] =
            counts(solver, i) ? weight_of(loss, residual(solver, i) / bend) : 0.0;
    }
    es_solver_weigh(solver, robust->weight);
}

static double change(const struct es_solver *solver, const double a[], const double b[])
{
    double most = 0.0;
    for (size_t k = 0; k < solver->p; k++) {
        most = fmax(most, fabs(a[k] - b[k]) / (fabs(a[k]) + 1e-3));
    }
    return most;
}

static enum es_status reweigh(struct es_solver *solver, struct es_robust *robust,
                              enum es_loss loss, struct es_descent *descent)
{
    robust->settled = false;
    for (int round = 0; round < MOST_ROUNDS && !robust->settled; round++) {
        if (!es_solver_evaluate(solver, descent->theta, false)) {
            return ES_ERR_FIT;
        }
        const double scale = loss == ES_LOSS_HUBER && round < ROUNDS_WITH_SCALE
                                 ? scale_of(solver, robust->work)
                                 : robust->scale;
        const double moved = fabs(scale - robust->scale) / scale;
        robust->scale = scale;
        if (!(scale * scale * (double)solver->n > 1e-26 * solver->size)) {
            robust->settled = true; /* more than half of the points fit exactly */
            return ES_OK;
        }
        take_weights(solver, robust, loss);
        const struct es_descent before = *descent;
        ES_TRY(es_descend(solver, descent));
        descent->iterations += before.iterations;
        robust->settled =
            moved < SETTLED && change(solver, before.theta, descent->theta) < SETTLED;
    }
    return ES_OK;
}

enum es_status es_robust_fit(struct es_solver *solver, struct es_robust *robust,
                             struct es_descent *descent)
{
    robust->scale = 0.0;
    ES_TRY(reweigh(solver, robust, ES_LOSS_HUBER, descent));
    if (robust->loss != ES_LOSS_HUBER && robust->scale > 0.0) {
        ES_TRY(reweigh(solver, robust, robust->loss, descent));
    }
    descent->converged = descent->converged && robust->settled;
    return ES_OK;
}

double es_robust_variance(const struct es_solver *solver, const struct es_robust *robust,
                          size_t counted, size_t moving)
{
    const double bend = bend_of(robust->loss) * robust->scale;
    double bent = 0.0, sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < solver->n; i++) {
        const double u = residual(solver, i) / bend;
        const double slope = counts(solver, i) ? slope_of(robust->loss, u) : 0.0;
        const double trusted = robust->weight[i] * residual(solver, i);
        bent += trusted * trusted;
        sum += slope;
        squares += slope * slope;
    }
    const double n = (double)counted, mean = sum / n;
    if (!(mean > LEAST_BEND)) {
        return NAN; /* too few residuals within the bend to tell a variance */
    }
    const double spread = (squares - n * mean * mean) / (n - 1.0);
    const double kappa = 1.0 + (double)moving * spread / (n * mean * mean);
    return bent / (n - (double)moving) * (kappa / mean) * (kappa / mean);
}
