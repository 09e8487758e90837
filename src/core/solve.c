/* solve.c: one start to its optimum: a trust region while it is far, Newton when near. */
#include "algebra.h"
#include "coordinate.h"
#include "solver.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

/* When the trust region hands over: first early, for Newton is faster; then, if it was
 * not yet near enough, late. */
#define EARLY 1e-3
#define LATE 1e-9

/* A fit that gains nothing in so many steps goes nowhere. */
#define NO_GAIN 1e-11
enum { MOST_STEPS = 300, MOST_STEPS_WITHOUT_GAIN = 6 };

#define NO_CURVE 1e100 /* a residual that turns every step away */

static void theta_at(const struct es_solver *solver, const gsl_vector *x, double theta[])
{
    memmove(theta, solver->theta, solver->p * sizeof theta[0]);
    for (size_t at = 0; at < solver->free; at++) {
        const size_t k = solver->column[at];
        theta[k] =
            es_coordinate_theta(&solver->task->unknown[k], gsl_vector_get(x, at), NULL);
    }
}

static int misses(const gsl_vector *x, void *context, gsl_vector *f)
{
    struct es_solver *solver = context;
    double theta[ES_REGRESSION_MOST_PARAMS];
    theta_at(solver, x, theta);
    if (!es_solver_evaluate(solver, theta, true)) {
        gsl_vector_set_all(f, NO_CURVE);
        return GSL_SUCCESS;
    }
    for (size_t i = 0; i < solver->rows; i++) {
        gsl_vector_set(f, i, solver->miss[i]);
    }
    return GSL_SUCCESS;
}

/* GSL asks for the Jacobian where it has just asked for the misses, so it is at hand. */
static int slopes(const gsl_vector *x, void *context, gsl_matrix *jacobian)
{
    struct es_solver *solver = context;
    for (size_t at = 0; at < solver->free; at++) {
        double slope;
        (void)es_coordinate_theta(&solver->task->unknown[solver->column[at]],
                                  gsl_vector_get(x, at), &slope);
        const double *column = solver->jacobian + at * solver->rows;
        for (size_t i = 0; i < solver->rows; i++) {
            gsl_matrix_set(jacobian, i, at, slope * column[i]);
        }
    }
    return GSL_SUCCESS;
}

static double relative_step(const gsl_multifit_nlinear_workspace *space)
{
    double most = 0.0;
    for (size_t at = 0; at < space->x->size; at++) {
        const double x = gsl_vector_get(space->x, at);
        most = fmax(most, fabs(gsl_vector_get(space->dx, at)) / (fabs(x) + 1e-2));
    }
    return most;
}

/* Steps until both the step and the gain are below `tolerance`. */
static void iterate(const struct es_solver *solver, gsl_multifit_nlinear_workspace *space,
                    double tolerance, struct es_descent *descent)
{
    double cost = INFINITY; /* GSL returns right after a step that it takes */
    for (int step = 0, idle = 0; step < MOST_STEPS && idle < MOST_STEPS_WITHOUT_GAIN;
         step++) {
        if (gsl_multifit_nlinear_iterate(space) != GSL_SUCCESS) {
            return;
        }
        descent->iterations++;
        const double gain = (cost - solver->cost) / solver->cost;
        cost = solver->cost;
        idle = gain < NO_GAIN ? idle + 1 : 0;
        if ((gain < tolerance && relative_step(space) < tolerance) || cost == 0.0) {
            return;
        }
    }
}

static enum es_status trust_region(struct es_solver *solver, bool late,
                                   struct es_descent *descent)
{
    double start[ES_REGRESSION_MOST_PARAMS];
    memcpy(solver->theta, descent->theta, solver->p * sizeof solver->theta[0]);
    if (solver->free == 0) {
        return es_solver_evaluate(solver, descent->theta, false) ? ES_OK : ES_ERR_FIT;
    }
    gsl_multifit_nlinear_workspace *space = es_solver_space(solver);
    if (space == NULL) {
        return ES_ERR_MEMORY;
    }
    for (size_t at = 0; at < solver->free; at++) {
        const size_t k = solver->column[at];
        start[at] = es_coordinate_of(&solver->task->unknown[k], descent->theta[k]);
    }
    gsl_multifit_nlinear_fdf fdf = {.f = misses,
                                    .df = slopes,
                                    .n = solver->rows,
                                    .p = solver->free,
                                    .params = solver};
    gsl_vector_const_view x = gsl_vector_const_view_array(start, solver->free);
    if (gsl_multifit_nlinear_init(&x.vector, &fdf, space) != GSL_SUCCESS ||
        gsl_vector_get(space->f, 0) == NO_CURVE) {
        return ES_ERR_FIT;
    }
    iterate(solver, space, late ? LATE : EARLY, descent);
    theta_at(solver, gsl_multifit_nlinear_position(space), descent->theta);
    return ES_OK;
}

enum es_status es_descend(struct es_solver *solver, struct es_descent *descent)
{
    descent->iterations = 0;
    descent->converged = false;
    for (int late = 0; late < 2 && !descent->converged; late++) {
        memset(descent->held, 0, sizeof descent->held); /* the search moves it again */
        ES_TRY(trust_region(solver, late, descent));
        es_polish(solver, descent);
    }
    return ES_OK;
}
