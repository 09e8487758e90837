/*
 * answer.h: from an optimum to what is told about it.
 */
#ifndef ESSOR_CORE_ANSWER_H
#define ESSOR_CORE_ANSWER_H

#include "profile.h"
#include "robust.h"
#include "solver.h"

/* All that the parts of an answer are made from. */
struct es_answering {
    struct es_solver *solver;
    const struct es_regression_options *options;
    const struct es_descent *best;
    const struct es_robust *robust;
    size_t counted;  /* observations with weight > 0 */
    size_t moving;   /* parameters not fixed */
    double level;    /* of intervals */
    double quantile; /* of their Student's t, or normal */
    /* what a unit of each parameter does to the curve, in standard deviations of y */
    double felt[ES_REGRESSION_MOST_PARAMS];
    struct es_regression *answer;
};

/* The arrays of the answer. */
enum es_status es_answer_allot(const struct es_task *task, struct es_regression *answer,
                               struct es_arena *arena, struct es_error *err);

/* Fitted values, residuals, likelihood, tests, covariance, health, estimates with their
 * Wald intervals. `work` [n] is overwritten. */
void es_answer_fill(struct es_answering *answering, double work[]);

/* Whether there is nothing to judge the curve by: no observation more than parameters,
 * and no known sd. */
bool es_answer_unjudged(const struct es_answering *answering);

/* Whether the residuals are at the level of rounding. */
bool es_answer_exact(const struct es_answering *answering);

/* Profile intervals where asked, and which parameters the data determine. `better` is
 * the best point met on the way. ES_ERR_MEMORY. */
enum es_status es_answer_determine(struct es_answering *answering,
                                   struct es_descent *better);

/* The verdict. Where a parameter is not determined, one more fit gives the evidence. */
void es_answer_say(struct es_answering *answering);

#endif
