/*
 * regression.h: nonlinear least squares, and what the data can tell.
 *
 * A task is a curve with p parameters and n observations of it. Its answer is the best
 * optimum found from all starts, never "converged" with a parameter on its way to
 * infinity: then `determined` of that parameter is false and the profile is the evidence.
 *
 * Throughout:
 *   theta  [p] parameters, in the order of the task
 *   y      [n] in the unit of the observations
 *   grad   [p * n]: grad[k * n + i] = dy[i] / dtheta[k]
 */
#ifndef ESSOR_REGRESSION_H
#define ESSOR_REGRESSION_H

#include "essor/arena.h"
#include "essor/error.h"
#include "essor/model.h"

#include <stdbool.h>
#include <stddef.h>

enum { ES_REGRESSION_MOST_PARAMS = 64 };

/* Observations of one series. */
struct es_points {
    size_t n;
    const double *t;      /* [n] any order, repetitions allowed */
    const double *y;      /* [n] */
    const double *weight; /* [n] >= 0, as 1 / variance up to a factor; NULL: all 1 */
    const double *scale;  /* [n] the curve is multiplied by it (a ceiling that follows a
                             given series); NULL: all 1 */
};

/* A parameter to be found. */
struct es_unknown {
    const char *name;
    double lower, upper; /* domain, ends excluded; infinite where open */
    bool moment;         /* a point in time: twice its value would mean nothing */
    bool fixed;          /* stays at its start */
    double prior_mean;   /* normal prior, a pseudo-residual (theta - mean) / sd x the */
    double prior_sd;     /* residual sd; 0: none. Absolute where the task's sd is known */
    const double
        *corner;    /* [corners] ascending, where the sum of squares bends or leaps */
    size_t corners; /* by this parameter: observations that a start passes */
};

struct es_task {
    const char *label; /* for messages: series, file */
    size_t n, p;
    const struct es_unknown *unknown; /* [p] */
    const double *y;                  /* [n] */
    const double *weight;             /* [n] or NULL */
    double sd;                        /* of an observation of weight 1; 0: estimated */

    /* The curve at all observations. Values may be infinite or NaN outside its domain:
     * such a theta is turned away. */
    void (*values)(const void *context, const double theta[], double y[], double grad[]);
    const void *context;

    const double *start; /* [p] a first start; may be NULL where candidates are made. With
                            a NAN among those to be found, only its fixed ones count */
    /* Candidate number `index` for a start, of a quasi-random sequence that covers the
     * domain; parameters in which the curve is linear may be left at any value, they are
     * solved for. NULL: starts spread around `start`. */
    void (*candidate)(const void *context, size_t index, double theta[]);
    const bool *linear;  /* [p] the curve is linear in these together; NULL: none known */
    int ceiling;         /* index of the parameter that growth approaches, ES_NO_PARAM */
    const size_t *order; /* [n] the observations in the order in which neighbouring
                            residuals are compared; NULL: as they come */
};

enum es_loss { ES_LOSS_SQUARES, ES_LOSS_HUBER, ES_LOSS_TUKEY, ES_LOSS_CAUCHY };

struct es_regression_options {
    enum es_loss loss;
    size_t candidates; /* tried for starts; 0: by the number of parameters */
    size_t starts;     /* followed to their optimum, the given one first; 0: by default;
                          1 with a given start: that one alone, and no candidates */
    bool profile;      /* profile-likelihood intervals */
    double level;      /* of intervals; 0: 0.95 */
};

/* One parameter of the answer. */
struct es_estimate {
    const char *name;
    double value;
    double std_error; /* NAN where the fit has not converged or it is held, for there the
                         curvature tells nothing; of a robust loss Huber's (1981, 7.6),
                         as in MASS::rlm */
    double wald_low, wald_high;       /* Student t; normal where the task's sd is known */
    double profile_low, profile_high; /* F; the domain's end, often infinite, where open;
                                         NAN if not asked */
    bool fixed;
    bool at_bound;   /* within 1e-6 of its domain's end, on the scale of the search */
    bool determined; /* its profile closes on both sides (or the curvature holds it so
                        tightly that none is drawn unasked), it is not at a bound and
                        there are more observations than parameters */
};

/* A local optimum. */
struct es_optimum {
    double *theta; /* [p] */
    double objective;
    bool converged;
};

/* Whether the residuals look like noise; weighted, without those of weight 0. p values
 * are NAN below 8 observations; all are NAN for a robust loss, whose weights have made
 * the residuals tame, where n = p, and where they are nothing but rounding. */
struct es_residual_tests {
    double runs_p;        /* Wald-Wolfowitz, two-sided: few runs say the curve is wrong */
    double durbin_watson; /* 2: none; towards 0: neighbours alike */
    double normality_p;   /* D'Agostino-Pearson: skewness and kurtosis, each brought to a
                             normal deviate by its small-sample distribution */
};

struct es_health {
    double condition; /* of the Jacobian with columns of unit length */
    size_t rank;      /* of the same, at 1e-10 of its largest singular value */
    double gradient;  /* largest cosine between residuals and a column: 0 at an
                         optimum */
    double flat[ES_REGRESSION_MOST_PARAMS]; /* direction of the smallest singular value,
                             in units of the columns' scale */
};

struct es_regression {
    size_t n, p;                  /* observations with weight > 0; parameters not fixed */
    bool converged;               /* at an optimum with every parameter finite */
    bool ceiling_determined;      /* true where the curve has no ceiling */
    char verdict[480];            /* in whole sentences; what is not determined, and the
                                     evidence */
    size_t iterations;            /* of the start that led to the answer */
    size_t evaluations;           /* of all starts */
    size_t params;                /* fixed ones included: of the arrays below */
    struct es_estimate *estimate; /* [params] */
    double *covariance;           /* [params][params]; 0 for fixed ones */
    double *fitted, *residual;    /* [n of the task] */
    double *robust_weight;        /* [n of the task]; all 1 for squares */
    double rss;                   /* weighted; of the last weights for a robust loss */
    double residual_sd;           /* sqrt(rss / (n - p)), NAN where n = p; for a robust
                                     loss its scale, 1.4826 times the median of the sizes */
    double log_likelihood, aic, aicc,
        bic; /* an estimated variance of the error counts as a parameter, as in R; NAN for
                a robust loss, and where that variance is nothing but rounding or n = p */
    struct es_residual_tests tests;
    struct es_health health;
    size_t optima; /* distinct, best first */
    struct es_optimum *optimum;
};

/*
 * Solves a task. Everything in the answer belongs to `arena`.
 *
 * Trust-region Levenberg-Marquardt (GSL) in a space without bounds, from the given start
 * and the best candidates, then Gauss-Newton with QR until nothing moves.
 *
 * ES_ERR_DATA: fewer observations than parameters, a value that is not finite;
 * ES_ERR_ARGUMENT: an option out of range, a start outside its domain;
 * ES_ERR_FIT: no start leads to a finite curve. An answer that did not converge is ES_OK
 * with `converged` false and the reason in `verdict`.
 */
enum es_status es_regress(const struct es_task *task,
                          const struct es_regression_options *options,
                          struct es_regression *answer, struct es_arena *arena,
                          struct es_error *err);

/* How many standard errors an interval of that level reaches either side, by Student's t
 * with so many degrees of freedom; NAN without any. */
double es_student_reach(double level, double freedom);

/*
 * What es_regress works in, for callers with many tasks: kept from one to the next, it is
 * allocated again only when a task is larger than those before. One per thread.
 */
struct es_solver;
enum es_status es_solver_open(struct es_solver **solver, struct es_error *err);
void es_solver_close(struct es_solver *solver); /* NULL is allowed */
enum es_status es_regress_with(struct es_solver *solver, const struct es_task *task,
                               const struct es_regression_options *options,
                               struct es_regression *answer, struct es_arena *arena,
                               struct es_error *err);

/*
 * The task of a model and one series: candidates from es_model_spread over the span of
 * the points, levels linear. `points` must outlive the task. Parameters may then be
 * fixed, bounded or given a prior in task->unknown, which belongs to the arena.
 */
enum es_status es_task_of_model(const struct es_model *model,
                                const struct es_points *points, struct es_task *task,
                                struct es_unknown **unknown, struct es_arena *arena,
                                struct es_error *err);

/*
 * The task of a model and several series that share some parameters: shared[k] says
 * whether parameter k is common. Unknowns: the shared ones first, then those of each
 * series, named "NAME.1", "NAME.2", ...
 */
enum es_status es_task_of_sets(const struct es_model *model,
                               const struct es_points sets[], size_t set_count,
                               const bool shared[], struct es_task *task,
                               struct es_unknown **unknown, struct es_arena *arena,
                               struct es_error *err);

/*
 * Many series, one model, least squares: the batch path. Nothing is allocated; theta
 * [model->param_count] of each series is found from its own points alone. See kernel.c
 * for the method; `converged` as in es_regression.
 */
struct es_quick_fit {
    double theta[ES_MODEL_MAX_PARAMS];
    double rss;
    int iterations;
    bool converged;
};
void es_fit_quickly(const struct es_model *model, const struct es_points *points,
                    struct es_quick_fit *fit);

#endif
