/*
 * walk.h: from an optimum along one parameter, to see whether there is a better one.
 */
#ifndef ESSOR_CORE_WALK_H
#define ESSOR_CORE_WALK_H

#include "solver.h"

struct es_walk {
    struct es_solver *solver;
    size_t k; /* the parameter */
    const struct es_descent *best;
    struct es_descent *found; /* the best met so far */
};

/*
 * Holds the parameter at `given` and finds the rest, from `last`, which moves along; then
 * lets go. ES_ERR_MEMORY.
 */
enum es_status es_walk_try(const struct es_walk *walk, double given,
                           struct es_descent *last);

/*
 * Walks along each parameter that moves and is not linear, where the optimum is loosely
 * known: near and far on both sides, or away from the end of the domain that it is held
 * at. std_error [p] as known so far. `found` is the best optimum met, or `best` itself.
 * ES_ERR_MEMORY.
 */
enum es_status es_walk_around(struct es_solver *solver, const struct es_descent *best,
                              const double std_error[], struct es_descent *found);

#endif
