#include "profile.h"

#include "coordinate.h"
#include "start.h"

#include <math.h>
#include <string.h>

enum { MOST_DOUBLINGS = 11, MOST_CUTS = 40, IDLE_DOUBLINGS = 2 };
#define FARTHEST 11.5        /* of a logarithm: a factor of 1e5; else 1024 times Wald */
#define FARTHEST_OF_ALL 40.0 /* the same, where tau is yet to rise, or rises still */
#define LEVELS 1.5           /* a doubling that raises tau by less says it levels out */
#define IDLE 1e-3            /* a doubling that raises tau by less */
#define FAR_OUT                                                                          \
    50.0               /* a logarithm that asks whether the end is that of numbers alone \
                        */
#define LAST_LOG 300.0 /* one that only the end of the numbers can have stopped */
#define MOST_TAU 10.0  /* quantiles; beyond, tau tells nothing about the line */
#define FOUND 1e-7     /* relative, of the way from the estimate */
#define BETTER 1e-7    /* relative, of the sum of squares */

/* A point of the profile. */
struct point {
    double way; /* from the estimate, on the scale of the search */
    double theta[ES_REGRESSION_MOST_PARAMS];
};

/* One side of one parameter. */
struct side {
    struct es_profile *profile;
    size_t k;
    double origin; /* coordinate of the estimate */
    int sign;
    struct point last, before; /* inside the interval, the farthest two so far */
    enum es_status status;
};

/* Solves with parameter k given, from `at`. */
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

/* Takes `theta` for the start, its levels solved for if they can be, if that is nearer to
 * the observations than the one before. */
static void offer(struct es_profile *profile, size_t k, const double theta[],
                  struct es_descent *start)
{
    struct es_solver *solver = profile->solver;
    double trial[ES_REGRESSION_MOST_PARAMS], cost;
    memcpy(trial, theta, solver->p * sizeof trial[0]);
    solver->pinned[k] = true;
    bool exists = es_start_level(solver, trial, &cost);
    if (!exists) {
        memcpy(trial, theta, solver->p * sizeof trial[0]);
        exists = es_solver_evaluate(solver, trial, false);
        cost = solver->cost;
    }
    solver->pinned[k] = false;
    if (exists && cost < start->cost) {
        memcpy(start->theta, trial, solver->p * sizeof trial[0]);
        start->cost = cost;
    }
}

/* theta at `way` on the line through the two points farthest out, parameter k as given.
 */
static void extrapolate(const struct side *side, double way, double given, double theta[])
{
    const struct es_task *task = side->profile->solver->task;
    const struct point *last = &side->last, *before = &side->before;
    const double part =
        last->way > before->way ? (way - last->way) / (last->way - before->way) : 0.0;
    for (size_t j = 0; j < task->p; j++) {
        const struct es_unknown *unknown = &task->unknown[j];
        const double x = es_coordinate_of(unknown, last->theta[j]);
        const double moved = x - es_coordinate_of(unknown, before->theta[j]);
        theta[j] = unknown->fixed || moved == 0.0
                       ? last->theta[j]
                       : es_coordinate_theta(unknown, x + part * moved, NULL);
    }
    theta[side->k] = given;
}

/* The best place to start from with parameter k given. */
static struct es_descent start_given(const struct side *side, double way, double given)
{
    double theta[ES_REGRESSION_MOST_PARAMS];
    struct es_descent start = {.cost = INFINITY};
    memcpy(start.theta, side->last.theta, sizeof start.theta);
    start.theta[side->k] = given;
    memcpy(theta, start.theta, sizeof theta);
    offer(side->profile, side->k, theta, &start);
    extrapolate(side, way, given, theta);
    offer(side->profile, side->k, theta, &start);
    return start;
}

/* tau at `way` from the estimate; INFINITY where the curve does not exist. */
static double tau_at(struct side *side, double way)
{
    struct es_profile *profile = side->profile;
    const struct es_unknown *unknown = &profile->solver->task->unknown[side->k];
    const double given =
        es_coordinate_theta(unknown, side->origin + side->sign * way, NULL);
    struct es_descent at = start_given(side, way, given);
    const enum es_status status = solve_given(profile, side->k, &at);
    if (status != ES_OK) {
        side->status = status == ES_ERR_MEMORY ? status : side->status;
        return INFINITY;
    }
    const double rise = fmax(0.0, at.cost - profile->best->cost);
    const double tau = sqrt(rise / profile->variance);
    if (tau < profile->quantile && way > side->last.way) {
        side->before = side->last;
        side->last.way = way;
        memcpy(side->last.theta, at.theta, sizeof at.theta);
    }
    return tau;
}

/* The way at which tau reaches the quantile, between one where it has not and one where
 * it has (Illinois variant of regula falsi). */
static double close_in(struct side *side, double near, double tau_near, double far,
                       double tau_far)
{
    const double most = MOST_TAU * side->profile->quantile;
    double low = tau_near - side->profile->quantile;
    double high = fmin(tau_far - side->profile->quantile, most);
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
            high = fmin(off, most);
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

/* Whether, at the farthest point within the interval, the logarithm of another parameter
 * is beyond `limit`: then a ridge has been followed, to where numbers end. */
static bool followed_ridge(const struct side *side, double limit)
{
    const struct es_task *task = side->profile->solver->task;
    bool beyond = false;
    for (size_t j = 0; j < task->p; j++) {
        const struct es_unknown *unknown = &task->unknown[j];
        const double theta = side->last.theta[j];
        const double log_size = bounded(unknown) ? es_coordinate_of(unknown, theta)
                                                 : log(fmax(fabs(theta), 1.0));
        beyond = beyond || (j != side->k && !unknown->fixed && fabs(log_size) > limit);
    }
    return beyond;
}

/* The end between `near`, inside, and `far`, outside; infinite where it is but the end of
 * the numbers that another parameter can take. */
static double end_between(struct side *side, double near, double tau_near, double far,
                          double tau_far)
{
    const struct es_unknown *unknown = &side->profile->solver->task->unknown[side->k];
    const bool rough = side->profile->rough && !followed_ridge(side, FAR_OUT);
    const double way = rough ? far : close_in(side, near, tau_near, far, tau_far);
    if (followed_ridge(side, LAST_LOG)) {
        return side->sign < 0 ? -INFINITY : INFINITY;
    }
    return es_coordinate_theta(unknown, side->origin + side->sign * way, NULL);
}

enum es_status es_profile_end(struct es_profile *profile, size_t k, int side_sign,
                              double std_error, double *end)
{
    const struct es_unknown *unknown = &profile->solver->task->unknown[k];
    struct side side = {.profile = profile, .k = k, .sign = side_sign};
    side.origin = es_coordinate_of(unknown, profile->best->theta[k]);
    memcpy(side.last.theta, profile->best->theta, sizeof side.last.theta);
    side.before = side.last;
    if (!profile->solver->linear_known) {
        es_start_learn_linear(profile->solver, profile->best->theta);
    }
    double near = 0.0, tau_near = 0.0, way = first_way(&side, std_error);
    *end = side_sign < 0 ? -INFINITY : INFINITY;
    for (int doubling = 0, idle = 0; doubling < MOST_DOUBLINGS; doubling++) {
        const double tau = tau_at(&side, way);
        if (side.status != ES_OK) {
            return side.status;
        }
        if (tau >= profile->quantile) {
            *end = end_between(&side, near, tau_near, way, tau);
            return side.status;
        }
        const bool felt = tau > IDLE * profile->quantile;
        idle = felt && tau < tau_near * (1.0 + IDLE) ? idle + 1 : 0;
        const bool levels = felt && tau < LEVELS * tau_near;
        const double farthest = levels ? FARTHEST : FARTHEST_OF_ALL;
        if (idle >= IDLE_DOUBLINGS || (bounded(unknown) && way >= farthest)) {
            break;
        }
        near = way;
        tau_near = tau;
        way = bounded(unknown) && way < farthest ? fmin(2.0 * way, farthest) : 2.0 * way;
    }
    return ES_OK;
}

enum es_status es_profile_given(struct es_profile *profile, size_t k, double theta,
                                struct es_descent *at)
{
    double start[ES_REGRESSION_MOST_PARAMS];
    memcpy(start, profile->best->theta, sizeof start);
    start[k] = theta;
    *at = (struct es_descent){.cost = INFINITY};
    memcpy(at->theta, start, sizeof start);
    offer(profile, k, start, at);
    return solve_given(profile, k, at);
}

bool es_profile_found_better(const struct es_profile *profile)
{
    return profile->better.cost < profile->best->cost * (1.0 - BETTER) &&
           profile->best->cost > 1e-24 * profile->solver->size;
}
