#include "profile.h"

#include "coordinate.h"

#include <math.h>
#include <string.h>

enum { MOST_DOUBLINGS = 30, MOST_CUTS = 40, IDLE_DOUBLINGS = 2 };
#define FARTHEST 18.0 /* of a logarithm: a factor of 7e7 */
#define IDLE 1e-3     /* a doubling that raises tau by less */
#define FOUND 1e-7    /* relative, of the way from the estimate */
#define BETTER 1e-7   /* relative, of the sum of squares */

/* One side of one parameter. */
struct side {
    struct es_profile *profile;
    size_t k;
    double origin; /* coordinate of the estimate */
    int sign;
    struct es_descent at; /* where the last one ended */
    enum es_status status;
};

static enum es_status solve_given(struct es_profile *profile, size_t k,
                                  struct es_descent *at)
{
    struct es_solver *solver = profile->solver;
    solver->pinned[k] = true;
    es_solver_free(solver, NULL);
    const enum es_status status = es_descend(solver, at);
    solver->pinned[k] = false;
    es_solver_free(solver, NULL);
    if (status == ES_OK && at->cost < profile->better.cost) {
        profile->better = *at;
    }
    return status;
}

/* tau at `way` from the estimate; INFINITY where the curve does not exist. */
static double tau_at(struct side *side, double way)
{
    struct es_profile *profile = side->profile;
    const struct es_unknown *unknown = &profile->solver->task->unknown[side->k];
    const double theta =
        es_coordinate_theta(unknown, side->origin + side->sign * way, NULL);
    struct es_descent at = side->at;
    at.theta[side->k] = theta;
    const enum es_status status = solve_given(profile, side->k, &at);
    if (status != ES_OK) {
        side->status = status == ES_ERR_MEMORY ? status : side->status;
        return INFINITY;
    }
    side->at = at;
    return sqrt(fmax(0.0, at.cost - profile->best->cost) / profile->variance);
}

/* The way at which tau reaches the quantile, between one where it has not and one where
 * it has (Illinois variant of regula falsi). */
static double close_in(struct side *side, double near, double tau_near, double far,
                       double tau_far)
{
    double low = tau_near - side->profile->quantile;
    double high = fmin(tau_far, 1e3 * side->profile->quantile) - side->profile->quantile;
    int last = 0;
    for (int cut = 0; cut < MOST_CUTS && far - near > FOUND * far; cut++) {
        const double way = (near * high - far * low) / (high - low);
        const double off = tau_at(side, way) - side->profile->quantile;
        if (fabs(off) < FOUND * side->profile->quantile) {
            return way;
        }
        const int now = off < 0.0 ? -1 : 1;
        if (now < 0) {
            near = way;
            low = off;
            high /= last == now ? 2.0 : 1.0;
        } else {
            far = way;
            high = fmin(off, 1e3 * side->profile->quantile);
            low /= last == now ? 2.0 : 1.0;
        }
        last = now;
    }
    return (near + far) / 2.0;
}

/* How far to look: a logarithm only so far, else as often as it may be doubled. */
static bool bounded(const struct es_unknown *unknown)
{
    return isfinite(unknown->lower) || isfinite(unknown->upper);
}

static double first_way(const struct side *side, double std_error)
{
    const struct es_unknown *unknown = &side->profile->solver->task->unknown[side->k];
    double slope;
    (void)es_coordinate_theta(unknown, side->origin, &slope);
    const double way = side->profile->quantile * std_error / slope;
    if (!bounded(unknown)) {
        return way > 0.0 && isfinite(way) ? way : fabs(side->origin) + 1.0;
    }
    return way > 0.0 && way < 1.0 ? way : 1.0;
}

enum es_status es_profile_end(struct es_profile *profile, size_t k, int side_sign,
                              double std_error, double *end)
{
    const struct es_unknown *unknown = &profile->solver->task->unknown[k];
    struct side side = {.profile = profile, .k = k, .sign = side_sign};
    side.origin = es_coordinate_of(unknown, profile->best->theta[k]);
    side.at = *profile->best;
    double near = 0.0, tau_near = 0.0, way = first_way(&side, std_error);
    *end = side_sign < 0 ? -INFINITY : INFINITY;
    for (int doubling = 0, idle = 0; doubling < MOST_DOUBLINGS; doubling++) {
        const double tau = tau_at(&side, way);
        if (side.status != ES_OK) {
            return side.status;
        }
        if (tau >= profile->quantile) {
            const double at = close_in(&side, near, tau_near, way, tau);
            *end = es_coordinate_theta(unknown, side.origin + side_sign * at, NULL);
            return side.status;
        }
        idle = tau < tau_near * (1.0 + IDLE) ? idle + 1 : 0;
        if (idle >= IDLE_DOUBLINGS || (bounded(unknown) && way > FARTHEST)) {
            break;
        }
        near = way;
        tau_near = tau;
        way *= 2.0;
    }
    return ES_OK;
}

double es_profile_cost(struct es_profile *profile, size_t k, double theta)
{
    struct es_descent at = *profile->best;
    at.theta[k] = theta;
    return solve_given(profile, k, &at) == ES_OK ? at.cost : INFINITY;
}

bool es_profile_found_better(const struct es_profile *profile)
{
    return profile->better.cost < profile->best->cost * (1.0 - BETTER) &&
           profile->best->cost > 1e-24 * profile->solver->size;
}
