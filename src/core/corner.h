/*
 * corner.h: other optima of a curve that starts somewhere.
 *
 * As a start passes an observation the sum of squares bends or leaps, so that each gap
 * between two observations may hold an optimum of its own, which no descent from another
 * gap finds.
 */
#ifndef ESSOR_CORE_CORNER_H
#define ESSOR_CORE_CORNER_H

#include "solver.h"

/*
 * Moves each parameter that has corners from where `best` has it into gaps near and far
 * on both sides, and onto the observations between them: first held there, then let go.
 * `found` is the best optimum met, or `best` itself. ES_ERR_MEMORY.
 */
enum es_status es_corner_search(struct es_solver *solver, const struct es_descent *best,
                                struct es_descent *found);

#endif
