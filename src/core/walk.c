#include "walk.h"

#include "coordinate.h"
#include "start.h"

#include <math.h>
#include <string.h>

#define HOPELESS 16.0    /* a held cost that much above the best is not let go */
#define EXACT_COST 1e-24 /* of the sum of squares of y: nothing is left to be better */

enum es_status es_walk_try(const struct es_walk *walk, double given,
                           struct es_descent *last)
{
    struct es_solver *solver = walk->solver;
    struct es_descent at = *last;
    at.theta[walk->k] = given;
    double cost, levelled[ES_REGRESSION_MOST_PARAMS];
    memcpy(levelled, at.theta, sizeof levelled);
    solver->pinned[walk->k] = true;
    if (es_start_level(solver, levelled, &cost)) {
        memcpy(at.theta, levelled, sizeof levelled);
    }
    es_solver_free(solver, NULL);
    enum es_status status = es_descend(solver, &at);
    solver->pinned[walk->k] = false;
    es_solver_free(solver, NULL);
    if (status == ES_OK) {
        *last = at;
        struct es_descent free = at;
        at.converged = false; /* it is, but for the one held */
        *walk->found = at.cost < walk->found->cost ? at : *walk->found;
        status = at.cost < HOPELESS * walk->best->cost ? es_descend(solver, &free)
                                                       : ES_ERR_FIT;
        if (status == ES_OK && free.cost < walk->found->cost) {
            *walk->found = free;
        }
    }
    return status == ES_ERR_MEMORY ? status : ES_OK;
}

/* A step along a coordinate without bounds: what the data know it by, or part of it. */
static double unit_of(const struct es_walk *walk, double x, double std_error)
{
    const struct es_unknown *unknown = &walk->solver->task->unknown[walk->k];
    if (isfinite(unknown->lower) || isfinite(unknown->upper)) {
        return 1.0;
    }
    return std_error > 0.0 && isfinite(std_error) ? std_error : 0.1 * fabs(x) + 0.1;
}

static enum es_status walk_side(const struct es_walk *walk, double sign, double std_error)
{
    static const double away[] = {0.7, 2.0, 5.0}, back[] = {0.35, 0.2, 0.1};
    const struct es_unknown *unknown = &walk->solver->task->unknown[walk->k];
    const double x = es_coordinate_of(unknown, walk->best->theta[walk->k]);
    const double unit = sign * unit_of(walk, x, std_error);
    struct es_descent last = *walk->best;
    last.held[walk->k] = false;
    for (size_t i = 0; i < sizeof away / sizeof away[0]; i++) {
        const double at = walk->best->held[walk->k] ? back[i] * x : x + away[i] * unit;
        const double given = es_coordinate_theta(unknown, at, NULL);
        if (es_coordinate_inside(unknown, given)) {
            ES_TRY(es_walk_try(walk, given, &last));
        }
    }
    return ES_OK;
}

enum es_status es_walk_around(struct es_solver *solver, const struct es_descent *best,
                              const double std_error[], struct es_descent *found)
{
    *found = *best;
    if (best->cost <= EXACT_COST * solver->size) {
        return ES_OK;
    }
    if (!solver->linear_known) {
        es_start_learn_linear(solver, best->theta);
    }
    for (size_t k = 0; k < solver->p; k++) {
        const struct es_walk walk = {
            .solver = solver, .k = k, .best = best, .found = found};
        if (solver->task->unknown[k].fixed || solver->linear[k]) {
            continue;
        }
        ES_TRY(walk_side(&walk, 1.0, std_error[k]));
        if (!best->held[k]) {
            ES_TRY(walk_side(&walk, -1.0, std_error[k]));
        }
    }
    return ES_OK;
}
