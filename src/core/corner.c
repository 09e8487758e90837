#include "corner.h"

#include "coordinate.h"
#include "start.h"
#include "walk.h"

#include <math.h>
#include <string.h>

enum { NEAR_STEPS = 6, MOST_GROWTH = 3 };
#define BEFORE_FIRST 4.0 /* how much farther each place before all observations lies */
#define EXACT_COST 1e-24 /* of the sum of squares of y: nothing is left to be better */

/* Place number `at` of parameter k: 2 i is corner i, 2 i + 1 the middle of the gap after
 * it; those below 0 lie ever farther before the first. */
static double place(const struct es_unknown *unknown, ptrdiff_t at)
{
    const double *corner = unknown->corner;
    const ptrdiff_t last = (ptrdiff_t)unknown->corners - 1;
    if (at < 0) {
        const double gap = (corner[last] - corner[0]) / (double)last;
        return corner[0] - gap * pow(BEFORE_FIRST, (double)(-at) - 3.0);
    }
    const ptrdiff_t i = at / 2;
    return at % 2 == 0 ? corner[i] : (corner[i] + corner[i + 1]) / 2.0;
}

/* The first place at or beyond theta. */
static ptrdiff_t place_of(const struct es_unknown *unknown, double theta, ptrdiff_t first,
                          ptrdiff_t end)
{
    ptrdiff_t at = first;
    while (at < end - 1 && place(unknown, at) < theta) {
        at++;
    }
    return at;
}

/* Every place near, then ever longer steps. */
static enum es_status walk_to(const struct es_walk *walk, ptrdiff_t from, ptrdiff_t end,
                              ptrdiff_t direction)
{
    const struct es_unknown *unknown = &walk->solver->task->unknown[walk->k];
    struct es_descent last = *walk->best;
    ptrdiff_t stride = 1, done = 0;
    for (ptrdiff_t at = from; direction < 0 ? at >= end : at < end;
         at += direction * stride) {
        const double given = place(unknown, at);
        if (es_coordinate_inside(unknown, given)) {
            ES_TRY(es_walk_try(walk, given, &last));
        }
        done++;
        stride = done < NEAR_STEPS ? 1 : 1 + (stride * MOST_GROWTH) / 2;
    }
    return ES_OK;
}

enum es_status es_corner_search(struct es_solver *solver, const struct es_descent *best,
                                struct es_descent *found)
{
    enum { PLACES_BEFORE = 9 };
    *found = *best;
    if (best->cost <= EXACT_COST * solver->size) {
        return ES_OK;
    }
    if (!solver->linear_known) {
        es_start_learn_linear(solver, best->theta);
    }
    for (size_t k = 0; k < solver->p; k++) {
        const struct es_unknown *unknown = &solver->task->unknown[k];
        if (unknown->fixed || unknown->corners < 2) {
            continue;
        }
        const struct es_walk walk = {
            .solver = solver, .k = k, .best = best, .found = found};
        const ptrdiff_t end = 2 * (ptrdiff_t)unknown->corners - 1;
        const ptrdiff_t here = place_of(unknown, best->theta[k], -PLACES_BEFORE, end);
        ES_TRY(walk_to(&walk, here, end, 1));
        ES_TRY(walk_to(&walk, here - 1, -PLACES_BEFORE, -1));
    }
    return ES_OK;
}
