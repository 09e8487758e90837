/*
 * kernel.h: the parts of the batch path (kernel.c): sums over the points, and starts.
 *
 * Parameters are taken in the order of the kernel, levels first: order[j] is the index of
 * the j-th in the model.
 */
#ifndef ESSOR_CORE_KERNEL_H
#define ESSOR_CORE_KERNEL_H

#include "essor/regression.h"

enum {
    ES_KERNEL_BLOCK = 64, /* points at a time, so that the stack bounds no series */
    ES_KERNEL_LANES = 8,  /* partial sums, whatever the width of the processor */
    ES_KERNEL_STARTS = 6,
    ES_KERNEL_COLUMNS = ES_MODEL_MAX_PARAMS + 1,
    ES_KERNEL_PRODUCTS = ES_KERNEL_COLUMNS * (ES_KERNEL_COLUMNS + 1) / 2
};

/* Points with their weights multiplied in, filled up to whole lanes with weightless ones.
 */
struct es_kernel_block {
    size_t n;
    double t[ES_KERNEL_BLOCK];
    double y[ES_KERNEL_BLOCK];      /* y sqrt(weight) */
    double factor[ES_KERNEL_BLOCK]; /* scale sqrt(weight) */
};

struct es_kernel {
    const struct es_model *model;
    const struct es_points *points;
    size_t p, levels;
    size_t order[ES_MODEL_MAX_PARAMS];
    bool by_log[ES_MODEL_MAX_PARAMS]; /* searched by its logarithm: rates, durations */
    struct es_span span;
    bool sorted;                  /* by time */
    size_t counted;               /* points with a weight */
    double height;                /* largest |y| */
    double variation;             /* about their mean, likewise */
    double total;                 /* sum of weight y^2 */
    struct es_kernel_block block; /* the first points */
};

/* Points first, first + stride, ..., at most ES_KERNEL_BLOCK. */
void es_kernel_fill(const struct es_points *points, size_t first, size_t stride,
                    struct es_kernel_block *block);

/*
 * The same by groups of neighbours, for points in the order of time: each group counts as
 * one point at its mean time. `groups` is a multiple of ES_KERNEL_LANES.
 */
void es_kernel_thin(const struct es_points *points, size_t groups,
                    struct es_kernel_block *block);

/* Of the curve, weighted, over a block: its product with itself and with y. */
void es_kernel_project(const struct es_kernel *kernel, const double theta[],
                       const struct es_kernel_block *block, double product[]);

/*
 * Adds the products of each pair of columns over a block, row by row of the lower
 * triangle: the derivatives by the first `columns` parameters, then the residual.
 */
void es_kernel_add(const struct es_kernel *kernel, size_t columns, const double theta[],
                   const struct es_kernel_block *block, double product[]);

/*
 * The best starts tried, best first, their levels solved for; returns how many. First a
 * few that pass through levels seen; where they led nowhere, `widely` over the span.
 */
size_t es_kernel_starts(const struct es_kernel *kernel, bool widely,
                        double start[ES_KERNEL_STARTS][ES_MODEL_MAX_PARAMS]);

/* The normal equations at theta, in the order of the kernel; by_log of a parameter: of
 * its logarithm. A level that is the only one has been solved for. */
struct es_kernel_state {
    double theta[ES_MODEL_MAX_PARAMS];
    double normal[ES_MODEL_MAX_PARAMS][ES_MODEL_MAX_PARAMS]; /* lower triangle */
    double slope[ES_MODEL_MAX_PARAMS]; /* what a step wins, half of it, by its length */
    double rss;
};

struct es_kernel_step {
    double s[ES_MODEL_MAX_PARAMS];
    double undamped; /* sum of squares that it wins, were the curve straight */
};

/*
 * The part of the second derivatives that normal equations lack, residuals times bend of
 * the curve; of the parameters other than the only level.
 */
struct es_kernel_bend {
    double by[ES_MODEL_MAX_PARAMS][ES_MODEL_MAX_PARAMS]; /* lower triangle */
    bool known;
};

/* The normal equations at state->theta, over all points. */
void es_kernel_set_up(const struct es_kernel *kernel, struct es_kernel_state *state);

/*
 * The step that solves the normal equations and what is known of the bend; the diagonal
 * of what is left of them once the levels are eliminated grows by a share `damping`
 * (Marquardt (1963), doi:10.1137/0111030). False where a pivot is too small.
 */
bool es_kernel_solve(const struct es_kernel *kernel, const struct es_kernel_state *state,
                     const struct es_kernel_bend *bend, double damping,
                     struct es_kernel_step *step);

/* What is left of the sum of squares of column `index` once the other columns have
 * explained what they can: the variance of the residuals over that of its parameter. */
double es_kernel_left(const struct es_kernel *kernel, const struct es_kernel_state *state,
                      size_t index);

/* What the step s wins according to the normal equations. */
double es_kernel_gain(const struct es_kernel_state *state, const double s[], size_t p);

/*
 * Learns from how the slope changed along the step s: Gauss-Newton steps alone shrink
 * slowly where residuals are large (Dennis, Gay and Welsch (1981),
 * doi:10.1145/355958.355965). Symmetric updates of rank one (Conn, Gould and Toint
 * (1991), doi:10.1007/BF01594934). For kernels with one level.
 */
void es_kernel_learn(const struct es_kernel *kernel, const struct es_kernel_state *from,
                     const struct es_kernel_state *to, const double s[],
                     struct es_kernel_bend *bend);

/* Whether there may be a better optimum: where noise is large beside the curve, or the
 * curve has more freedom than to be early or late, slow or quick. */
bool es_kernel_doubtful(const struct es_kernel *kernel, const struct es_quick_fit *fit);

/* Whether what a wide search has found is an optimum that leaves no room for another: no
 * corner near the points, and every parameter told by them. */
bool es_kernel_is_sure(const struct es_kernel *kernel, const struct es_quick_fit *fit);

#endif
