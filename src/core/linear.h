/*
 * linear.h: the figures of a latent path, linearised in the discrepancy.
 *
 * Around a point w0, ln P_j(theta, w) = ln P_j(theta, w0) + c_j + a_j (w - w0), where a_j
 * are the shares of the cells in P_j and c_j = 1/2 tr(H_j V) is the mean of the
 * second-order term under the posterior covariance V of w; its variance adds to the
 * figure's. With w ~ N(0, K) the figures are then jointly normal given theta, with a
 * covariance that does not depend on theta: one Cholesky factor serves a whole fit. The
 * error against exact simulation is measured by tests/test_sparse.c.
 */
#ifndef ESSOR_CORE_LINEAR_H
#define ESSOR_CORE_LINEAR_H

#include "latent.h"

struct es_linear {
    const struct es_latent *latent;
    const struct es_model *model;
    size_t n, cells;  /* observations, fit cells */
    double *w;        /* [cells] the point */
    double *exp_w;    /* [cells] */
    double *cross;    /* [n][cells] a K */
    double *reach;    /* [edges][cells] K times the gains before the edge */
    double *between;  /* [edges][edges] gains before the one, K, gains before the other */
    double *weight;   /* [n][4] of each operator's edges: a_j in terms of them */
    double *variance; /* [n] of each figure's own error, its date's included */
    double *covariance; /* [n][n] a K a' + errors + common errors + whole */
    double *factor;     /* [n][n] its lower Cholesky factor */
    double *left;       /* [cells][cells] covariance of w that the figures leave */
    double *white;      /* [cells][n] factor^-1 a K, while building */
    double *mean;       /* [n] c_j */
    double *bend;       /* [n] variance of the second-order term */
    double *shift;      /* [n] c_j - a_j w0 */
    double *scratch;    /* [2 (cells + 1) + n] gains, their sums, and one figure's row */
};

enum es_status es_linear_open(const struct es_latent *latent,
                              const struct es_model *model, struct es_linear **linear,
                              struct es_arena *arena, struct es_error *err);

/* Linearises at theta(params) and linear->w. ES_ERR_FIT if the curve does not exist or
 * misses a window altogether. */
enum es_status es_linear_build(struct es_linear *linear, const double params[],
                               struct es_error *err);

/* r_j = ln y_j - E ln P_j given theta, into residual[n]; false if there is no such curve.
 */
bool es_linear_residuals(const struct es_linear *linear, const double params[],
                         double residual[]);

/* residual := factor^-1 residual. */
void es_linear_whiten(const struct es_linear *linear, double residual[]);

/* Log posterior density of params up to a constant; -INFINITY outside the domain. */
double es_linear_density(const struct es_linear *linear, const double params[]);

/* The same with the figures linearised at the conditional mode of w given params, not at
 * the mode of all: dearer, and right where the curve is loosely known. `linear` is
 * workspace. */
double es_linear_laplace(struct es_linear *linear, const struct es_linear *mode,
                         const double params[]);

/* Moves linear->w to its conditional mean given params. */
void es_linear_move(struct es_linear *linear, const double params[]);

/* x := factor'^-1 factor^-1 x, that is covariance^-1 x. */
void es_linear_solve(const struct es_linear *linear, double x[]);

/* Parameters of a model in the sparse engine: 4 with a shape, else 3. */
size_t es_param_count(const struct es_model *model);

/* What the prior says of params, as residuals of unit variance: one for each parameter,
 * and one for a ceiling above the limit. Returns their number, es_param_count + 1. */
size_t es_prior_residuals(const struct es_latent *latent, const struct es_model *model,
                          const double params[], double residual[]);

/* Second-order terms at the linearisation: fills left, white, mean and bend. `base` is
 * the level before the first cell. */
void es_linear_bend(const struct es_linear *linear, double base);

#endif
