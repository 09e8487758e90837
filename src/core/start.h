/*
 * start.h: where to start from.
 */
#ifndef ESSOR_CORE_START_H
#define ESSOR_CORE_START_H

#include "solver.h"

/* A candidate, its levels solved for. */
struct es_candidate {
    double *theta; /* [p] */
    double cost;
};

/*
 * The best `wanted` candidates of `tried` (0: by the number of parameters), best first,
 * none near a better one. Candidates come from the task, or are spread around its start
 * over orders of magnitude; the parameters in which the curve is linear are solved for by
 * linear least squares. *count is how many there are, at most `wanted`.
 * Sources: Golub and Pereyra (1973), doi:10.1137/0710036, for the linear ones; Rinnooy
 * Kan and Timmer (1987), doi:10.1007/BF02592071, for who is near.
 */
enum es_status es_start_find(struct es_solver *solver, size_t tried, size_t wanted,
                             struct es_candidate **best, size_t *count,
                             struct es_arena *arena, struct es_error *err);

/* Finds out, near theta, in which parameters the curve is linear, if the task does not
 * say. */
void es_start_learn_linear(struct es_solver *solver, const double theta[]);

/*
 * Theta [p] with the linear parameters solved for by linear least squares; those that
 * would leave their domain start next to its end. False where the curve does not exist or
 * cannot tell them apart. Afterwards only es_solver_free says which parameters move.
 */
bool es_start_level(struct es_solver *solver, double theta[], double *cost);

/*
 * Point `index` of the sequence of Roberts in the unit cube [d], which covers it evenly
 * in any number of dimensions: multiples of the powers of the inverse of the root of
 * g^(d+1) = g + 1, modulo 1.
 */
void es_start_cube(size_t d, size_t index, double u[]);

#endif
