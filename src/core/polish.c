/*
 * polish.c: Newton's method near an optimum.
 *
 * With J = QR the step of Gauss-Newton is -R^-1 Q'm. The Hessian of half the sum of
 * squares is R'(I + B)R with B = R'^-1 (sum of m_i d2m_i) R^-1, the curvature of the
 * curve in the metric of the data, so Newton's step is -R^-1 (I + B)^-1 Q'm. B need not
 * be exact for the limit to be: only the speed depends on it. I + B is positive definite
 * at a minimum.
 * Source: Bates and Watts (1980), doi:10.1111/j.2517-6161.1980.tb01094.x.
 */
#include "algebra.h"
#include "coordinate.h"
#include "solver.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST_STEPS = 100, MOST_HALVINGS = 12, MOST_DAMPINGS = 20 };
#define LEAST_DAMPING 0.01 /* of Gauss-Newton's Hessian */
#define DIFFERENCE 1e-4    /* of a parameter, for the curvature: error 1e-8 */
#define SLOW 0.1           /* a step this part of the one before asks for new curvature */
#define UNDISPUTED 1e-6    /* below, a step changes the sum of squares by rounding only */
#define STANDSTILL 1e-15   /* relative step */
#define CONVERGED_STEP 1e-7
#define CONVERGED_COSINE 1e-6
#define EXACT 1e-13 /* misses to y; below there is no direction left in them */
#define SMALL 1e-3
#define NEARER_THE_END 1e-3
#define SAME_COST 1e-6

struct polish {
    struct es_solver *solver;
    struct es_descent *descent;
    bool positive;  /* whether I + B is positive definite */
    bool usable;    /* whether there is a factor, of I + B or of that damped */
    double *factor; /* Cholesky, [free][free] */
    double step[ES_REGRESSION_MOST_PARAMS]; /* [free] */
};

/*
 * A length on which a parameter matters, for relative steps and differences: its size.
 * For one that happens to be near 0, a part of what it takes to change the curve by its
 * size; but no more than that of a thing of size 1, for where a parameter ceases to
 * matter, that is infinite, and no step must look small there.
 */
static double scale_of(const struct es_solver *solver, const double theta[], size_t at)
{
    const double reach = sqrt(solver->size) / solver->length[at];
    return fmax(fabs(theta[solver->column[at]]), SMALL * fmin(reach, 1.0) + DBL_MIN);
}

/* out [free] = J'm at theta + h e_k, with the kept misses m; false outside the domain. */
static bool pull(struct es_solver *solver, const double theta[], size_t at, double h,
                 double out[])
{
    double moved[ES_REGRESSION_MOST_PARAMS];
    memcpy(moved, theta, solver->p * sizeof moved[0]);
    moved[solver->column[at]] += h;
    if (!es_solver_evaluate(solver, moved, true)) {
        return false;
    }
    for (size_t j = 0; j < solver->free; j++) {
        out[j] = es_algebra_dot(solver->rows, solver->jacobian + j * solver->rows,
                                solver->kept_miss);
    }
    return true;
}

/* small [free][free] = sum of m_i d2m_i at theta, in the units of unit columns. */
static bool differentiate(struct es_solver *solver, const double theta[])
{
    const size_t m = solver->free;
    memcpy(solver->kept_miss, solver->miss, solver->rows * sizeof solver->miss[0]);
    double scale[ES_REGRESSION_MOST_PARAMS], up[ES_REGRESSION_MOST_PARAMS],
        down[ES_REGRESSION_MOST_PARAMS];
    for (size_t k = 0; k < m; k++) {
        scale[k] = DIFFERENCE * scale_of(solver, theta, k);
    }
    for (size_t k = 0; k < m; k++) {
        if (!pull(solver, theta, k, scale[k], up) ||
            !pull(solver, theta, k, -scale[k], down)) {
            return false;
        }
        for (size_t j = 0; j < m; j++) {
            solver->small[k * m + j] = (up[j] - down[j]) / (2.0 * scale[k]) /
                                       (solver->length[k] * solver->length[j]);
        }
    }
    return true;
}

/* Cholesky of m [n][n], symmetric, plus `damping` on the diagonal [n]; m keeps its upper
 * triangle, so that it can be tried again. */
static bool factor_damped(double m[], size_t n, const double diagonal[], double damping)
{
    for (size_t j = 0; j < n; j++) {
        m[j * n + j] = diagonal[j] + damping;
        for (size_t i = j + 1; i < n; i++) {
            m[j * n + i] = m[i * n + j];
        }
    }
    return es_algebra_cholesky(m, n);
}

/* b [m][m] = R'^-1 S R^-1, S in solver->small, which is used up. */
static void into_metric(struct es_solver *solver, double b[])
{
    const size_t m = solver->free;
    double *s = solver->small;
    for (size_t k = 0; k < m; k++) {
        es_algebra_solve_rt(solver->qr, solver->rows, m, s + k * m);
    }
    for (size_t j = 0; j < m; j++) {
        for (size_t k = 0; k < m; k++) {
            b[j * m + k] = s[k * m + j];
        }
        es_algebra_solve_rt(solver->qr, solver->rows, m, b + j * m);
    }
}

/*
 * factor = Cholesky of I + B. Where that is not positive definite, no minimum is near,
 * and the least damping that makes it so still leads down.
 */
static void take_curvature(struct polish *polish, const double theta[])
{
    const size_t m = polish->solver->free;
    double *b = polish->factor, diagonal[ES_REGRESSION_MOST_PARAMS];
    polish->positive = polish->usable = false;
    if (!differentiate(polish->solver, theta)) {
        return;
    }
    into_metric(polish->solver, b);
    for (size_t j = 0; j < m; j++) {
        for (size_t k = 0; k < j; k++) {
            b[j * m + k] = (b[j * m + k] + b[k * m + j]) / 2.0;
        }
        diagonal[j] = 1.0 + b[j * m + j];
    }
    polish->positive = polish->usable = factor_damped(b, m, diagonal, 0.0);
    for (int i = 0; i < MOST_DAMPINGS && !polish->usable; i++) {
        polish->usable = factor_damped(b, m, diagonal, ldexp(LEAST_DAMPING, 2 * i));
    }
}

/* The step from the point last factored; returns its relative size. */
static double find_step(struct polish *polish)
{
    const struct es_solver *solver = polish->solver;
    const double *theta = polish->descent->theta;
    const size_t m = solver->free;
    double most = 0.0;
    memcpy(polish->step, solver->turned, m * sizeof polish->step[0]);
    if (polish->usable) {
        es_algebra_cholesky_solve(polish->factor, m, polish->step);
    }
    es_algebra_solve_r(solver->qr, solver->rows, m, polish->step);
    for (size_t k = 0; k < m; k++) {
        polish->step[k] /= -solver->length[k];
        most = fmax(most, fabs(polish->step[k]) / scale_of(solver, theta, k));
        most = isnan(polish->step[k]) ? INFINITY : most;
    }
    return most;
}

/* Largest cosine between the misses and a column: the first of Q'm, turned back. */
static double cosine(const struct es_solver *solver)
{
    double most = 0.0;
    const double norm = sqrt(solver->cost);
    for (size_t at = 0; at < solver->free && norm > 0.0; at++) {
        const double *column = solver->jacobian + at * solver->rows;
        const double along = es_algebra_dot(solver->rows, column, solver->miss);
        if (solver->length[at] > 0.0) {
            most = fmax(most, fabs(along) / (solver->length[at] * norm));
        }
    }
    return most;
}

/* Goes part of the step, as far as the sum of squares allows; false if nowhere. */
static bool go(struct polish *polish, double size)
{
    struct es_solver *solver = polish->solver;
    struct es_descent *descent = polish->descent;
    double part = 1.0;
    for (int halving = 0; halving < MOST_HALVINGS; halving++, part /= 2.0) {
        double theta[ES_REGRESSION_MOST_PARAMS];
        memcpy(theta, descent->theta, solver->p * sizeof theta[0]);
        for (size_t at = 0; at < solver->free; at++) {
            theta[solver->column[at]] += part * polish->step[at];
        }
        const bool exists = es_solver_evaluate(solver, theta, true);
        if (exists && (size < UNDISPUTED || solver->cost < descent->cost)) {
            memcpy(descent->theta, theta, solver->p * sizeof theta[0]);
            descent->cost = solver->cost;
            return true;
        }
    }
    return false;
}

/* Theta k, moved to next to the end of its domain that the step leads to. */
static double next_to_end(const struct es_unknown *unknown, double theta, double step)
{
    const double end = step < 0.0 ? unknown->lower : unknown->upper;
    const double other = step < 0.0 ? unknown->upper : unknown->lower;
    const double unit = fmax(fabs(end), isfinite(other) ? fabs(other - end) : 0.0);
    const double near = end == 0.0 || NEARER_THE_END * fabs(theta - end) < 1e-9 * unit
                            ? NEARER_THE_END * fabs(theta - end)
                            : 1e-9 * unit;
    return step < 0.0 ? end + near : end - near;
}

/* Whether the full step would leave the domain of a parameter, and its end serves as
 * well as where it is: then it is held there. */
static bool hold_at_end(struct polish *polish)
{
    struct es_solver *solver = polish->solver;
    struct es_descent *descent = polish->descent;
    for (size_t at = 0; at < solver->free; at++) {
        const size_t k = solver->column[at];
        const struct es_unknown *unknown = &solver->task->unknown[k];
        if (es_coordinate_inside(unknown, descent->theta[k] + polish->step[at]) ||
            !isfinite(polish->step[at])) {
            continue;
        }
        double theta[ES_REGRESSION_MOST_PARAMS];
        memcpy(theta, descent->theta, solver->p * sizeof theta[0]);
        theta[k] = next_to_end(unknown, theta[k], polish->step[at]);
        if (es_solver_evaluate(solver, theta, false) &&
            solver->cost <= descent->cost * (1.0 + SAME_COST)) {
            descent->theta[k] = theta[k];
            descent->held[k] = true;
            return true;
        }
    }
    return false;
}

static bool exact(const struct polish *polish)
{
    return polish->descent->cost <= EXACT * EXACT * polish->solver->size;
}

/* Newton steps until they are at rounding level or lead nowhere. */
static void step_to_end(struct polish *polish)
{
    struct es_solver *solver = polish->solver;
    struct es_descent *descent = polish->descent;
    double last = INFINITY, before = INFINITY; /* relative steps so far */
    for (int i = 0; i < MOST_STEPS; i++) {
        descent->cost = solver->cost;
        es_solver_factor(solver);
        descent->gradient = cosine(solver);
        if (i == 0 || (last > SLOW * before && last > UNDISPUTED)) {
            take_curvature(polish, descent->theta);
        }
        before = last;
        descent->step = last = find_step(polish);
        const bool rounding = last < UNDISPUTED && last > before / 2.0;
        if (last < STANDSTILL || rounding || !isfinite(last) || !go(polish, last)) {
            break;
        }
        descent->iterations++;
    }
    if (descent->step <= CONVERGED_STEP && !polish->positive &&
        es_solver_evaluate(solver, descent->theta, true)) {
        es_solver_factor(solver);
        take_curvature(polish, descent->theta);
    }
}

/* The parameters held at an end press against it. */
static bool held_rightly(struct es_solver *solver, const struct es_descent *descent)
{
    es_solver_free(solver, NULL);
    if (!es_solver_evaluate(solver, descent->theta, true)) {
        return false;
    }
    bool rightly = true;
    for (size_t at = 0; at < solver->free; at++) {
        const size_t k = solver->column[at];
        const struct es_unknown *unknown = &solver->task->unknown[k];
        const double slope = es_algebra_dot(
            solver->rows, solver->jacobian + at * solver->rows, solver->miss);
        const bool lower =
            descent->theta[k] - unknown->lower < unknown->upper - descent->theta[k];
        rightly = rightly && (!descent->held[k] || (lower ? slope > 0.0 : slope < 0.0));
    }
    return rightly;
}

void es_polish(struct es_solver *solver, struct es_descent *descent)
{
    struct polish polish = {
        .solver = solver, .descent = descent, .factor = solver->smaller};
    size_t held = 0;
    do {
        descent->step = 0.0;
        descent->gradient = 0.0;
        polish.positive = true;
        polish.usable = false;
        es_solver_free(solver, descent->held);
        if (!es_solver_evaluate(solver, descent->theta, true)) {
            descent->step = INFINITY;
            break;
        }
        step_to_end(&polish);
    } while (descent->step > CONVERGED_STEP && hold_at_end(&polish) &&
             ++held < solver->p);
    descent->minimum = polish.positive;
    descent->converged = descent->step <= CONVERGED_STEP && polish.positive &&
                         (descent->gradient <= CONVERGED_COSINE || exact(&polish));
    if (held > 0) {
        descent->converged = descent->converged && held_rightly(solver, descent);
    }
    es_solver_free(solver, NULL);
}
