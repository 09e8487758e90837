#include "solver.h"

#include "algebra.h"
#include "coordinate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum es_status es_solver_open(struct es_solver **solver, struct es_error *err)
{
    struct es_solver *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return es_no_memory(err);
    }
    *solver = opened;
    return ES_OK;
}

void es_solver_close(struct es_solver *solver)
{
    if (solver == NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof solver->space / sizeof solver->space[0]; i++) {
        gsl_multifit_nlinear_free(solver->space[i].gsl);
    }
    free(solver->memory);
    free(solver);
}

static double *cut(double **rest, size_t count)
{
    double *piece = *rest;
    *rest += count;
    return piece;
}

static void lay_out(struct es_solver *solver)
{
    const size_t n = solver->n, p = solver->p, rows = solver->rows;
    double *rest = solver->memory;
    solver->root = cut(&rest, n);
    solver->curve = cut(&rest, n);
    solver->grad = cut(&rest, n * p);
    solver->miss = cut(&rest, rows);
    solver->kept_miss = cut(&rest, rows);
    solver->turned = cut(&rest, rows);
    solver->jacobian = cut(&rest, rows * p);
    solver->qr = cut(&rest, rows * p);
    solver->small = cut(&rest, p * p);
    solver->smaller = cut(&rest, p * p);
    solver->length = cut(&rest, p);
    solver->head = cut(&rest, p);
}

static enum es_status make_room(struct es_solver *solver, struct es_error *err)
{
    const size_t n = solver->n, p = solver->p, rows = solver->rows;
    const size_t wanted = 2 * n + n * p + 3 * rows + 2 * rows * p + 2 * p * p + 2 * p;
    if (wanted > solver->capacity) {
        double *memory = malloc(wanted * sizeof *memory);
        if (memory == NULL) {
            return es_no_memory(err);
        }
        free(solver->memory);
        solver->memory = memory;
        solver->capacity = wanted;
    }
    lay_out(solver);
    return ES_OK;
}

enum es_status es_solver_take(struct es_solver *solver, const struct es_task *task,
                              struct es_error *err)
{
    solver->task = task;
    solver->n = task->n;
    solver->p = task->p;
    solver->priors = solver->free = solver->evaluations = 0;
    memset(solver->pinned, 0, sizeof solver->pinned);
    memset(solver->linear, 0, sizeof solver->linear);
    solver->linear_known = false;
    for (size_t k = 0; k < task->p; k++) {
        if (task->unknown[k].prior_sd > 0.0 && !task->unknown[k].fixed) {
            solver->prior[solver->priors++] = k;
        }
    }
    solver->rows = task->n + solver->priors;
    solver->prior_root = task->sd;
    ES_TRY(make_room(solver, err));
    es_solver_weigh(solver, NULL);
    return ES_OK;
}

void es_solver_free(struct es_solver *solver, const bool held[])
{
    solver->free = 0;
    for (size_t k = 0; k < solver->p; k++) {
        const bool fixed = solver->task->unknown[k].fixed || solver->pinned[k];
        if (!fixed && !(held != NULL && held[k])) {
            solver->column[solver->free++] = k;
        }
    }
}

void es_solver_weigh(struct es_solver *solver, const double robust[])
{
    const struct es_task *task = solver->task;
    solver->size = 0.0;
    for (size_t i = 0; i < solver->n; i++) {
        const double weight = (task->weight != NULL ? task->weight[i] : 1.0) *
                              (robust != NULL ? robust[i] : 1.0);
        solver->root[i] = weight == 1.0 ? 1.0 : sqrt(weight);
        solver->size += weight * task->y[i] * task->y[i];
    }
}

static void take_column(struct es_solver *solver, size_t at)
{
    const size_t n = solver->n, k = solver->column[at];
    const double *from = solver->grad + k * n;
    double *to = solver->jacobian + at * solver->rows;
    for (size_t i = 0; i < n; i++) {
        to[i] = solver->root[i] > 0.0 ? solver->root[i] * from[i] : 0.0;
    }
    for (size_t j = 0; j < solver->priors; j++) {
        to[n + j] = solver->prior[j] == k
                        ? solver->prior_root / solver->task->unknown[k].prior_sd
                        : 0.0;
    }
}

/* An observation of weight 0 may lie where the curve does not exist. */
static void take_misses(struct es_solver *solver)
{
    const struct es_task *task = solver->task;
    const size_t n = solver->n;
    double cost = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double away = solver->curve[i] - task->y[i];
        solver->miss[i] = solver->root[i] > 0.0 ? solver->root[i] * away : 0.0;
        cost += solver->miss[i] * solver->miss[i];
    }
    for (size_t j = 0; j < solver->priors; j++) {
        const struct es_unknown *unknown = &task->unknown[solver->prior[j]];
        const double away = solver->theta[solver->prior[j]] - unknown->prior_mean;
        solver->miss[n + j] = solver->prior_root * away / unknown->prior_sd;
        cost += solver->miss[n + j] * solver->miss[n + j];
    }
    solver->cost = cost;
}

static bool all_inside(const struct es_solver *solver, const double theta[])
{
    bool inside = true;
    for (size_t k = 0; k < solver->p; k++) {
        inside = inside && es_coordinate_inside(&solver->task->unknown[k], theta[k]);
    }
    return inside;
}

bool es_solver_evaluate(struct es_solver *solver, const double theta[], bool jacobian)
{
    const struct es_task *task = solver->task;
    memmove(solver->theta, theta, solver->p * sizeof theta[0]);
    if (!all_inside(solver, theta)) {
        return false;
    }
    task->values(task->context, theta, solver->curve, jacobian ? solver->grad : NULL);
    solver->evaluations++;
    take_misses(solver);
    if (!isfinite(solver->cost)) {
        return false;
    }
    for (size_t at = 0; jacobian && at < solver->free; at++) {
        take_column(solver, at);
        if (!isfinite(
                es_algebra_norm(solver->rows, solver->jacobian + at * solver->rows))) {
            return false;
        }
    }
    return true;
}

void es_solver_factor(struct es_solver *solver)
{
    const size_t rows = solver->rows;
    memcpy(solver->qr, solver->jacobian, rows * solver->free * sizeof solver->qr[0]);
    memcpy(solver->turned, solver->miss, rows * sizeof solver->turned[0]);
    es_algebra_qr(solver->qr, rows, solver->free, solver->length, solver->head);
    es_algebra_rotate(solver->qr, rows, solver->free, solver->head, solver->turned);
}

gsl_multifit_nlinear_workspace *es_solver_space(struct es_solver *solver)
{
    struct es_space *space = &solver->space[solver->free < solver->p];
    if (space->rows == solver->rows && space->cols == solver->free) {
        return space->gsl;
    }
    gsl_multifit_nlinear_parameters settings = gsl_multifit_nlinear_default_parameters();
    settings.solver = gsl_multifit_nlinear_solver_mcholesky;
    gsl_multifit_nlinear_free(space->gsl);
    *space = (struct es_space){
        .gsl = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &settings,
                                          solver->rows, solver->free)};
    if (space->gsl != NULL) {
        space->rows = solver->rows;
        space->cols = solver->free;
    }
    return space->gsl;
}
