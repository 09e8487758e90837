/*
 * solver.h: a task while it is being solved: which parameters move, what every residual
 * weighs, and the work space.
 *
 * Residuals here are "misses": sqrt(weight) (curve - y), then one row for every prior,
 * so that the Jacobian of the misses is that of the curve. Arrays are by column.
 */
#ifndef ESSOR_CORE_SOLVER_H
#define ESSOR_CORE_SOLVER_H

#include "essor/regression.h"

#include <gsl/gsl_multifit_nlinear.h>

/* A GSL work space and the size that it serves. */
struct es_space {
    gsl_multifit_nlinear_workspace *gsl;
    size_t rows, cols;
};

struct es_solver {
    const struct es_task *task;
    size_t n, p;   /* of the task */
    size_t rows;   /* n, and one for every prior */
    size_t priors; /* their parameters: */
    size_t prior[ES_REGRESSION_MOST_PARAMS];
    double prior_root; /* what multiplies (theta - mean) / sd: the sd of a residual */

    bool pinned[ES_REGRESSION_MOST_PARAMS]; /* held by who uses the solver */
    bool linear[ES_REGRESSION_MOST_PARAMS]; /* the curve is, in these together */
    bool linear_known;
    size_t free; /* parameters that move: */
    size_t column[ES_REGRESSION_MOST_PARAMS];

    double theta[ES_REGRESSION_MOST_PARAMS]; /* [p] where misses were last taken */
    double *root;                            /* [n] square roots of the weights */
    double *curve;                           /* [n] */
    double *grad;                            /* [p][n] */
    double *miss;                            /* [rows] */
    double *jacobian;                        /* [free][rows] */
    double *length, *head;                   /* [p] of the QR */
    double *qr;                              /* [free][rows] */
    double *turned;                          /* [rows] Q' miss */
    double *small, *smaller;                 /* [p][p] */
    double *kept_miss;                       /* [rows] */
    double cost;                             /* sum of squares of the misses */
    double size;                             /* sum of squares of the weighted y */
    size_t evaluations;

    struct es_space space[2]; /* for all parameters, and for fewer */
    double *memory;
    size_t capacity; /* doubles of memory */
};

/* Takes on a task: no parameter moves yet, weights are the task's. */
enum es_status es_solver_take(struct es_solver *solver, const struct es_task *task,
                              struct es_error *err);

/* Lets all parameters move that are not fixed, pinned or `held` ([p], or NULL). */
void es_solver_free(struct es_solver *solver, const bool held[]);

/* Weights: the task's times `robust` ([n], or NULL). */
void es_solver_weigh(struct es_solver *solver, const double robust[]);

/* Misses and, if asked, Jacobian at theta [p]; false where the curve does not exist. */
bool es_solver_evaluate(struct es_solver *solver, const double theta[], bool jacobian);

/* QR of the Jacobian (kept) and Q' miss, at the point last evaluated. */
void es_solver_factor(struct es_solver *solver);

/*
 * A GSL work space for the parameters that move; NULL when there is no memory. It works
 * on normal equations by a modified Cholesky factor: half the time of GSL's QR, never an
 * error (QR calls GSL's handler where the Jacobian vanishes), and no digit is lost, for
 * the last ones are es_polish's.
 */
gsl_multifit_nlinear_workspace *es_solver_space(struct es_solver *solver);

/* A start's way to its optimum. */
struct es_descent {
    double theta[ES_REGRESSION_MOST_PARAMS];
    bool held[ES_REGRESSION_MOST_PARAMS]; /* at the end of its domain */
    double cost;
    double step;     /* last relative step of a parameter */
    double gradient; /* largest cosine between misses and a column */
    bool minimum;    /* the second derivatives are those of a minimum */
    bool converged;  /* all of it: no step left, no gradient, a minimum */
    size_t iterations;
};

/*
 * From descent->theta, with the parameters that move, to an optimum: GSL's trust region
 * until it is near, then es_polish, and once more from there if that was too early.
 * ES_ERR_FIT if the curve does not exist at the start; ES_ERR_MEMORY.
 */
enum es_status es_descend(struct es_solver *solver, struct es_descent *descent);

/*
 * Newton's method from descent->theta until nothing moves. The step is that of
 * Gauss-Newton by QR, corrected by the curvature of the curve, which is differentiated
 * numerically; so it is as exact as the QR and as fast as Newton's.
 * A parameter that wants to leave its domain, and whose end of the domain serves as well,
 * is held there.
 */
void es_polish(struct es_solver *solver, struct es_descent *descent);

#endif
