#include "start.h"

#include "algebra.h"
#include "coordinate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_TRIED = 64, TRIED_PER_DIMENSION = 64, MOST_TRIED = 1024 };

/* How far around a given start candidates lie, in decades: near ones and far ones. */
#define NEAR_DECADES 0.5
#define FAR_DECADES 3.0
#define TURNED 0.2 /* the part of them with the other sign */

#define SAME_COLUMN 1e-9  /* a column that moves less does not depend on what moved */
#define SINGULAR 1e-10    /* levels that the curve cannot tell apart */
#define PUSHED_BACK 1e-2  /* a level beyond its domain starts at this part of others */
#define NEIGHBOURHOOD 0.5 /* in distances between candidates, if they were a grid */

struct search {
    struct es_solver *solver;
    size_t curved; /* parameters that move and are not linear: */
    size_t curved_at[ES_REGRESSION_MOST_PARAMS];
};

/* The root above 1 of g^(d+1) = g + 1, by Newton's method from above. */
static double root_of(double d)
{
    double g = 1.0 + 1.0 / d;
    for (int i = 0; i < 8; i++) {
        const double power = pow(g, d);
        g -= (power * g - g - 1.0) / ((d + 1.0) * power - 1.0);
    }
    return g;
}

void es_start_cube(size_t d, size_t index, double u[])
{
    const double root = root_of((double)d);
    double step = 1.0;
    for (size_t k = 0; k < d; k++) {
        step /= root;
        const double at = 0.5 + step * ((double)index + 1.0);
        u[k] = at - floor(at);
    }
}

/* -- in which parameters the curve is linear --------------------------------------- */

/* Moved enough to see, inside the domain, with the sign kept. */
static double moved(const struct es_unknown *unknown, double theta)
{
    const double away = theta != 0.0 ? 1.37 * theta : 0.37;
    return es_coordinate_inside(unknown, away) ? away : 0.73 * theta;
}

/* same[j]: whether column j is at theta as it is in `base` [free][rows]. */
static void compare_columns(const struct es_solver *solver, const double base[],
                            bool same[])
{
    const size_t rows = solver->rows;
    for (size_t j = 0; j < solver->free; j++) {
        const double *now = solver->jacobian + j * rows, *then = base + j * rows;
        const double size = es_algebra_norm(rows, then);
        double most = 0.0;
        for (size_t i = 0; i < rows; i++) {
            most = fmax(most, fabs(now[i] - then[i]));
        }
        same[j] = most <= SAME_COLUMN * size;
    }
}

/*
 * For a task that does not say: column j of the Jacobian does not depend on parameter k.
 * A set in which no column depends on any member is linear.
 */
static void find_linear(struct es_solver *solver, const double start[])
{
    enum { MOST = ES_REGRESSION_MOST_PARAMS };
    bool same[MOST][MOST] = {{false}};
    double theta[MOST], *base = solver->qr;
    if (!es_solver_evaluate(solver, start, true)) {
        return;
    }
    memcpy(base, solver->jacobian, solver->rows * solver->free * sizeof base[0]);
    for (size_t k = 0; k < solver->free; k++) {
        const size_t column = solver->column[k];
        memcpy(theta, start, solver->p * sizeof theta[0]);
        theta[column] = moved(&solver->task->unknown[column], theta[column]);
        if (es_solver_evaluate(solver, theta, true)) {
            compare_columns(solver, base, same[k]);
        }
    }
    for (size_t k = 0; k < solver->free; k++) {
        bool fits = same[k][k];
        for (size_t j = 0; j < k; j++) {
            fits = fits &&
                   (!solver->linear[solver->column[j]] || (same[j][k] && same[k][j]));
        }
        solver->linear[solver->column[k]] = fits;
    }
}

void es_start_learn_linear(struct es_solver *solver, const double theta[])
{
    const struct es_task *task = solver->task;
    if (task->linear != NULL) {
        memcpy(solver->linear, task->linear, solver->p * sizeof solver->linear[0]);
    } else {
        es_solver_free(solver, NULL);
        find_linear(solver, theta);
    }
    solver->linear_known = true;
}

static void prepare(struct search *search)
{
    struct es_solver *solver = search->solver;
    if (solver->task->linear != NULL || solver->task->start != NULL) {
        es_start_learn_linear(solver, solver->task->start);
    }
    es_solver_free(solver, NULL);
    for (size_t at = 0; at < solver->free; at++) {
        if (!solver->linear[solver->column[at]]) {
            search->curved_at[search->curved++] = solver->column[at];
        }
    }
}

/* -- one candidate ----------------------------------------------------------------- */

/* A point of [0, 1] as a multiple of the start: over decades, a part of them turned. */
static double around(double start, double u, double decades)
{
    const double size = start != 0.0 ? start : 1.0;
    const double sign = u < TURNED ? -1.0 : 1.0;
    const double v = u < TURNED ? u / TURNED : (u - TURNED) / (1.0 - TURNED);
    return sign * size * pow(10.0, decades * (2.0 * v - 1.0));
}

static void spread_around(const struct search *search, size_t index, double theta[])
{
    const struct es_task *task = search->solver->task;
    double u[ES_REGRESSION_MOST_PARAMS];
    es_start_cube(search->curved, index, u);
    const double decades = index % 2 == 0 ? NEAR_DECADES : FAR_DECADES;
    memcpy(theta, task->start, task->p * sizeof theta[0]);
    for (size_t j = 0; j < search->curved; j++) {
        const size_t k = search->curved_at[j];
        theta[k] = around(theta[k], u[j], decades);
    }
}

/* A proposal outside a domain that its user has narrowed, brought inside. */
static double bring_inside(const struct es_unknown *unknown, double theta)
{
    if (es_coordinate_inside(unknown, theta) || isnan(theta)) {
        return theta;
    }
    const double room = unknown->upper - unknown->lower;
    if (isfinite(room)) {
        return unknown->lower + fmod(fabs(theta - unknown->lower), room);
    }
    return isfinite(unknown->lower) ? unknown->lower + fabs(theta - unknown->lower)
                                    : unknown->upper - fabs(theta - unknown->upper);
}

static void propose(const struct search *search, size_t index, double theta[])
{
    const struct es_task *task = search->solver->task;
    if (task->candidate != NULL) {
        task->candidate(task->context, index, theta);
    } else {
        spread_around(search, index, theta);
    }
    for (size_t k = 0; k < task->p; k++) {
        theta[k] = task->unknown[k].fixed ? task->start[k]
                                          : bring_inside(&task->unknown[k], theta[k]);
    }
}

/* Linear least squares in the parameters that move; theta is changed, the cost is that of
 * the answer. False where they cannot be told apart. */
static bool solve_levels(struct es_solver *solver, double theta[], double *cost)
{
    const size_t m = solver->free;
    if (!es_solver_evaluate(solver, theta, true)) {
        return false;
    }
    es_solver_factor(solver);
    for (size_t k = 0; k < m; k++) {
        if (!(fabs(solver->qr[k * solver->rows + k]) > SINGULAR)) {
            return false;
        }
    }
    *cost = es_algebra_dot(solver->rows - m, solver->turned + m, solver->turned + m);
    es_algebra_solve_r(solver->qr, solver->rows, m, solver->turned);
    for (size_t k = 0; k < m; k++) {
        theta[solver->column[k]] -= solver->turned[k] / solver->length[k];
    }
    return isfinite(*cost);
}

/* Brings the levels that left their domain back to next to its end and holds them there;
 * returns how many. */
static size_t push_back(struct es_solver *solver, double theta[], bool held[])
{
    double most = 0.0;
    size_t count = 0;
    for (size_t at = 0; at < solver->free; at++) {
        most = fmax(most, fabs(theta[solver->column[at]]));
    }
    for (size_t at = 0; at < solver->free; at++) {
        const size_t k = solver->column[at];
        const struct es_unknown *unknown = &solver->task->unknown[k];
        if (!es_coordinate_inside(unknown, theta[k])) {
            const bool below = !(theta[k] > unknown->lower);
            const double room = unknown->upper - unknown->lower;
            const double in = PUSHED_BACK * fmin(most, room);
            theta[k] = below ? unknown->lower + in : unknown->upper - in;
            held[k] = true;
            count++;
        }
    }
    return count;
}

bool es_start_level(struct es_solver *solver, double theta[], double *cost)
{
    bool held[ES_REGRESSION_MOST_PARAMS];
    for (size_t k = 0; k < solver->p; k++) {
        held[k] = !solver->linear[k];
    }
    for (;;) {
        es_solver_free(solver, held);
        if (!solve_levels(solver, theta, cost)) {
            return false;
        }
        if (push_back(solver, theta, held) == 0) {
            return true;
        }
    }
}

/* -- the best of many -------------------------------------------------------------- */

static int by_cost(const void *a, const void *b)
{
    const struct es_candidate *x = a, *y = b;
    const int by_age = (x->theta > y->theta) - (x->theta < y->theta);
    return x->cost != y->cost ? (x->cost > y->cost) - (x->cost < y->cost) : by_age;
}

/* Squared distance in the curved parameters, in units of the candidates' spread. */
static double distance(const struct search *search, const double reach[],
                       const struct es_candidate *a, const struct es_candidate *b)
{
    double sum = 0.0;
    for (size_t j = 0; j < search->curved; j++) {
        const size_t k = search->curved_at[j];
        const struct es_unknown *unknown = &search->solver->task->unknown[k];
        const double gap = (es_coordinate_of(unknown, a->theta[k]) -
                            es_coordinate_of(unknown, b->theta[k])) /
                           reach[j];
        sum += gap * gap;
    }
    return sum;
}

/* reach[j]: between the quartiles of the candidates' coordinates, which infinite ones
 * cannot stretch. */
static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void find_reach(const struct search *search, const struct es_candidate tried[],
                       size_t count, double reach[])
{
    double x[MOST_TRIED];
    for (size_t j = 0; j < search->curved; j++) {
        const size_t k = search->curved_at[j];
        for (size_t i = 0; i < count; i++) {
            x[i] = es_coordinate_of(&search->solver->task->unknown[k], tried[i].theta[k]);
        }
        qsort(x, count, sizeof x[0], by_size);
        reach[j] = 2.0 * (x[count * 3 / 4] - x[count / 4]);
        reach[j] = reach[j] > 0.0 ? reach[j] : 1.0;
    }
}

/* Moves the candidates to follow to the front; returns how many. */
static size_t choose(const struct search *search, struct es_candidate tried[],
                     size_t count, size_t wanted)
{
    double reach[ES_REGRESSION_MOST_PARAMS];
    find_reach(search, tried, count, reach);
    const double near =
        NEIGHBOURHOOD * pow((double)count, -1.0 / fmax(1.0, (double)search->curved));
    size_t chosen = 0;
    for (size_t i = 0; i < count && chosen < wanted; i++) {
        bool alone = true;
        for (size_t j = 0; j < i && alone; j++) {
            alone = distance(search, reach, &tried[i], &tried[j]) > near * near;
        }
        if (alone) {
            const struct es_candidate best = tried[i];
            memmove(tried + chosen + 1, tried + chosen, (i - chosen) * sizeof tried[0]);
            tried[chosen++] = best;
        }
    }
    return chosen;
}

static size_t how_many(const struct search *search, size_t asked)
{
    const size_t usual = LEAST_TRIED + TRIED_PER_DIMENSION * search->curved;
    const size_t wanted = asked > 0 ? asked : search->curved == 0 ? 1 : usual;
    return wanted < MOST_TRIED ? wanted : MOST_TRIED;
}

enum es_status es_start_find(struct es_solver *solver, size_t tried, size_t wanted,
                             struct es_candidate **best, size_t *count,
                             struct es_arena *arena, struct es_error *err)
{
    struct search search = {.solver = solver};
    es_solver_free(solver, NULL);
    prepare(&search);
    tried = how_many(&search, tried);
    struct es_candidate *all;
    double *theta;
    ES_NEW(arena, all, tried, err);
    ES_NEW(arena, theta, tried * solver->p, err);
    size_t found = 0;
    for (size_t index = 0; index < tried; index++) {
        all[found].theta = theta + found * solver->p;
        propose(&search, index, all[found].theta);
        found += es_start_level(solver, all[found].theta, &all[found].cost);
    }
    es_solver_free(solver, NULL);
    qsort(all, found, sizeof all[0], by_cost);
    *best = all;
    *count = found > 0 ? choose(&search, all, found, wanted) : 0;
    return ES_OK;
}
